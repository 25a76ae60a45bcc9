// The tables as TypeScript sees them; the migrations are the truth, and server/schema.sql is generated from them.
// JSON goes in as text and comes out parsed, alike on both databases.
import type { Brief, Edit, Estimate, EstimateLine, EstimateSource, Measurement, Problem, StudioBook } from '@keter/core'
import type { ColumnType, Generated } from 'kysely'

type Json<Value> = ColumnType<Value, string, string>
type NullableJson<Value> = ColumnType<Value | null, string | null | undefined, string | null>

export interface QuotedSource {
  readonly asset: string
  readonly version: string
  readonly name: string
  readonly sha256: string
  readonly measurement: Measurement
}

/** What a shared estimate was computed from, beside the book. */
export interface SharedInputs {
  readonly edit: Edit
  readonly iterations: number
  readonly plan: string
  readonly sources: readonly EstimateSource[]
}

/** An estimate as it is shared: nothing of the workspace's balance in it. */
export type SharedFigures = Omit<Estimate, 'balance'>

export interface EngineRecord {
  readonly engine: string
  readonly model: string | null
  readonly modelVersion: string | null
  readonly ms: { readonly decode: number; readonly infer: number; readonly encode: number; readonly total: number }
}

export interface FindingRecord {
  readonly rule: string
  readonly name: string
  readonly ok: boolean
  readonly detail: string
  readonly severity: 'defect' | 'warning'
}

export interface InspectionRecord {
  readonly ok: boolean
  readonly findings: readonly FindingRecord[]
}

/** What a quote is accepted with, kept until somebody approves. */
export interface KeptAcceptance {
  readonly maxCredits?: string | undefined
  readonly sources?: readonly { readonly asset: string; readonly sha256: string }[] | undefined
  readonly variations?: boolean | undefined
}

interface EvidenceFile {
  readonly version: string
  readonly sha256: string
  readonly bytes: number
  readonly measurement: Measurement
}

/** What is known of a disputed charge, as it was when the dispute was opened. */
export interface Evidence {
  readonly quote: { readonly id: string; readonly low: string; readonly most: string; readonly book: string }
  readonly run: string
  readonly project: string
  readonly attempt: number
  readonly charge: string
  readonly refundedBefore: string
  readonly lines: readonly EstimateLine[]
  readonly edit: Edit
  readonly prompt: string | null
  readonly seed: string | null
  readonly engine: EngineRecord | null
  readonly inspection: InspectionRecord | null
  /** The stored result, inspected again by the rules of the day of the dispute. */
  readonly inspectedAgain: InspectionRecord | { readonly impossible: string }
  readonly source: EvidenceFile & { readonly name: string }
  readonly result: EvidenceFile
  readonly head: string | null
}

