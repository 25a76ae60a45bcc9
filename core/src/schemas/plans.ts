// The shapes of plans: the one that is, what a change comes to, and which would have been the cheapest.
import { z } from 'zod'
import { amount, id, list, orNull, time } from './parts.ts'

export const money = z.object({ amount: z.string().meta({ example: '5.00' }), currency: z.string() }).meta({ id: 'MoneyAmount' })
const unit = z.enum(['month', 'year'])
export const planChangeRequest = z.object({ plan: z.string().max(50), when: z.enum(['now', 'period-end']).default('now') }).meta({ id: 'PlanChangeRequest' })
export const planPreview = z
  .object({
    from: z.string(),
    to: z.string(),
    when: z.enum(['now', 'period-end']),
    takesEffect: time,
    periodEnds: time,
    credits: amount.meta({ description: 'Granted at once for the rest of the period: the difference of the grants, prorated.' }),
    due: orNull(money).meta({ description: 'To be paid for the rest of the period; null where the price book names no price.' }),
    keepsAtMost: amount.nullable().meta({ description: "What the plan's credits are cut to; null where nothing is cut." }),
  })
  .meta({ id: 'PlanPreview' })
export const planChange = z
  .object({
    id: id('pch'),
    from: z.string(),
    to: z.string(),
    state: z.enum(['pending', 'done', 'cancelled']),
    takesEffect: time,
    credits: amount,
    cut: amount,
    due: orNull(money),
    askedAt: time,
  })
  .meta({ id: 'PlanChange' })
export const plan = z
  .object({
    plan: z.string(),
    name: z.string(),
    grant: z.string(),
    rollOver: z.string(),
    price: orNull(money),
    unit,
    period: z.object({ from: time, until: time }),
    pending: orNull(planChange),
    plans: list(
      z.object({ id: z.string(), name: z.string(), grant: z.string(), rollOver: z.string(), unit, discountPercent: z.string(), price: orNull(money) }),
    ),
    packs: list(z.object({ id: z.string(), name: z.string(), credits: z.string(), price: money, expireAfterDays: z.number().int().nullable() })),
    runOut: z.object({
      pace: z.string().nullable().meta({ description: 'Credits a day; null where nothing was spent.' }),
      days: z.number().int(),
      likely: time.nullable().meta({ description: 'When the credits run out at that pace; null: not within a year, or no pace.' }),
      early: time.nullable().meta({ description: 'The same at a pace that only one time in ten would be higher.' }),
      expiringSoon: list(z.object({ amount, at: time })),
    }),
  })
  .meta({ id: 'Plan' })
export const planAdvice = z
  .object({
    from: time,
    until: time,
    current: z.string(),
    best: z.string().nullable(),
    why: z.enum(['too-little-history', 'no-prices', 'stay', 'upgrade', 'downgrade']),
    edits: z.number().int(),
    plans: list(
      z.object({
        plan: z.string(),
        name: z.string(),
        money: orNull(money).meta({ description: 'Plan and packs together over these days.' }),
        spent: amount,
        expired: amount,
        packs: z.number().int(),
        bought: amount,
        refused: z.number().int().meta({ description: "How many edits the plan's limits would have refused." }),
        short: z.number().int().meta({ description: 'How many could not have been paid.' }),
      }),
    ),
  })
  .meta({ id: 'PlanAdvice' })
