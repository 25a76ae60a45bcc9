// The shapes of limits: what they are, how much of each is used, and what one would have stopped.
import { z } from 'zod'
import { limitModes, limitPeriods, limitScopes } from '../limit.ts'
import { amount, id, list, time } from './parts.ts'

const creditsAboveZero = amount.regex(/^\d/, 'not below 0')

export const limitRequest = z
  .object({
    scope: z.enum(limitScopes),
    subject: z.string().min(1).max(100).nullish().meta({ description: 'Id of the member, project or key; absent: each of them apart.' }),
    period: z.enum(limitPeriods).meta({ description: 'Days and months in UTC; rolling is the last 24 hours.' }),
    mode: z.enum(limitModes).meta({ description: 'hard refuses; ask refuses until an approver lets this one pass; soft warns.' }),
    maximum: creditsAboveZero,
  })
  .meta({ id: 'LimitRequest' })
export const limit = z
  .object({
    id: z.string(),
    scope: z.enum(limitScopes),
    subject: z.string().nullable(),
    who: z.string().nullable().meta({
      description:
        'Whom this row counts: the subject, or one of those that a limit for each binds. Null for the workspace, and for a limit for each itself, which counts nobody.',
    }),
    whoName: z.string().nullable(),
    period: z.enum(limitPeriods),
    mode: z.enum(limitModes),
    maximum: amount,
    spent: amount,
    held: amount,
    left: amount.meta({ description: 'Below 0 where a limit was lowered or passed.' }),
    renewsAt: time.nullable().meta({ description: 'When something comes back: the end of the period, or when the oldest hold leaves the last 24 hours.' }),
  })
  .meta({ id: 'Limit' })
export const simulateLimitRequest = limitRequest
  .omit({ mode: true })
  .extend({ days: z.number().int().min(1).max(400).default(90) })
  .meta({ id: 'SimulateLimitRequest' })
export const limitSimulation = z
  .object({
    from: time,
    until: time,
    runs: z.number().int().meta({ description: 'Runs that the limit would have looked at.' }),
    stopped: list(
      z.object({
        run: id('run').nullable(),
        at: time,
        amount: amount.meta({ description: 'What it held.' }),
        spent: amount.meta({ description: 'What it came to.' }),
        used: amount.meta({ description: 'What had been used of the limit at that moment.' }),
        by: z.string().nullable(),
        project: id('prj').nullable(),
        projectName: z.string().nullable(),
        tool: z.string().nullable(),
      }),
    ).meta({ description: 'The latest 200 of those that the limit would have stopped.' }),
    stoppedCount: z.number().int(),
    stoppedSpent: amount,
  })
  .meta({ id: 'LimitSimulation' })
