// Limits on spending, asked for, simulated, set and removed.
import type { Limit, LimitSimulation } from '@keter/client'
import { parseCredits } from '@keter/core'
import { queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export interface LimitDraft extends Pick<Limit, 'scope' | 'subject' | 'period' | 'mode'> {
  readonly maximum: string
}

export const limitsQuery = queryOptions({ queryKey: ['limits', 'all'], queryFn: async () => (await studio.GET('/limits')).data.items })

/** Those that my next run in this project falls under. */
export const myLimitsQuery = (project: string) =>
  queryOptions({
    queryKey: ['limits', 'mine', project],
    queryFn: async () => (await studio.GET('/limits', { params: { query: { mine: '1', project } } })).data.items,
    staleTime: 5_000,
  })

export const simulatedDays = 90

export const simulationQuery = ({ scope, subject, period, maximum }: LimitDraft) =>
  queryOptions({
    queryKey: ['limits', 'simulation', scope, subject, period, maximum],
    queryFn: async (): Promise<LimitSimulation> =>
      (await studio.POST('/limits/simulate', { body: { scope, subject, period, maximum, days: simulatedDays } })).data,
  })

export async function setLimit({ scope, subject, period, mode, maximum }: LimitDraft): Promise<void> {
  await studio.POST('/limits', { body: { scope, subject, period, mode, maximum } })
  await limitsMoved()
}

export async function removeLimit(id: string): Promise<void> {
  await studio.DELETE('/limits/{id}', { params: { path: { id } } })
  await limitsMoved()
}

const limitsMoved = () => queries.invalidateQueries({ queryKey: ['limits'] })

/** What somebody typed as an amount; null while it is none. */
export function amountIn(text: string): string | null {
  const amount = text.trim().replace(',', '.')
  try {
    return parseCredits(amount) >= 0n ? amount : null
  } catch {
    return null
  }
}

export interface LimitGroup {
  readonly limit: Limit
  /** Of a limit for each: those who have used it in this period. */
  readonly users: readonly Limit[]
}

/** A limit for each comes as a row for itself and one for everybody who has used it. */
export function groupsOf(limits: readonly Limit[]): LimitGroup[] {
  const heads = limits.filter(({ who, subject, scope }) => who === null || subject !== null || scope === 'workspace')
  return heads.map((limit) => ({ limit, users: limits.filter((one) => one.id === limit.id && one !== limit) }))
}

export const sameLimit = (a: Omit<LimitDraft, 'maximum'>, b: Omit<LimitDraft, 'maximum'>): boolean =>
  a.scope === b.scope && a.subject === b.subject && a.period === b.period && a.mode === b.mode
