// Many holds of one wallet in one call: called for by hand (holdMany), and gathered from callers who know nothing of each other (together), as when quotes are accepted.
import type { Database } from '../../server/src/db/database.ts'
import * as ledger from '../../server/src/ledger/ledger.ts'
import { holdRequest, kinds, settleRequest } from './ours.ts'
import type { Work } from './rounds.ts'

const many = 50
const callers = 128
const wallet = kinds[0]!.wallet(0)

export function batches({ query }: Database): Work[] {
  const hold = ledger.together<Omit<ledger.HoldRequest, 'wallet'>, ledger.Held>((of, requests) => ledger.holdMany(query, of, requests))
  return [
    { name: 'plain hold, hot', turn: (turn) => ledger.hold(query, holdRequest(wallet, turn)) },
    {
      name: `holdMany of ${many}, hot`,
      weight: many,
      turn: async (turn) => {
        const answers = await ledger.holdMany(
          query,
          wallet,
          Array.from({ length: many }, (_, n) => holdRequest(wallet, `${turn} ${n}`)),
        )
        refuseErrors(answers)
      },
    },
    { name: 'batched hold, hot', workers: callers, turn: (turn) => hold(wallet, holdRequest(wallet, turn)) },
    {
      // The charge goes by itself, as it does in the product: in one transaction with the end of its job.
      name: 'batched hold, then settle, hot',
      workers: callers,
      turn: async (turn) => {
        await hold(wallet, holdRequest(wallet, turn))
        await ledger.settle(query, settleRequest(wallet, turn))
      },
    },
  ]
}

function refuseErrors(answers: readonly (ledger.Movement | Error)[]): void {
  const refused = answers.find((answer) => answer instanceof Error)
  if (refused) throw refused
}
