// One command, from its words to its exit code. Whatever goes wrong is said here, once, in the same way.
import { Command } from 'commander'
import type { Program } from './command.ts'
import { addBackup } from './commands/backup.ts'
import { addBalance } from './commands/balance.ts'
import { addCharges } from './commands/charges.ts'
import { addDisputes } from './commands/disputes.ts'
import { addEdit } from './commands/edit.ts'
import { addEstimate } from './commands/estimate.ts'
import { addLedger } from './commands/ledger.ts'
import { addLimits } from './commands/limits.ts'
import { addModels } from './commands/models.ts'
import { addPlan } from './commands/plan.ts'
import { addPurchases } from './commands/purchases.ts'
import { addPriceBook } from './commands/price-book.ts'
import { addReceipt } from './commands/receipt.ts'
import { addRequests } from './commands/requests.ts'
import { addRuns } from './commands/runs.ts'
import { addTools } from './commands/tools.ts'
import { addWorker } from './commands/worker.ts'
import { showEnding } from './ending.ts'
import type { Surroundings } from './surroundings.ts'
import { Terminal } from './terminal.ts'

/** @param words of the command line, without the program. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const program: Program = { commander: new Command('keter'), surroundings, exit: 0 }
  program.commander
    .description('Keter Studio: know what an AI edit costs before you run it, pay that or less, prove it afterwards.')
    .configureOutput({ writeOut: (text) => surroundings.stdout.write(text), writeErr: () => {} })
    .exitOverride()
    .addHelpText('after', exitCodes)
  for (const add of [
    addEstimate,
    addEdit,
    addTools,
    addModels,
    addBalance,
    addCharges,
    addReceipt,
    addRuns,
    addLedger,
    addLimits,
    addRequests,
    addDisputes,
    addPlan,
    addPurchases,
    addPriceBook,
    addBackup,
    addWorker,
  ])
    add(program)
  try {
    if (words.length === 0) program.commander.outputHelp()
    else await program.commander.parseAsync([...words], { from: 'user' })
    return program.exit
  } catch (error) {
    if (isHelp(error)) return 0
    return showEnding(new Terminal(surroundings, words.includes('--json')), error, surroundings.env)
  }
}

/** Commander reports help, too, as an error. */
const isHelp = (error: unknown): boolean => error instanceof Error && 'exitCode' in error && error.exitCode === 0

const exitCodes = `
Exit codes: 0 done, 1 a check found failures, 2 bad usage or input, 3 refused (credits, limit, --max-credits, quote),
4 the edit failed or was defective (not charged, or refunded), 5 the studio cannot be reached or is locked, 130 cancelled.`
