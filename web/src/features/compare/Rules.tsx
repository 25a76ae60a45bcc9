// Every rule that a result was checked by, with what it saw.
import type { Inspection } from '@keter/client'
import { Icon } from '../../ui/Icon.tsx'

export function Rules({ findings }: { findings: Inspection['findings'] }) {
  return (
    <ul className="rules">
      {findings.map((finding) => (
        <li key={finding.rule}>
          <span className={finding.ok ? 'st st-ok' : finding.severity === 'defect' ? 'st st-bad' : 'st st-warn'}>
            <Icon name={finding.ok ? 'ok' : 'warn'} />
            {finding.name}
          </span>
          <code>{finding.rule}</code>
          <p>{finding.detail}</p>
        </li>
      ))}
    </ul>
  )
}
