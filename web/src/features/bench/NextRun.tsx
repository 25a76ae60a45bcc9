// The next run: its files on the stage, its options and its price beside them, and the button that starts it.
import type { Run } from '@keter/client'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { range } from '../../lib/amount.ts'
import { isMeasured, isStored, type MeasuredSource } from '../sources/source.ts'
import type { Tray } from '../sources/tray.ts'
import { useSources } from '../sources/tray.ts'
import { HigherQuote } from './HigherQuote.tsx'
import { NextInspector } from './NextInspector.tsx'
import { NextStage } from './NextStage.tsx'
import type { EditedSource } from './options/edited-source.ts'
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
  const { price, stale } = usePrice(project, settings, sources)
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
  const requested = useCallback(
    (keys: readonly string[]) => {
      tray.remove(keys)
      void navigate({ to: '/requests', search: { project } })
    },
    [navigate, tray, project],
  )
  const { start, begin, agree, dismiss } = useStartRun(project, tray, { onStarted: started, onRequested: requested })
  const [note, setNote] = useState('')
  const run = () => {
    if (isPriced(price)) void begin({ settings, sources: chosen, most: price.estimate.most, ask: price.state === 'ask' ? note : null })
  }

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
            source={chosen.length === 1 ? chosen.filter(isMeasured).map(edited)[0] : undefined}
            onOnly={(positions) => tray.chooseOnly(positions.flatMap((position) => chosen[position]?.key ?? []))}
            note={note}
            onNote={setNote}
            refused={start.step === 'refused' ? start.problem : null}
            onAgain={run}
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
            onRun={run}
          />
        </div>
      </aside>
      <HigherQuote asking={start.step === 'asking' ? start : null} onAgree={agree} onDismiss={dismiss} />
    </>
  )
}

const edited = ({ name, picture = '', measured }: MeasuredSource): EditedSource => ({ name, picture, measurement: measured.measurement })
