// Charges as rows of FOCUS 1.3, the FinOps open cost and usage specification (focus.finops.org), so that they can lie beside other vendors' bills.
// docs/focus.md says what maps to what. A charge is usage, a refund a credit; what moves no cost (grants, holds, returns, expiries) has no row.
import { decimal, dollarsPer, type Rational, tools, toText } from '@keter/core'
import type { Caller, Studio } from '../studio.ts'
import type { MovementDocument } from './list-charges.ts'

export const focusColumns = [
  ...['BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingAccountType', 'BillingCurrency', 'BillingPeriodEnd', 'BillingPeriodStart'],
  ...['ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargeFrequency', 'ChargePeriodEnd', 'ChargePeriodStart', 'ConsumedQuantity', 'ConsumedUnit'],
  ...[
    'ContractedCost',
    'EffectiveCost',
    'HostProviderName',
    'InvoiceIssuerName',
    'ListCost',
    'PricingCategory',
    'PricingCurrency',
    'PricingCurrencyEffectiveCost',
  ],
  ...['PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName', 'ResourceId', 'ResourceName', 'ResourceType', 'ServiceCategory', 'ServiceName'],
  ...['ServiceProviderName', 'ServiceSubcategory', 'SkuId', 'SubAccountId', 'SubAccountName', 'SubAccountType', 'Tags'],
  ...['x_Attempt', 'x_Iteration', 'x_Movement', 'x_Quote', 'x_Receipt', 'x_RefundOf'],
] as const

export interface FocusTerms {
  readonly workspace: { readonly id: string; readonly name: string }
  /** Dollars of one credit. */
  readonly worth: Rational
}

/** Null where the price book does not say what a credit is worth. */
export async function focusTerms(studio: Studio, { workspace }: Caller): Promise<FocusTerms | null> {
  const { book } = studio.books.current
  const worth = dollarsPer(book, book.unit)
  const { name } = await studio.database.query.selectFrom('keter.workspaces').select('name').where('id', '=', workspace).executeTakeFirstOrThrow()
  return worth ? { workspace: { id: workspace, name }, worth } : null
}

const provider = 'Keter Studio'
/** The longest cost that three decimals of a credit can have, whatever a credit is worth. */
const costPlaces = 12

/** Null for what moves no cost. */
export function focusRow(movement: MovementDocument, { workspace, worth }: FocusTerms): (string | number | null)[] | null {
  const { kind, amount, at } = movement
  if (kind !== 'charge' && kind !== 'refund') return null
  // A charge takes from what is owned, a refund gives back: cost is the other way round.
  const spent = decimal('0').sub(decimal(amount))
  const credits = toText(spent, 3)
  const cost = toText(spent.mul(worth), costPlaces)
  const tool = tools.find(({ id }) => id === movement.tool)
  const [month, nextMonth] = monthOf(at)
  const hour = `${at.slice(0, 13)}:00:00Z`
  const cells: Readonly<Record<(typeof focusColumns)[number], string | number | null>> = {
    ...{ BilledCost: cost, ContractedCost: cost, EffectiveCost: cost, ListCost: cost },
    ...{ BillingAccountId: workspace.id, BillingAccountName: workspace.name, BillingAccountType: 'Workspace', BillingCurrency: 'USD' },
    ...{
      BillingPeriodStart: month,
      BillingPeriodEnd: nextMonth,
      ChargePeriodStart: hour,
      ChargePeriodEnd: `${new Date(Date.parse(hour) + 3_600_000).toISOString().slice(0, 19)}Z`,
    },
    ...{ ChargeCategory: kind === 'charge' ? 'Usage' : 'Credit', ChargeClass: null, ChargeFrequency: kind === 'charge' ? 'Usage-Based' : 'One-Time' },
    ChargeDescription: `${tool?.title ?? movement.tool ?? 'Edit'}${movement.source ? `: ${movement.source}` : ''}${kind === 'refund' ? ` (${movement.reason})` : ''}`,
    // Only usage is consumed or priced by quantity; a credit has no quantity of its own.
    ...(kind === 'charge'
      ? { ConsumedQuantity: 1, ConsumedUnit: 'Attempts', PricingQuantity: credits, PricingUnit: 'Credits', PricingCategory: 'Standard' }
      : { ConsumedQuantity: null, ConsumedUnit: null, PricingQuantity: null, PricingUnit: null, PricingCategory: null }),
    ...{ PricingCurrency: 'Credits', PricingCurrencyEffectiveCost: credits },
    ...{ HostProviderName: provider, InvoiceIssuerName: provider, ProviderName: provider, PublisherName: provider, ServiceProviderName: provider },
    ...{ ResourceId: movement.iteration, ResourceName: movement.source, ResourceType: movement.iteration ? 'Iteration' : null },
    ...{
      ServiceCategory: 'AI and Machine Learning',
      ServiceSubcategory: 'Other (AI and Machine Learning)',
      ServiceName: tool?.title ?? movement.tool ?? provider,
    },
    ...{ SkuId: movement.tool, SubAccountId: movement.project, SubAccountName: movement.projectName, SubAccountType: movement.project ? 'Project' : null },
    Tags: JSON.stringify({ ...(movement.client ? { client: movement.client } : {}), ...(movement.by ? { by: movement.by } : {}) }),
    ...{ x_Attempt: movement.attempt, x_Iteration: movement.iteration, x_Movement: movement.id, x_Quote: movement.quote },
    ...{ x_Receipt: movement.receipt, x_RefundOf: movement.refunds },
  }
  return focusColumns.map((column) => cells[column])
}

/** The calendar month in UTC that a moment lies in. */
function monthOf(at: string): [string, string] {
  const date = new Date(at)
  const first = (offset: number) => `${new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1)).toISOString().slice(0, 19)}Z`
  return [first(0), first(1)]
}
