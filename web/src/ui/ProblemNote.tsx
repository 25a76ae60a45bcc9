// A refusal in place: what happened, what to do now, and whether it was charged. Announced, never only coloured.
import type { ReactNode } from 'react'
import type { AnyProblem } from '../lib/problem.ts'
import { Icon } from './Icon.tsx'

export function ProblemNote({ problem, children }: { problem: AnyProblem; children?: ReactNode }) {
  return (
    <div className="note note-warn" role="alert">
      <Icon name="warn" />
      <div>
        <strong>{problem.title}</strong>
        <p>{problem.detail}</p>
        <p>
          {problem.next} {chargedInWords(problem.charged)}
        </p>
        {children && <div className="note-acts">{children}</div>}
      </div>
    </div>
  )
}

const chargedInWords = (charged: string): string => (charged === 'nothing' ? 'Nothing was charged.' : `Charged: ${charged}.`)
