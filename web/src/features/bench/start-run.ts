// From the price on the button to a run: wait for the uploads, ask for the quote that binds, and accept it without asking again
// only if it is not above what the button showed. Nothing is held before that, and every refusal leaves nothing held.
import type { Quote, Run } from '@keter/client'
import { useCallback, useRef, useState } from 'react'
import { isAbove } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { studio } from '../../lib/studio.ts'
import { arrived } from '../runs/runs.ts'
import { isStored, problemOfSource, type Source, type StoredSource } from '../sources/source.ts'
import type { Tray } from '../sources/tray.ts'
import type { Settings } from './settings.ts'

export type Start =
  | { readonly step: 'ready' }
  | { readonly step: 'uploading' }
  | { readonly step: 'quoting' }
  /** The quote is above what was shown: the person decides. */
  | { readonly step: 'asking'; readonly quote: Quote; readonly shown: string; readonly sources: readonly StoredSource[] }
  | { readonly step: 'accepting' }
  | { readonly step: 'refused'; readonly problem: AnyProblem }

interface Wanted {
  readonly settings: Settings
  readonly sources: readonly Source[]
  /** The most that the button showed. */
  readonly most: string
}

export function useStartRun(project: string, tray: Tray, onStarted: (run: Run, keys: readonly string[]) => void) {
  const [start, setStart] = useState<Start>({ step: 'ready' })
  const busy = useRef(false)

  const attempt = useCallback(async (steps: () => Promise<void>) => {
    if (busy.current) return
    busy.current = true
    await steps().catch((error: unknown) => setStart({ step: 'refused', problem: problemIn(error) }))
    busy.current = false
  }, [])

  const accept = useCallback(
    async (quote: Quote, sources: readonly StoredSource[]) => {
      setStart({ step: 'accepting' })
      const run = await acceptQuote(quote, sources)
      arrived(run)
      onStarted(
        run,
        sources.map(({ key }) => key),
      )
      setStart({ step: 'ready' })
    },
    [onStarted],
  )

  const begin = ({ settings, sources, most }: Wanted) =>
    attempt(async () => {
      setStart({ step: 'uploading' })
      const settled = await tray.settled(sources.map(({ key }) => key))
      const refused = settled.flatMap((source) => problemOfSource(source) ?? [])[0]
      if (refused) return setStart({ step: 'refused', problem: refused })
      const stored = settled.filter(isStored)
      setStart({ step: 'quoting' })
      const quote = await makeQuote(project, settings, stored)
      if (isAbove(quote.most, most)) return setStart({ step: 'asking', quote, shown: most, sources: stored })
      await accept(quote, stored)
    })

  return {
    start,
    begin,
    agree: () => start.step === 'asking' && void attempt(() => accept(start.quote, start.sources)),
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
