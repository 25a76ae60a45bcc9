// The shapes of what somebody asks and somebody else decides: requests to pass a limit, disputes about a charge.
import { z } from 'zod'
import { acceptRequest, estimateLine, measurement, optionValues } from './estimate.ts'
import { inspection } from './inspection.ts'
import { amount, id, list, orNull, sha256, time } from './parts.ts'

const note = z.string().trim().max(2000)

export const requestState = z.enum(['open', 'approved', 'declined', 'withdrawn', 'expired'])
export const requestRequest = acceptRequest.extend({ quote: id('qt'), note: note.default('') }).meta({ id: 'RequestRequest' })
export const spendRequest = z
  .object({
    id: id('req'),
    quote: id('qt'),
    project: id('prj'),
    projectName: z.string(),
    tool: z.string(),
    amount: amount.meta({ description: "The quote's most." }),
    note: z.string(),
    state: requestState,
    run: id('run').nullable().meta({ description: 'What was started once it was approved.' }),
    requestedBy: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decisionNote: z.string().nullable(),
    createdAt: time,
    expiresAt: time.meta({ description: 'Until then it can be decided, and its quote is valid.' }),
    decidedAt: time.nullable(),
  })
  .meta({ id: 'SpendRequest' })
export const decisionNote = z.object({ note: note.default('') }).meta({ id: 'DecisionNote' })

export const disputeReason = z.enum(['looks-worse', 'wrong-result', 'artifacts', 'not-as-asked', 'other'])
export const disputeState = z.enum(['open', 'refunded', 'declined', 'withdrawn'])
export const disputeRequest = z.object({ iteration: id('itr'), reason: disputeReason, note: note.default('') }).meta({ id: 'DisputeRequest' })
const evidenceFile = z.object({ version: id('ver'), sha256, bytes: z.number().int(), measurement })
export const disputeEvidence = z
  .object({
    quote: z.object({ id: id('qt'), low: amount, most: amount, book: z.string() }),
    run: id('run'),
    project: id('prj'),
    attempt: z.number().int(),
    charge: amount,
    refundedBefore: amount,
    lines: list(estimateLine),
    edit: z.object({ tool: z.string(), quality: z.string().nullable(), options: optionValues }),
    prompt: z.string().nullable(),
    seed: z.string().nullable(),
    engine: z.record(z.string(), z.unknown()).nullable(),
    inspection: orNull(inspection),
    inspectedAgain: z
      .union([inspection, z.object({ impossible: z.string() })])
      .meta({ description: 'By the rules of the day of the dispute; or why it could not be.' }),
    source: evidenceFile.extend({ name: z.string() }),
    result: evidenceFile,
    head: z.string().nullable(),
  })
  .meta({ id: 'DisputeEvidence', description: 'As it was when the dispute was opened; never changed.' })
export const dispute = z
  .object({
    id: id('dsp'),
    iteration: id('itr'),
    charge: z.string().meta({ description: 'The disputed movement of the ledger.' }),
    reason: disputeReason,
    note: z.string(),
    state: disputeState,
    rule: z.string().nullable().meta({ description: 'The rule that decided it, where no person did.' }),
    refunded: amount,
    openedBy: z.string().nullable(),
    decidedBy: z.string().nullable(),
    decisionNote: z.string().nullable(),
    evidence: disputeEvidence,
    openedAt: time,
    decidedAt: time.nullable(),
  })
  .meta({ id: 'Dispute' })
export const disputeDecision = z
  .object({
    decision: z.enum(['refund', 'decline']),
    amount: amount.optional().meta({ description: 'With refund: less than all that is left of the charge.' }),
    note: note.default(''),
  })
  .meta({ id: 'DisputeDecision' })
const figures = {
  opened: z.number().int(),
  open: z.number().int(),
  refundedByRule: z.number().int(),
  refundedByPerson: z.number().int(),
  declined: z.number().int(),
  withdrawn: z.number().int(),
  refunded: amount,
  medianHours: z.number().nullable().meta({ description: 'Until a person decided.' }),
}
export const disputeStatistics = z
  .object({
    days: z.number().int(),
    charges: z.number().int(),
    share: z.number().meta({ description: 'Of the charges of these days, how many were disputed: 0 to 1.' }),
    ...figures,
    groups: list(z.object({ tool: z.string(), reason: disputeReason, ...figures })),
  })
  .meta({ id: 'DisputeStatistics' })
export const disputeReference = orNull(z.object({ id: id('dsp'), state: disputeState }).meta({ id: 'DisputeReference' }))
