// The main job, in the order a person lives it: estimate, consent, upload, quote, hold, run, results, receipt.
import { setTimeout } from 'node:timers/promises'
import { type Estimate, formatCredits, leastCredits, parseCredits, problemOf, Refusal, toolNamed } from '@keter/core'
import { newIdempotencyKey, type Quote, type Receipt, type Run, type StudioClient, StudioRefusal, StudioUnreachable } from '../sdk/index.ts'
import { agree, agreeToQuote, type Consent, checkAffordable, hasToBeAsked } from './consent.ts'
import type { AskedEdit } from './edit-flags.ts'
import { exitOf, reportOutcome } from './edit-outcome.ts'
import { estimateByStudio } from './estimate.ts'
import { estimateText } from './estimate-text.ts'
import { followRun, goodResult } from './follow-run.ts'
import { projectFor } from './project.ts'
import { prepareResultFolder, type ResultFolder, resultNames, saveResult } from './result-files.ts'
import type { LocalSource } from './sources.ts'
import type { Terminal } from './terminal.ts'
import { type UploadedSource, uploadSources } from './upload-sources.ts'
import { credits } from './wording.ts'

export interface EditJob {
  readonly asked: AskedEdit
  readonly sources: readonly LocalSource[]
  /** That help with the edit: they go into the project, and are not edited. */
  readonly pictures: readonly LocalSource[]
  readonly consent: Consent
  readonly project: string
  readonly folder: ResultFolder
}

/** The exit code. Until the quote is accepted, stopping leaves nothing behind; from then on it cancels the run first. */
export async function performEdit(client: StudioClient, terminal: Terminal, job: EditJob, signal: AbortSignal): Promise<number> {
  const { asked, sources, pictures, consent, folder } = job
  const estimate = await estimateByStudio(client, asked, sources, signal)
  terminal.show(estimateText(estimate, terminal))
  const names = await resultNames(estimate.sources, asked.edit)
  await prepareResultFolder(folder, names)
  checkAffordable(estimate, consent)
  await agree(terminal, estimate, consent)

  const project = await projectFor(client, job.project)
  const uploaded = (await uploadSources(client, terminal, project, [...sources, ...pictures], signal)).slice(0, sources.length)
  const quote = await quoteFor(client, asked, project, uploaded)
  await agreeToQuote(terminal, quote, estimate, consent)
  signal.throwIfAborted()
  if (consent.ask !== undefined && hasToBeAsked(quote)) return ask(client, terminal, quote, uploaded, consent.ask)

  const started = await accept(client, quote, uploaded, consent)
  terminal.note(`Held ${credits(started.held)} for run ${started.id}.`)
  try {
    return await finish(client, terminal, job, { started, estimate, names }, signal)
  } catch (error) {
    throw afterHold(error, started)
  }
}

/** The exit code: nothing runs until somebody lets it pass, and then it does so in the studio. */
async function ask(client: StudioClient, terminal: Terminal, quote: Quote, sources: readonly UploadedSource[], note: string): Promise<number> {
  const params = { header: { 'idempotency-key': newIdempotencyKey() } }
  const body = { quote: quote.quote, note, maxCredits: quote.most, sources: sources.map(({ asset, sha256 }) => ({ asset, sha256 })) }
  const { data } = await client.POST('/requests', { params, body })
  terminal.answer(
    data,
    () => `Asked: request ${data.id}, ${credits(data.amount)} at most. Nothing is held until it is approved; the run then starts by itself.`,
  )
  return 3
}

interface Started {
  readonly started: Run
  readonly estimate: Estimate
  /** Of the result files, by position of their source. */
  readonly names: readonly string[]
}

async function finish(
  client: StudioClient,
  terminal: Terminal,
  { asked, folder }: EditJob,
  { started, estimate, names }: Started,
  signal: AbortSignal,
): Promise<number> {
  const run = await followRun(client, terminal, started, { verb: toolNamed(asked.edit.tool).verb, eta: estimate.eta, signal })
  const saved = await saveResults(client, run, names, folder)
  const { data } = await client.GET('/receipts/{id}', { params: { path: { id: run.receipt } } })
  // Stopped when all was done already: then nothing was cancelled.
  const cancelled = signal.aborted && !run.sources.every(goodResult)
  reportOutcome(terminal, run, withPaths(data, saved), cancelled)
  return exitOf(run, cancelled)
}

