// From the price on the button to a run: wait for the uploads, ask for the quote that binds, and accept it without asking again
// only if it is not above what the button showed. Where a limit has to be asked for, a request for it is made instead.
// Nothing is held before that, and every refusal leaves nothing held.
import type { Quote, Run } from '@keter/client'
import { useCallback, useRef, useState } from 'react'
import { isAbove } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { queries, studio } from '../../lib/studio.ts'
import { makeRequest } from '../requests/requests.ts'
import { arrived } from '../runs/runs.ts'
import { isStored, problemOfSource, type Source, type StoredSource } from '../sources/source.ts'
import type { Tray } from '../sources/tray.ts'
import { limitsAbove } from './pricing.ts'
import type { Settings } from './settings.ts'

export type Start =
  | { readonly step: 'ready' }
  | { readonly step: 'uploading' }
  | { readonly step: 'quoting' }
  /** The quote is above what was shown: the person decides. */
  | { readonly step: 'asking'; readonly quote: Quote; readonly shown: string; readonly sources: readonly StoredSource[]; readonly ask: string | null }
  | { readonly step: 'accepting' }
  | { readonly step: 'requesting' }
  | { readonly step: 'refused'; readonly problem: AnyProblem }

interface Wanted {
  readonly settings: Settings
  readonly sources: readonly Source[]
  /** The most that the button showed. */
  readonly most: string
  /** Why a limit should let it pass; null where the button did not say that it would ask. */
  readonly ask: string | null
}

interface Done {
  readonly onStarted: (run: Run, keys: readonly string[]) => void
  readonly onRequested: (keys: readonly string[]) => void
}

export function useStartRun(project: string, tray: Tray, { onStarted, onRequested }: Done) {
  const [start, setStart] = useState<Start>({ step: 'ready' })
  const busy = useRef(false)

  const attempt = useCallback(async (steps: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await steps().catch((error: unknown) => {
      const problem = problemIn(error)
      setStart({ step: 'refused', problem })
      // A limit was set, or others have used it meanwhile: the button says it from now on.
      if (problem.code === 'limit_reached') void queries.invalidateQueries({ queryKey: ['limits'] })
    })
    busy.current = false
  }, [])

  const accept = useCallback(
    async (quote: Quote, sources: readonly StoredSource[], ask: string | null) => {
      const keys = sources.map(({ key }) => key)
      // The quote may be cheaper than what was shown, and then nothing has to be asked for.
      if (ask !== null && limitsAbove(quote, 'ask').length > 0) {
        setStart({ step: 'requesting' })
        await makeRequest(quote, ask, sources)
        onRequested(keys)
      } else {
        setStart({ step: 'accepting' })
        const run = await acceptQuote(quote, sources)
        arrived(run)
        onStarted(run, keys)
      }
      setStart({ step: 'ready' })
    },
    [onStarted, onRequested],
  )

  const begin = ({ settings, sources, most, ask }: Wanted) =>
    attempt(async () => {
      setStart({ step: 'uploading' })
      const settled = await tray.settled(sources.map(({ key }) => key))
      const refused = settled.flatMap((source) => problemOfSource(source) ?? [])[0]
      if (refused) return setStart({ step: 'refused', problem: refused })
      const stored = settled.filter(isStored)
      setStart({ step: 'quoting' })
      const quote = await makeQuote(project, settings, stored)
      if (isAbove(quote.most, most)) return setStart({ step: 'asking', quote, shown: most, sources: stored, ask })
      await accept(quote, stored, ask)
    })

  return {
    start,
    begin,
    agree: () => start.step === 'asking' && void attempt(() => accept(start.quote, start.sources, start.ask)),
    dismiss: () => setStart({ step: 'ready' }),
  }
}

async function makeQuote(project: string, { tool, quality, options, iterations }: Settings, sources: readonly StoredSource[]): Promise<Quote> {
  const { data } = await studio.POST('/quotes', {
    body: {
      project,
      tool,
      quality,
      options: { ...options },
      iterations,
      sources: sources.map(({ upload, sha256 }) => ({ asset: upload.asset, version: upload.version, ...(sha256 !== undefined && { sha256 }) })),
    },
  })
  return data
}

/** A quote is accepted once: its own id is the key, so sending it again after a broken connection starts nothing twice. */
async function acceptQuote(quote: Quote, sources: readonly StoredSource[]): Promise<Run> {
  const { data } = await studio.POST('/quotes/{id}/accept', {
    params: { path: { id: quote.quote }, header: { 'idempotency-key': `accept-${quote.quote}` } },
    body: { maxCredits: quote.most, sources: sources.flatMap(({ upload, sha256 }) => (sha256 === undefined ? [] : [{ asset: upload.asset, sha256 }])) },
  })
  return data
}
