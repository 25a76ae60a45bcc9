// The evidence of a dispute, as it was when it was opened: input and output, the quote and the charge, both inspections; and beside it the decision.
import type { Dispute, Inspection } from '@keter/client'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { credits, range } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { downloadOf, previewOf } from '../../lib/studio.ts'
import { bytes, dateOf, size } from '../../lib/words.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TwiceButton } from '../../ui/TwiceButton.tsx'
import { meQuery } from '../account/account.ts'
import { ChargeLines } from '../charges/ChargeLines.tsx'
import { Rules } from '../compare/Rules.tsx'
import { editTitle } from '../runs/run-words.ts'
import { DecideDispute } from './DecideDispute.tsx'
import { myOpenDisputesQuery, withdrawDispute } from './disputes.ts'

type File = Pick<Dispute['evidence']['result'], 'version' | 'sha256' | 'bytes' | 'measurement'>

export function DisputeEvidence({ dispute }: { dispute: Dispute }) {
  const { evidence } = dispute
  return (
    <div className="receipt-in">
      <div>
        <h3>Input and output</h3>
        <div className="io">
          <Exhibit file={evidence.source} name="Source" />
          <Exhibit file={evidence.result} name="Result" />
        </div>
      </div>
      <div>
        <h3>Why it cost this</h3>
        <ChargeLines lines={evidence.lines} charge={evidence.charge} refunded={evidence.refundedBefore} />
        <p className="likely">
          {editTitle(evidence.edit)}, attempt {evidence.attempt}. Quoted {range(evidence.quote.low, evidence.quote.most)}.
        </p>
        {evidence.prompt && <p className="likely">Prompt: {evidence.prompt}</p>}
        <div className="acts">
          <Link className="btn" to="/projects/$project/bench" params={{ project: evidence.project }} search={{ run: evidence.run }}>
            Open the run
          </Link>
          <Link className="btn" to="/projects/$project/charges" params={{ project: evidence.project }} search={{ open: dispute.charge }}>
            Open the charge
          </Link>
        </div>
        <h3 className="dispute-part">Inspected again for this dispute</h3>
        {'impossible' in evidence.inspectedAgain ? (
          <p className="soft">{evidence.inspectedAgain.impossible}</p>
        ) : (
          <Rules findings={evidence.inspectedAgain.findings} />
        )}
        {evidence.inspection && (
          <div className="dispute-part">
            <Disclosure title="Inspected when it was delivered" aside={passedInWords(evidence.inspection)} level={3}>
              <Rules findings={evidence.inspection.findings} />
            </Disclosure>
          </div>
        )}
      </div>
      <div>
        <Decision dispute={dispute} />
      </div>
    </div>
  )
}

const passedInWords = ({ findings }: Inspection): string => `${findings.filter(({ ok }) => ok).length} of ${findings.length} checks passed`

function Exhibit({ file, name }: { file: File; name: string }) {
  return (
    <figure>
      <div>
        <Picture src={previewOf(file.version, 320)} />
      </div>
      <figcaption>
        <a href={downloadOf(file.version)} download>
          {name}
        </a>
        <br />
        {size(file.measurement)}, {bytes(file.bytes)}
        <br />
        <code>{file.sha256.slice(0, 12)}</code>
      </figcaption>
    </figure>
  )
}

function Decision({ dispute }: { dispute: Dispute }) {
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: mine = [] } = useQuery(myOpenDisputesQuery)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const { id, state, rule, refunded, decidedBy, decidedAt, decisionNote } = dispute
  if (state !== 'open')
    return (
      <>
        <h3>Decision</h3>
        <p>
          {state === 'refunded' && `${credits(refunded)} refunded`}
          {state === 'declined' && 'Declined: nothing was given back'}
          {state === 'withdrawn' && 'Withdrawn'}
          {decidedBy && ` by ${decidedBy}`}
          {decidedAt && `, ${dateOf(decidedAt)}`}.
        </p>
        {rule && <p className="soft">By the rule {rule}</p>}
        {decisionNote && <q className="soft">{decisionNote}</q>}
      </>
    )
  return (
    <>
      <h3>Decision</h3>
      {me.may.includes('dispute.decide') ? <DecideDispute dispute={dispute} /> : <p className="soft">An owner or admin of {me.workspace.name} decides.</p>}
      {problem && <ProblemNote problem={problem} />}
      {mine.some((one) => one.id === id) && (
        <div className="acts">
          <TwiceButton
            label="Withdraw"
            sure="Withdraw it"
            about="this dispute"
            onSure={() => void withdrawDispute(id).catch((no: unknown) => setProblem(problemIn(no)))}
          />
        </div>
      )}
    </>
  )
}
