// The next run: its files on the stage, its options and its price beside them, and the button that starts it.
import type { Run } from '@keter/client'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { range } from '../../lib/amount.ts'
import { isStored } from '../sources/source.ts'
import type { Tray } from '../sources/tray.ts'
import { useSources } from '../sources/tray.ts'
import { HigherQuote } from './HigherQuote.tsx'
import { NextInspector } from './NextInspector.tsx'
import { NextStage } from './NextStage.tsx'
import { isPriced } from './pricing.ts'
import { RunBar } from './RunBar.tsx'
import { useSameAgain } from './same-again.ts'
import type { Settings } from './settings.ts'
import { useStartRun } from './start-run.ts'
import { useLinesOpen } from './use-lines-open.ts'
import { useEta, usePrice } from './use-price.ts'

interface NextRunProps {
  readonly project: string
  readonly tray: Tray
  readonly settings: Settings
  readonly onSettings: (settings: Settings) => void
  readonly onFiles: (files: readonly File[]) => void
}

export function NextRun({ project, tray, settings, onSettings, onFiles }: NextRunProps) {
  const navigate = useNavigate({ from: '/projects/$project/bench' })
  const { again } = useSearch({ from: '/shell/projects/$project/bench' })
  const sources = useSources(tray)
  const chosen = sources.filter((source) => source.chosen)
  const { price, stale } = usePrice(settings, sources)
  const eta = useEta(price)
  const [linesOpen, toggleLines] = useLinesOpen()
  useSameAgain(again, tray, onSettings)

  const started = useCallback(
    (run: Run, keys: readonly string[]) => {
      tray.remove(keys)
      void navigate({ search: { run: run.id } })
    },
    [navigate, tray],
  )
  const { start, begin, agree, dismiss } = useStartRun(project, tray, started)

  // What was refused is no longer what is asked for.
  const asked = JSON.stringify([settings, chosen.map(({ key }) => key)])
  useEffect(() => dismiss(), [asked])

  const prices = new Map(isPriced(price) ? price.estimate.sources.map(({ low, most }, index) => [chosen[index]?.key ?? '', range(low, most)]) : [])
  return (
    <>
      <NextStage project={project} sources={sources} tray={tray} prices={prices} onFiles={onFiles} />
      <aside className="inspector" aria-label="Options and price">
        <div className="inspector-in">
          <NextInspector
            settings={settings}
            onSettings={onSettings}
            price={price}
            linesOpen={linesOpen}
            names={chosen.map(({ name }) => name)}
            onOnly={(positions) => tray.chooseOnly(positions.flatMap((position) => chosen[position]?.key ?? []))}
            refused={start.step === 'refused' ? start.problem : null}
          />
          <RunBar
            tool={settings.tool}
            files={chosen.length}
            price={price}
            stale={stale}
            start={start}
            stored={chosen.filter(isStored).length}
            eta={eta}
            linesOpen={linesOpen}
            onLines={toggleLines}
            onRun={() => isPriced(price) && void begin({ settings, sources: chosen, most: price.estimate.most })}
          />
        </div>
      </aside>
      <HigherQuote asking={start.step === 'asking' ? start : null} onAgree={agree} onDismiss={dismiss} />
    </>
  )
}