/** Credits are held, so the person must know what becomes of them: "nothing was charged" would be a guess. */
function afterHold(error: unknown, { id, receipt }: Run): unknown {
  if (!(error instanceof StudioRefusal) || error.charged !== 'nothing') return error
  const detail =
    error instanceof StudioUnreachable ? `${error.detail} Run ${id} goes on in the studio, and what it does not need of the hold returns.` : error.detail
  return new StudioRefusal({
    ...error.problem,
    detail,
    charged: `what was delivered; see \`keter receipt ${receipt}\``,
    data: { ...error.data, run: id, receipt },
  })
}

async function quoteFor(client: StudioClient, { edit, iterations }: AskedEdit, project: string, sources: readonly UploadedSource[]): Promise<Quote> {
  const { data } = await client.POST('/quotes', { body: { ...edit, iterations, project, sources: [...sources] } })
  return data
}

const retryMs = [500, 1500, 4000]

/** Sent again with the same key when no answer came, so that it can neither be lost nor happen twice. It is not interrupted half-way. */
async function accept(client: StudioClient, quote: Quote, sources: readonly UploadedSource[], { most }: Consent): Promise<Run> {
  const maxCredits = formatCredits(most === undefined ? parseCredits(quote.most) : leastCredits(parseCredits(quote.most), parseCredits(most)))
  const header = { 'idempotency-key': newIdempotencyKey() }
  const body = { maxCredits, sources: sources.map(({ asset, sha256 }) => ({ asset, sha256 })) }
  const send = async (waits: readonly number[]): Promise<Run> => {
    try {
      return (await client.POST('/quotes/{id}/accept', { params: { path: { id: quote.quote }, header }, body })).data
    } catch (error) {
      if (!(error instanceof StudioUnreachable)) throw error
      const [wait, ...later] = waits
      if (wait === undefined) throw new StudioRefusal({ ...error.problem, charged: 'not known; see `keter runs` once the studio answers' })
      await setTimeout(wait)
      return send(later)
    }
  }
  return send(retryMs)
}

/** Path of each kept result, by its iteration. */
async function saveResults(client: StudioClient, run: Run, names: readonly string[], folder: ResultFolder): Promise<Map<string, string>> {
  const saved = new Map<string, string>()
  for (const source of run.sources) {
    const good = goodResult(source)
    if (!good?.result) continue
    try {
      saved.set(good.id, await saveResult(client, good.result, names[source.position]!, folder))
    } catch (error) {
      throw notSaved(error, run, source.name)
    }
  }
  return saved
}

/** It is paid and it exists, in the studio: the person must know both. */
function notSaved(error: unknown, { charged, receipt, project }: Run, name: string): StudioRefusal {
  const { problem } = asRefusal(error)
  return new StudioRefusal({
    ...problem,
    detail: `The result of ${name} could not be saved: ${problem.detail}`,
    next: 'The results are kept in the studio: run the same command again, which costs nothing for the same bytes, or fetch them there.',
    charged: `${credits(charged)}; see \`keter receipt ${receipt}\``,
    data: { ...problem.data, receipt, project },
  })
}

/** A disk says why with a code such as ENOSPC; what else breaks here is the connection. */
function asRefusal(error: unknown): StudioRefusal {
  if (error instanceof StudioRefusal) return error
  const { code, message } = error as NodeJS.ErrnoException
  return code?.startsWith('E') ? new StudioRefusal(problemOf(new Refusal('results_not_writable', message))) : new StudioUnreachable(message)
}

const withPaths = (receipt: Receipt, saved: ReadonlyMap<string, string>): Receipt => ({
  ...receipt,
  iterations: receipt.iterations.map((iteration) => {
    const path = saved.get(iteration.id)
    return path && iteration.result ? { ...iteration, result: { ...iteration.result, path } } : iteration
  }),
})
