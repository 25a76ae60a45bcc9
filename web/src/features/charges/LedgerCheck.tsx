// Whether every balance and the hash chain, recomputed from the entries just now, agree with what is shown.
import { useQuery } from '@tanstack/react-query'
import { count, timeOf } from '../../lib/words.ts'
import { Status } from '../../ui/Status.tsx'
import { verificationQuery } from './charges.ts'

export function LedgerCheck() {
  const { data } = useQuery(verificationQuery)
  if (!data) return <>Checking the ledger.</>
  const { report, at } = data
  if (!report.ok)
    return (
      <Status tone="bad" icon="warn">
        Ledger checked at {timeOf(at)}: {count(report.findings.length, 'finding')}, first: {report.findings[0]?.what}
      </Status>
    )
  return (
    <Status tone="ok" icon="ok">
      Ledger checked at {timeOf(at)}: {count(report.entries, 'entry', 'entries')}, no gaps
    </Status>
  )
}
