// What explains the number on the button, from top to bottom: options, the statement, what would be cheaper, what is left afterwards.
import { type Lever, resultOf } from '@keter/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AnyProblem } from '../../lib/problem.ts'
import { size } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { balanceQuery } from '../balance/balance.ts'
import { MissingModel } from '../models/MissingModel.tsx'
import { AfterRun } from './AfterRun.tsx'
import { AskFirst } from './AskFirst.tsx'
import { Blocked } from './Blocked.tsx'
import { EstimateFoot } from './EstimateFoot.tsx'
import { EstimateLines } from './EstimateLines.tsx'
import { FindSetting } from './FindSetting.tsx'
import { Levers } from './Levers.tsx'
import { NextOptions } from './NextOptions.tsx'
import type { EditedSource } from './options/edited-source.ts'
import { bookQuery } from './price-book.ts'
import { cheaper, editWith, isPriced, type Price, type Priced } from './pricing.ts'
import { type Settings, withLever } from './settings.ts'
import { ShortBalance } from './ShortBalance.tsx'

interface NextInspectorProps {
  readonly settings: Settings
  readonly onSettings: (settings: Settings) => void
  readonly price: Price
  readonly linesOpen: boolean
  /** Of the files that are part of the run. */
  readonly names: readonly string[]
  /** The file of a run of one. */
  readonly source: EditedSource | undefined
  readonly onOnly: (positions: readonly number[]) => void
  /** Why a limit should let the run pass. */
  readonly note: string
  readonly onNote: (note: string) => void
  readonly refused: AnyProblem | null
  /** What stood against the run is done. */
  readonly onAgain: () => void
}

export function NextInspector({ settings, onSettings, price, linesOpen, names, source, onOnly, note, onNote, refused, onAgain }: NextInspectorProps) {
  const maxIterations = useMaxIterations()
  const priced = isPriced(price) ? price : null
  const found = useMemo(() => (priced ? cheaper(priced.request) : []), [priced])
  const apply = (change: Lever['change']) => onSettings(withLever(settings, change))
  return (
    <>
      <NextOptions settings={settings} onSettings={onSettings} price={price} maxIterations={maxIterations} source={source} />
      {priced?.state === 'short' && <ShortBalance priced={priced} onLever={apply} onOnly={onOnly} />}
      {priced?.state === 'ask' && <AskFirst estimate={priced.estimate} note={note} onNote={onNote} />}
      {priced && (
        <section className="sec" id="price" aria-labelledby="estimate" hidden={!linesOpen}>
          <div className="sec-head">
            <h2 id="estimate">Estimate</h2>
            <span className="faint">binds when you run</span>
          </div>
          <EstimateLines estimate={priced.estimate} keepChance={priced.request.book.book.studio.keepChance} />
          <EstimateFoot priced={priced} />
        </section>
      )}
      {priced && priced.state !== 'short' && <Levers levers={found} settings={settings} onApply={apply} why={(change) => whatItDoes(priced, change)} />}
      {priced && priced.estimate.most !== '0' && (
        <FindSetting request={priced.request} available={priced.estimate.balance.available} settings={settings} onSettings={onSettings} />
      )}
      {priced && <AfterRun estimate={priced.estimate} tight={priced.state === 'tight'} />}
      {price.state === 'blocked' && <Blocked problem={price.problem} names={names} onOnly={onOnly} />}
      {price.state === 'unknown' && <NoPriceYet />}
      {refused && (
        <section className="sec">
          {refused.code === 'model_not_installed' ? <MissingModel problem={refused} onInstalled={onAgain} /> : <ProblemNote problem={refused} />}
        </section>
      )}
    </>
  )
}

function NoPriceYet() {
  return (
    <section className="sec sec-last">
      <p className="soft">
        Drop a picture or a video anywhere on this page. Your browser measures it, and the price stands on the button before a byte is uploaded: what you pay if
        the first try is kept, and the most it can be.
      </p>
    </section>
  )
}

/** In a few words, what a cheaper setting does to the result. */
function whatItDoes({ request, estimate }: Priced, change: Lever['change']): string | undefined {
  if ('iterations' in change) return change.iterations === 1 ? 'no retry is held' : undefined
  const [only, ...others] = estimate.sources
  if ('quality' in change || !only || others.length > 0) return undefined
  return `result ${size(resultOf(editWith(request.edit, change), only.measurement))}`
}

/** How many attempts the plan lets one plan for each file. */
function useMaxIterations(): number {
  const { data: book } = useQuery(bookQuery)
  const { data: balance } = useQuery(balanceQuery)
  return (balance && book?.plans.get(balance.plan)?.terms.limits.iterations) ?? 1
}
