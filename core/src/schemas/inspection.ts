// The shape of an inspection: what the checks of a result found.
import { z } from 'zod'
import { list } from './parts.ts'

export const finding = z
  .object({ rule: z.string(), name: z.string(), ok: z.boolean(), detail: z.string(), severity: z.enum(['defect', 'warning']) })
  .meta({ id: 'Finding' })
export const inspection = z.object({ ok: z.boolean(), findings: list(finding) }).meta({ id: 'Inspection' })
