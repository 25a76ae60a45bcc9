// The bench: tools on the left, the pictures in the middle, options and price on the right. With a run in the address, that run lies on it;
// without, the files for the next one.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type Media, toolNamed, tools } from '@keter/core'
import { useCallback, useEffect } from 'react'
import { useTitle } from '../../lib/title.ts'
import { problemIn } from '../../lib/problem.ts'
import { useRemembered } from '../../lib/remembered.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { projectQuery } from '../projects/projects.ts'
import { DropTarget } from '../sources/DropTarget.tsx'
import { isMeasured } from '../sources/source.ts'
import { type Tray, trayOf, useSources } from '../sources/tray.ts'
import { meQuery } from '../account/account.ts'
import { NextRun } from './NextRun.tsx'
import { Palette } from './Palette.tsx'
import { RunOnBench } from './RunOnBench.tsx'
import { defaultsOf, type Settings } from './settings.ts'
import './bench.css'

export function BenchPage() {
  const { project } = useParams({ from: '/shell/projects/$project/bench' })
  const search = useSearch({ from: '/shell/projects/$project/bench' })
  const navigate = useNavigate({ from: '/projects/$project/bench' })
  const { data: found, error } = useQuery(projectQuery(project))
  const { data: me } = useSuspenseQuery(meQuery)
  const [settings, setSettings] = useRemembered<Settings>(`settings:${project}`, defaultsOf(toolNamed('image-upscale')))
  const tray = trayOf(project)
  const onBench = useOnBench(tray)
  const mayAdd = me.may.includes('asset.write')
  useTitle(found?.name, 'Bench')

  // A tool that cannot edit what lies there gives way to the first that can.
  useEffect(() => {
    const fits = tools.find(({ media }) => media === onBench)
    if (fits && toolNamed(settings.tool).media !== onBench) setSettings(defaultsOf(fits, settings.iterations))
  }, [onBench, settings, setSettings])

  const addFiles = useCallback(
    (files: readonly File[]) => {
      if (!mayAdd || files.length === 0) return
      tray.add(files)
      void navigate({ search: {} })
    },
    [tray, navigate, mayAdd],
  )

  if (error)
    return (
      <main className="page" id="main">
        <ProblemNote problem={problemIn(error)} />
      </main>
    )
  return (
    <div className="bench">
      <DropTarget onFiles={addFiles} />
      <Palette
        tool={settings.tool}
        onBench={search.run === undefined ? onBench : null}
        onChoose={(tool) => {
          if (tool !== settings.tool) setSettings(defaultsOf(toolNamed(tool), settings.iterations))
          if (search.run !== undefined) void navigate({ search: {} })
        }}
      />
      {search.run === undefined ? (
        <NextRun key={project} project={project} tray={tray} settings={settings} onSettings={setSettings} onFiles={addFiles} />
      ) : (
        <RunOnBench key={search.run} run={search.run} onFiles={addFiles} />
      )}
    </div>
  )
}

/** The medium of everything that is part of the next run; null where there is nothing, or more than one. */
function useOnBench(tray: Tray): Media | null {
  const [first, ...others] = new Set(useSources(tray).flatMap((source) => (source.chosen && isMeasured(source) ? [source.measured.measurement.media] : [])))
  return first !== undefined && others.length === 0 ? first : null
}
