// A replay: what a workspace was delivered in a period, what it cost, and what the same would cost under another book. Every source is priced
// as it would have been: over its whole series of attempts, and never above the quote it would have had. Nothing is written.
import {
  chargeForAttempt,
  checkIterations,
  type CompiledBook,
  type Credits,
  type Edit,
  formatCredits,
  leastCredits,
  milli,
  planNamed,
  PriceBookError,
  priceSeries,
  Refusal,
  resultLimit,
  resultOf,
  sourceLimits,
  totalOf,
} from '@keter/core'
import type { Queries } from '../db/database.ts'
import type { Caller, Studio } from '../studio.ts'

type Reason = 'not_offered' | 'above_limit' | 'at_fault'

interface Money {
  readonly before: string
  readonly after: string
  readonly difference: string
}

interface Comparison extends Money {
  readonly runs: number
  readonly attempts: number
}

interface ReplayedRun {
  readonly run: string
  readonly project: string
  readonly tool: string
  readonly at: string
}

export interface Replay extends Comparison {
  readonly from: string
  readonly until: string
  readonly dearer: number
  readonly cheaper: number
  readonly same: number
  readonly tools: readonly (Comparison & { readonly tool: string })[]
  readonly largest: readonly (ReplayedRun & Money & { readonly sources: number; readonly attempts: number })[]
  readonly refused: readonly (ReplayedRun & {
    readonly reason: Reason
    readonly code: string
    readonly detail: string
    readonly paid: string
  })[]
  readonly refusedRuns: number
}

export interface Period {
  readonly from: Date
  /** Not included. */
  readonly until: Date
}

const runsAtOnce = 100
const largestShown = 20
const refusedShown = 100

export async function replayUnder(studio: Studio, { workspace }: Caller, book: CompiledBook, period: Period): Promise<Replay> {
  const queries = studio.database.query
  const priced: PricedRun[] = []
  const refused: RefusedRun[] = []
  for await (const runs of deliveredRuns(queries, workspace, period))
    for (const run of runs) {
      const outcome = runUnder(book, run, period)
      if ('refusal' in outcome) refused.push(outcome)
      else priced.push(outcome)
    }
  return summary(period, priced, refused)
}

interface DeliveredRun {
  readonly id: string
  readonly project: string
  readonly at: Date
  readonly plan: string
  readonly edit: Edit
  readonly planned: number
  readonly sources: readonly Source[]
  /** By position, then attempt; also those before the period, which later ones depend on. */
  readonly attempts: readonly Attempt[]
}

type Source = DeliveredRow['sources'][number]

interface Attempt {
  readonly position: number
  readonly edit: Edit
  readonly paid: bigint
  readonly refunded: boolean
  readonly endedAt: Date
}

/** Newest first, some at a time: a month can be long. */
async function* deliveredRuns(queries: Queries, workspace: string, period: Period): AsyncGenerator<readonly DeliveredRun[]> {
  let before: string | null = null
  for (;;) {
    const rows: readonly DeliveredRow[] = await runRows(queries, workspace, period, before)
    if (rows.length === 0) return
    const attempts = await attemptRows(
      queries,
      rows.map(({ id }) => id),
    )
    const byRun = Map.groupBy(attempts, ({ run_id }) => run_id)
    yield rows.map((row) => asRun(row, byRun.get(row.id) ?? []))
    before = rows.at(-1)!.id
  }
}

type DeliveredRow = Awaited<ReturnType<typeof runRows>>[number]

function runRows(queries: Queries, workspace: string, { from, until }: Period, before: string | null) {
  return queries
    .selectFrom('keter.runs as r')
    .innerJoin('keter.quotes as q', 'q.id', 'r.quote_id')
    .select(['r.id', 'r.project_id', 'r.created_at', 'q.plan', 'q.edit', 'q.iterations', 'q.sources'])
    .where('r.workspace_id', '=', workspace)
    .$if(before !== null, (query) => query.where('r.id', '<', before!))
    .where((where) =>
      where.exists(
        where
          .selectFrom('keter.iterations as i')
          .select('i.id')
          .whereRef('i.run_id', '=', 'r.id')
          .where('i.workspace_id', '=', workspace)
          .where('i.state', 'in', ['done', 'defective'])
          .where('i.same_as', 'is', null)
          .where('i.ended_at', '>=', from)
          .where('i.ended_at', '<', until),
      ),
    )
    .orderBy('r.id', 'desc')
    .limit(runsAtOnce)
    .execute()
}

function attemptRows(queries: Queries, runs: readonly string[]) {
  return queries
    .selectFrom('keter.iterations')
    .select(['run_id', 'position', 'edit', 'charge', 'refunded', 'ended_at', 'state'])
    .where('run_id', 'in', runs)
    .where('state', 'in', ['done', 'defective'])
    .where('same_as', 'is', null)
    .orderBy('run_id')
    .orderBy('position')
    .orderBy('attempt')
    .execute()
}

