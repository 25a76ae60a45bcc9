// The shapes of purchases of credits.
import { z } from 'zod'
import { amount, id, name, time } from './parts.ts'
import { money } from './plans.ts'

export const purchase = z
  .object({
    id: id('pur'),
    provider: z.enum(['manual', 'stripe']),
    pack: z.string().nullable(),
    credits: amount,
    money,
    state: z.enum(['open', 'paid', 'failed', 'expired', 'refunded']),
    payAt: z.string().nullable().meta({ description: 'Where an open one is paid.' }),
    invoice: z.string().nullable(),
    reference: z.string().nullable(),
    note: z.string().nullable(),
    takenBack: amount.meta({ description: 'Credits that were still there when it was paid back.' }),
    by: z.string().nullable(),
    createdAt: time,
    paidAt: time.nullable(),
    refundedAt: time.nullable(),
  })
  .meta({ id: 'Purchase' })
export const purchaseRequest = z.object({ pack: z.string().max(100) }).meta({ id: 'PurchaseRequest' })
export const purchaseRecord = z
  .object({
    credits: amount,
    amount: z.string().regex(/^\d{1,12}(\.\d{1,2})?$/),
    currency: z.string().regex(/^[a-z]{3}$/),
    reference: name.meta({ description: 'Your own invoice number or the like.' }),
    note: z.string().trim().max(2000).optional(),
  })
  .meta({ id: 'PurchaseRecord' })