export interface Schema {
  'keter.settings': { name: string; value: string }
  'keter.workspaces': {
    id: string
    name: string
    plan: string
    created_at: Date
    share_estimates: Generated<boolean>
    settings_changed_by: Generated<string | null>
    settings_changed_at: Generated<Date | null>
  }
  'keter.price_books': {
    digest: string
    id: string
    version: string
    document: Json<StudioBook>
    published_at: Date
    effective: Date
    published_by: string | null
    note: string | null
  }
  'keter.shared_estimates': {
    id: string
    workspace_id: string
    title: string | null
    inputs: Json<SharedInputs>
    estimate: Json<SharedFigures>
    book_digest: string
    created_by: string
    api_key: string | null
    created_at: Date
    revoked_by: string | null
    revoked_at: Date | null
  }
  'keter.projects': {
    id: string
    workspace_id: string
    name: string
    client: Generated<string | null>
    brief: NullableJson<Brief>
    created_by: string
    created_at: Date
  }
  'keter.assets': {
    id: string
    workspace_id: string
    project_id: string
    name: string
    source_version_id: string | null
    current_version_id: string | null
    upload_id: string | null
    created_by: string
    created_at: Date
  }
  'keter.versions': {
    id: string
    workspace_id: string
    asset_id: string
    sha256: string
    bytes: bigint
    media_type: string
    measurement: Json<Measurement>
    iteration_id: string | null
    created_at: Date
  }
  'keter.quotes': {
    id: string
    workspace_id: string
    project_id: string
    book_digest: string
    plan: string
    edit: Json<Edit>
    iterations: number
    prompt: string | null
    seed: bigint | null
    sources: Json<readonly QuotedSource[]>
    digest: string
    estimate: Json<Estimate>
    low: bigint
    most: bigint
    created_by: string
    api_key: string | null
    created_at: Date
    expires_at: Date
    accepted_at: Date | null
  }
  'keter.runs': {
    id: string
    workspace_id: string
    project_id: string
    quote_id: string
    receipt_id: string
    hold_id: string | null
    state: 'running' | 'waiting' | 'ended'
    created_by: string
    api_key: string | null
    hold_expires_at: Date | null
    created_at: Date
    ended_at: Date | null
  }
  'keter.run_sources': {
    run_id: string
    position: number
    asset_id: string
    version_id: string
    name: string
    same_as: number | null
    most: bigint
    state: 'open' | 'kept' | 'ended'
  }
  'keter.iterations': {
    id: string
    workspace_id: string
    run_id: string
    position: number
    attempt: number
    state: 'queued' | 'running' | 'done' | 'defective' | 'failed' | 'cancelled'
    edit: Json<Edit>
    prompt: string | null
    seed: bigint | null
    fingerprint: string
    progress: Generated<number>
    eta: NullableJson<{ low: number; high: number }>
    result_version_id: string | null
    inspection: NullableJson<InspectionRecord>
    verdict: 'kept' | 'rejected' | 'defective' | null
    lines: ColumnType<readonly EstimateLine[], string | undefined, string>
    charge: Generated<bigint>
    refunded: Generated<bigint>
    charge_movement: string | null
    ledger_head: string | null
    engine: NullableJson<EngineRecord>
    failure: NullableJson<Problem>
    job_id: string | null
    starts: Generated<number>
    worker: Generated<string | null>
    same_as: string | null
    created_at: Date
    started_at: Date | null
    ended_at: Date | null
  }
  'keter.requests': {
    id: string
    workspace_id: string
    key: string
    quote_id: string
    amount: bigint
    acceptance: Json<KeptAcceptance>
    note: string
    requested_by: string
    api_key: string | null
    state: 'open' | 'approved' | 'declined' | 'withdrawn' | 'expired'
    run_id: string | null
    decided_by: string | null
    decision_note: string | null
    created_at: Date
    expires_at: Date
    decided_at: Date | null
  }
  'keter.disputes': {
    id: string
    workspace_id: string
    key: string
    iteration_id: string
    movement: string
    reason: 'looks-worse' | 'wrong-result' | 'artifacts' | 'not-as-asked' | 'other'
    note: string
    evidence: Json<Evidence>
    opened_by: string
    api_key: string | null
    state: 'open' | 'refunded' | 'declined' | 'withdrawn'
    rule: string | null
    decided_by: string | null
    decision_note: string | null
    refunded: Generated<bigint>
    opened_at: Date
    decided_at: Date | null
  }
  'keter.plan_changes': {
    id: string
    workspace_id: string
    key: string
    from_plan: string
    to_plan: string
    takes_effect: Date
    state: 'pending' | 'done' | 'cancelled'
    credits: bigint
    cut: Generated<bigint>
    due_amount: string | null
    due_currency: string | null
    asked_by: string
    asked_at: Date
    done_at: Date | null
  }
  'keter.purchases': {
    id: string
    workspace_id: string
    key: string
    provider: 'manual' | 'stripe'
    pack: string | null
    credits: bigint
    amount: bigint
    currency: string
    state: 'open' | 'paid' | 'failed' | 'expired' | 'refunded'
    expire_after_days: number | null
    checkout: string | null
    checkout_url: string | null
    payment: string | null
    invoice: string | null
    reference: string | null
    note: string | null
    movement: string | null
    taken_back: Generated<bigint>
    created_by: string
    created_at: Date
    paid_at: Date | null
    refunded_at: Date | null
  }
  'keter.payment_events': { id: string; kind: string; purchase_id: string | null; payment: string | null; received_at: Date }
  'keter.invoice_numbers': { year: number; last: number }
  'keter.answers': { workspace_id: string; key: string; digest: string; run_id: string; created_at: Date }
  'keter.throughput': { machine: string; kind: string; runs: Json<readonly { start: number; work: number; seconds: number }[]> }
}