function asRun(row: DeliveredRow, attempts: Awaited<ReturnType<typeof attemptRows>>): DeliveredRun {
  return {
    id: row.id,
    project: row.project_id,
    at: row.created_at,
    plan: row.plan,
    edit: row.edit,
    planned: row.iterations,
    sources: row.sources,
    attempts: attempts.map(({ position, edit, charge, refunded, ended_at, state }) => ({
      position,
      edit,
      paid: charge - refunded,
      refunded: state === 'defective',
      endedAt: ended_at!,
    })),
  }
}

interface PricedRun {
  readonly run: ReplayedRun
  readonly sources: number
  readonly attempts: number
  readonly before: bigint
  readonly after: bigint
}

interface RefusedRun {
  readonly run: ReplayedRun
  readonly paid: bigint
  readonly refusal: Refusal
}

function runUnder(book: CompiledBook, run: DeliveredRun, { from, until }: Period): PricedRun | RefusedRun {
  const counts = ({ endedAt }: Attempt) => endedAt >= from && endedAt < until
  const counted = run.attempts.filter(counts)
  const before = counted.reduce((sum, { paid }) => sum + paid, 0n)
  try {
    refuseAboveLimits(book, run)
    const positions = new Set(run.attempts.map(({ position }) => position))
    let after = 0n
    for (const position of positions) {
      const series = run.attempts.filter((attempt) => attempt.position === position)
      for (const [index, charge] of chargesUnder(book, run, run.sources[position]!, series).entries())
        if (counts(series[index]!) && !series[index]!.refunded) after += charge
    }
    return { run: about(run), sources: run.sources.length, attempts: counted.length, before, after }
  } catch (error) {
    return { run: about(run), paid: before, refusal: refusalFrom(error) }
  }
}

/** A book can be sound by its check and still divide by zero, or pass what the ledger can hold, for a source that was really there. */
function refusalFrom(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof PriceBookError || error instanceof RangeError) return new Refusal('price_book_invalid', error.message)
  throw error
}

function refuseAboveLimits(book: CompiledBook, { plan: id, edit, planned, sources }: DeliveredRun): void {
  const plan = planNamed(book, id)
  checkIterations(plan, planned)
  sourceLimits(plan, planned, sources)
  resultLimit(
    plan,
    sources.map(({ name, measurement }) => ({ name, result: resultOf(edit, measurement) })),
  )
}

/** What each attempt on a source would have charged. */
function chargesUnder(book: CompiledBook, { plan, edit, planned }: DeliveredRun, { measurement }: Source, attempts: readonly Attempt[]): Credits[] {
  const quoted = totalOf(priceSeries(book, { plan, measurement, edits: Array.from({ length: planned }, () => edit) }))
  const series = priceSeries(book, { plan, measurement, edits: attempts.map((attempt) => attempt.edit) })
  let charged = milli(0n)
  return series.totals.map((_, index) => {
    const owed = chargeForAttempt({ ...series, totals: series.totals.slice(0, index + 1) }, charged)
    const charge = leastCredits(owed, milli(quoted - charged))
    charged = milli(charged + charge)
    return charge
  })
}

const credits = (amount: bigint): string => formatCredits(milli(amount))
const money = ({ before, after }: Pick<PricedRun, 'before' | 'after'>): Money => ({
  before: credits(before),
  after: credits(after),
  difference: credits(after - before),
})
const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
const change = ({ before, after }: PricedRun): bigint => after - before
const about = ({ id, project, edit, at }: DeliveredRun): ReplayedRun => ({ run: id, project, tool: edit.tool, at: at.toISOString() })

function compared(runs: readonly PricedRun[]): Comparison {
  const total = (of: (run: PricedRun) => bigint) => runs.reduce((sum, run) => sum + of(run), 0n)
  return {
    runs: runs.length,
    attempts: runs.reduce((sum, { attempts }) => sum + attempts, 0),
    ...money({ before: total(({ before }) => before), after: total(({ after }) => after) }),
  }
}

function reasonOf({ code }: Refusal): Reason {
  if (code === 'price_book_invalid') return 'at_fault'
  return code === 'not_offered' || code.startsWith('unknown_') ? 'not_offered' : 'above_limit'
}

function summary({ from, until }: Period, priced: readonly PricedRun[], refused: readonly RefusedRun[]): Replay {
  const tools = [...new Set(priced.map(({ run }) => run.tool))].sort()
  const changed = priced.filter((run) => change(run) !== 0n)
  const largest = changed.toSorted((a, b) => (size(change(a)) === size(change(b)) ? 0 : size(change(a)) > size(change(b)) ? -1 : 1)).slice(0, largestShown)
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    ...compared(priced),
    dearer: priced.filter((run) => change(run) > 0n).length,
    cheaper: priced.filter((run) => change(run) < 0n).length,
    same: priced.length - changed.length,
    tools: tools.map((tool) => ({ tool, ...compared(priced.filter(({ run }) => run.tool === tool)) })),
    largest: largest.map((each) => ({ ...each.run, sources: each.sources, attempts: each.attempts, ...money(each) })),
    refused: refused.slice(0, refusedShown).map(({ run, paid, refusal }) => ({
      ...run,
      reason: reasonOf(refusal),
      code: refusal.code,
      detail: refusal.message,
      paid: credits(paid),
    })),
    refusedRuns: refused.length,
  }
}
