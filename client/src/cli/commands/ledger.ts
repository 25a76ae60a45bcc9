// `keter ledger verify`: recomputes every hash, sum and balance from the entries alone, on this machine, and compares the head with
// what the studio says and with receipts given out before. With --file it needs no studio at all.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { type KnownHead, type LedgerEntry, type LedgerFinding, parseEntry, parseMovementId, Refusal, type VerifyReport, verifyEntries } from '@keter/core'
import type { Balance, StudioClient } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { withStudio } from '../studio.ts'
import type { Surroundings } from '../surroundings.ts'
import { columns } from '../table.ts'
import { counted, plain } from '../wording.ts'

const foundFailures = 1

export function addLedger(program: Program): void {
  const ledger = program.commander.command('ledger').description('check the credit ledger')
  const command = addStudioCommand(ledger, 'verify', 'recompute every balance and the hash chain from the entries')
    .option('--file <export>', 'check this export, without a studio')
    .option(
      '--receipt <file>',
      'a receipt given out before (repeatable): the chain must pass through its head',
      (file: string, before: string[]) => [...before, file],
      [] as string[],
    )
  does(program, command, async ({ surroundings, terminal }, flags) => {
    const known = await Promise.all((flags.receipt as string[]).map((file) => headIn(file, surroundings.folder)))
    const file = flags.file as string | undefined
    const report =
      file === undefined
        ? await withStudio(surroundings, flags, (client) => verifyStudio(client, known, surroundings.signal))
        : await verifyFile(file, known, surroundings)
    terminal.answer(report, () => reportText(report))
    return report.ok ? 0 : foundFailures
  })
}

interface Report {
  readonly ok: boolean
  readonly movements: number
  readonly entries: number
  readonly head: string
  readonly findings: readonly LedgerFinding[]
}

async function verifyStudio(client: StudioClient, known: readonly KnownHead[], signal: AbortSignal): Promise<Report> {
  // The balance first: whatever is posted meanwhile comes after its head, so the chain must pass through it.
  const { data: balance } = await client.GET('/balance', { signal })
  const response = await client.open('/ledger/export', { signal })
  const passed = new Set<string>()
  const lines = createInterface({ input: Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]) })
  const report = await verifyEntries(noting(entriesIn(lines), passed), sha256, known)
  return withFindings(
    report,
    report.entries === 0 || passed.has(balance.head)
      ? balancesDiffer(report, balance)
      : [{ wallet: Object.keys(report.heads)[0] ?? '', what: 'the chain does not pass through the head that the studio gives', ref: balance.head }],
  )
}

/** Comparable only while nothing was posted between the two answers. */
function balancesDiffer({ heads, balances }: VerifyReport, { available, held, head }: Balance): LedgerFinding[] {
  const [wallet] = Object.entries(heads).find(([, last]) => last === head) ?? []
  const computed = wallet === undefined ? undefined : balances[wallet]
  if (wallet === undefined || computed === undefined || (computed.available === available && computed.held === held)) return []
  return [{ wallet, what: `the studio says ${available} available and ${held} held; the entries say ${computed.available} and ${computed.held}`, ref: head }]
}

async function verifyFile(file: string, known: readonly KnownHead[], { folder }: Surroundings): Promise<Report> {
  const path = resolve(folder, file)
  if (!(await stat(path).catch(() => null))?.isFile()) throw new Refusal('source_missing', `There is no file ${file}.`, { source: file })
  return withFindings(await verifyEntries(entriesIn(createInterface({ input: createReadStream(path) })), sha256, known), [])
}

async function* entriesIn(lines: AsyncIterable<string>): AsyncGenerator<LedgerEntry> {
  for await (const line of lines) if (line.trim() !== '') yield parseEntry(line)
}

async function* noting(entries: AsyncIterable<LedgerEntry>, passed: Set<string>): AsyncGenerator<LedgerEntry> {
  for await (const entry of entries) {
    passed.add(entry.hash)
    yield entry
  }
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

function withFindings({ movements, entries, heads, findings }: VerifyReport, more: readonly LedgerFinding[]): Report {
  const all = [...findings, ...more]
  return { ok: all.length === 0, movements, entries, head: Object.values(heads).join(' '), findings: all }
}

/** @throws Refusal `source_missing`, `malformed_request` */
async function headIn(file: string, folder: string): Promise<KnownHead> {
  const text = await readFile(resolve(folder, file), 'utf8').catch(() => {
    throw new Refusal('source_missing', `There is no file ${file}.`, { source: file })
  })
  const { receipt, ledger } = receiptIn(text)
  const movement = typeof ledger?.transaction === 'string' ? parseMovementId(ledger.transaction) : null
  if (!movement || typeof ledger?.head !== 'string')
    throw new Refusal('malformed_request', `${file} is no receipt of a charge: it names no movement of the ledger.`, {
      fields: ['ledger.transaction', 'ledger.head'],
    })
  return { wallet: movement.wallet, version: Number(movement.version), head: ledger.head, from: `receipt ${String(receipt)}` }
}

function receiptIn(text: string): { receipt?: unknown; ledger?: { transaction?: unknown; head?: unknown } } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

function reportText({ ok, movements, entries, head, findings }: Report): string {
  const counts = `${counted(movements, 'movement')}, ${counted(entries, 'entry', 'entries')}`
  if (ok) return `The ledger is whole: ${counts}, every hash, sum and balance recomputed.\nHead ${head}`
  return [
    `The ledger is NOT whole: ${counts}, ${counted(findings.length, 'finding')}.`,
    ...columns(findings.map(({ wallet, what, ref }) => [wallet, ref, plain(what)])),
  ].join('\n')
}
