// Findings, and what every rule is given.
import type { Edit, Measurement } from '@keter/core'
import type { Finding, Inspection } from '../engine.ts'

export interface InspectionRequest {
  readonly edit: Edit
  readonly source: Measurement
  readonly sourcePath: string
  /** Of the pictures that help with the edit, by the name of the option that names them. */
  readonly pictures?: Readonly<Record<string, string>>
  readonly resultPath: string
}

export function defect(rule: string, name: string, ok: boolean, detail: string): Finding {
  return { rule, name, ok, detail, severity: 'defect' }
}

export function warning(rule: string, name: string, ok: boolean, detail: string): Finding {
  return { rule, name, ok, detail, severity: 'warning' }
}

export function inspectionOf(findings: readonly Finding[]): Inspection {
  const ordered = findings.toSorted((a, b) => numberOf(a) - numberOf(b))
  return { ok: ordered.every(({ ok, severity }) => ok || severity === 'warning'), findings: ordered }
}

const numberOf = ({ rule }: Finding): number => Number(rule.slice(1))
