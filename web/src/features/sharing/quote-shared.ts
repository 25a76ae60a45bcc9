// From a shared estimate to a run: what is missing is uploaded, the quote is made at today's price, and accepting it starts the run.
import { type Quote, type Run, uploadAsset } from '@keter/client'
import { useRef, useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { studio } from '../../lib/studio.ts'
import { arrived } from '../runs/runs.ts'
import { digestOf } from '../sources/measure.ts'
import { matchFiles, type MissingFile, missingIn } from './match-files.ts'

export type Quoting =
  | { readonly step: 'ready' }
  | { readonly step: 'quoting' }
  | { readonly step: 'missing'; readonly missing: readonly MissingFile[]; readonly project: string | null; readonly words: string | null }
  | { readonly step: 'uploading'; readonly done: number; readonly of: number }
  | { readonly step: 'quoted'; readonly quote: Quote; readonly refused: AnyProblem | null }
  | { readonly step: 'accepting'; readonly quote: Quote }
  | { readonly step: 'refused'; readonly problem: AnyProblem }

type Found = readonly { readonly source: number; readonly asset: string }[]

export function useQuoteShared(estimate: string, onStarted: (run: Run) => void) {
  const [state, setState] = useState<Quoting>({ step: 'ready' })
  const uploaded = useRef<{ source: number; asset: string }[]>([])
  const refuse = (error: unknown) => setState({ step: 'refused', problem: problemIn(error) })

  async function quote(project?: string) {
    setState({ step: 'quoting' })
    try {
      setState({ step: 'quoted', quote: await quoteOf(estimate, project, uploaded.current), refused: null })
    } catch (error) {
      const problem = problemIn(error)
      const lacking = missingIn(problem)
      if (lacking) setState({ step: 'missing', ...lacking, words: null })
      else setState({ step: 'refused', problem })
    }
  }

  async function upload(missing: readonly MissingFile[], project: string, files: readonly File[]) {
    try {
      const chosen = []
      // One at a time: a hash holds the whole file in memory.
      for (const file of files) chosen.push({ file, name: file.name, bytes: file.size, sha256: await digestOf(file) })
      const found = matchFiles(missing, chosen)
      if (found.length === 0)
        return setState({ step: 'missing', missing, project, words: 'None of these files is one of the missing: their bytes differ. Choose the originals.' })
      for (const [done, { source, file }] of found.entries()) {
        setState({ step: 'uploading', done, of: found.length })
        uploaded.current.push({ source, asset: await uploadAsset(studio, { project, name: file.name, file: file.file }) })
      }
    } catch (error) {
      return refuse(error)
    }
    await quote(project)
  }

  async function accept(quote: Quote) {
    setState({ step: 'accepting', quote })
    try {
      const { data: run } = await studio.POST('/quotes/{id}/accept', {
        params: { path: { id: quote.quote }, header: { 'idempotency-key': `accept-${quote.quote}` } },
        body: { maxCredits: quote.most },
      })
      arrived(run)
      onStarted(run)
    } catch (error) {
      setState({ step: 'quoted', quote, refused: problemIn(error) })
    }
  }

  return { state, quote, upload, accept }
}

async function quoteOf(estimate: string, project: string | undefined, assets: Found): Promise<Quote> {
  const { data } = await studio.POST('/shared-estimates/{id}/quote', {
    params: { path: { id: estimate } },
    body: { ...(project !== undefined && { project }), ...(assets.length > 0 && { assets: [...assets] }) },
  })
  return data
}
