// The receipt beneath its charge: what went in and came out, why this price, and where the quoted credits went.
import type { Movement, Receipt, Run } from '@keter/client'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { credits, isNothing, shown } from '../../lib/amount.ts'
import { problemIn } from '../../lib/problem.ts'
import { previewOf } from '../../lib/studio.ts'
import { size } from '../../lib/words.ts'
import { Picture } from '../../ui/Picture.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Contest } from '../disputes/Contest.tsx'
import { Flow } from '../runs/Flow.tsx'
import { editTitle } from '../runs/run-words.ts'
import { runQuery } from '../runs/runs.ts'
import { receiptQuery } from './charges.ts'
import { ChargeLines } from './ChargeLines.tsx'

export function ReceiptRow({ movement }: { movement: Movement }) {
  const { data: receipt, error } = useQuery(receiptQuery(movement.receipt!))
  const { data: run } = useQuery({ ...runQuery(receipt?.run ?? ''), enabled: receipt !== undefined })
  return (
    <tr className="receipt">
      <td colSpan={8}>
        {error && <ProblemNote problem={problemIn(error)} />}
        {receipt && <Paper receipt={receipt} run={run} iteration={movement.iteration} at={movement.at} />}
      </td>
    </tr>
  )
}

interface PaperProps {
  readonly receipt: Receipt
  readonly run: Run | undefined
  readonly iteration: string | null
  /** When it was charged. */
  readonly at: string
}

function Paper({ receipt, run, iteration: id, at }: PaperProps) {
  const iteration = receipt.iterations.find((one) => one.id === id) ?? receipt.iterations[0]
  const source = run?.sources.find(({ iterations }) => iterations.some((one) => one.id === iteration?.id))
  const result = source?.iterations.find((one) => one.id === iteration?.id)?.result
  const attempts = receipt.iterations.length
  return (
    <div className="receipt-in">
      <div>
        <h3>
          Attempt {iteration?.attempt}
          {iteration?.verdict ? `, ${iteration.verdict}` : ', no verdict'}
        </h3>
        <div className="io">
          {source && (
            <figure>
              <div>
                <Picture src={previewOf(source.version.id, 320)} />
              </div>
              <figcaption>
                Source
                <br />
                {size(source.version.measurement)}
              </figcaption>
            </figure>
          )}
          {result && (
            <figure>
              <div>
                <Picture src={previewOf(result.id, 320)} />
              </div>
              <figcaption>
                Result
                <br />
                {size(result.measurement)}
              </figcaption>
            </figure>
          )}
        </div>
        <p className="fine receipt-id">
          <span>
            Receipt <code>{short(receipt.receipt)}</code>
          </span>
          <span>
            ledger head <code>{receipt.ledger.head.slice(0, 12)}</code>
          </span>
        </p>
      </div>
      <div>
        <h3>Why this price</h3>
        {iteration && <ChargeLines lines={iteration.lines} charge={iteration.charge} refunded={iteration.refunded} />}
        {run && <p className="likely">{editTitle({ ...run, ...(result && attemptEdit(run, iteration?.id)) })}</p>}
      </div>
      <div>
        <h3>{attempts > 1 ? `Quote, hold, charge of all ${attempts} attempts` : 'Quote, hold, charge'}</h3>
        <Flow
          quoted={receipt.quoted}
          held={receipt.held}
          stillHeld={run?.held ?? '0'}
          charged={receipt.charged}
          refunded={receipt.refunded}
          returned={receipt.returned}
        />
        <p className="fine">
          <span className="version">Price book {receipt.book.version}</span>
          <span>
            quote <code>{short(receipt.quote)}</code>
          </span>
          <span>
            {receipt.state === 'open' ? 'open, final cost so far' : 'final cost'} {credits(receipt.final)}
            {!isNothing(receipt.refunded) && `, ${shown(receipt.charged)} charged − ${shown(receipt.refunded)} refunded`}
          </span>
        </p>
        <div className="acts">
          <Link className="btn" to="/projects/$project/bench" params={{ project: receipt.project }} search={{ again: receipt.run }}>
            Same again
          </Link>
          <Link className="btn" to="/projects/$project/bench" params={{ project: receipt.project }} search={{ run: receipt.run }}>
            Open the run
          </Link>
          {iteration && <Contest receipt={receipt} iteration={iteration} at={at} />}
        </div>
      </div>
    </div>
  )
}

function attemptEdit(run: Run, id: string | undefined) {
  const found = run.sources.flatMap(({ iterations }) => iterations).find((one) => one.id === id)
  return found && { quality: found.quality, options: found.options }
}

/** The end of an id is what tells one from another. */
const short = (id: string): string => `${id.slice(0, id.indexOf('_') + 1)}…${id.slice(-8)}`
