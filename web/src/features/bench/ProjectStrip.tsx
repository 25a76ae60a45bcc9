// What the project holds already: its files, to be put on the bench, and its runs, to be looked at again.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { credits } from '../../lib/amount.ts'
import { previewOf } from '../../lib/studio.ts'
import { count, extent } from '../../lib/words.ts'
import { Picture } from '../../ui/Picture.tsx'
import { assetsQuery } from '../projects/projects.ts'
import { editInWords, runInWords } from '../runs/run-words.ts'
import { projectRunsQuery } from '../runs/runs.ts'
import { storedSource } from '../sources/source.ts'
import type { Tray } from '../sources/tray.ts'
import { useSources } from '../sources/tray.ts'

export function ProjectStrip({ project, tray }: { project: string; tray: Tray }) {
  const { data: assets = [] } = useQuery(assetsQuery(project))
  const { data: runs = [] } = useQuery(projectRunsQuery(project))
  const laid = useSources(tray)
  const waiting = assets.filter(({ id }) => !laid.some(({ upload }) => upload.state === 'stored' && upload.asset === id))
  if (waiting.length === 0 && runs.length === 0) return null
  return (
    <section className="iterations" aria-labelledby="in-project">
      <header>
        <h2 id="in-project">In this project</h2>
        <span className="faint hide-s">a file lies on the bench with one click</span>
      </header>
      <ul className="strip">
        {runs.map((run) => (
          <li key={run.id}>
            <Link className="try" to="/projects/$project/bench" params={{ project }} search={{ run: run.id }}>
              <span className="thumb">
                <Picture src={previewOf(run.sources[0]?.iterations.at(-1)?.result?.id ?? run.sources[0]?.version.id ?? '', 320)} />
              </span>
              <span className="txt">
                <span className="n">{editInWords(run)}</span>
                <span className="what">{run.sources.length === 1 ? run.sources[0]!.name : count(run.sources.length, 'file')}</span>
                <span className="what">{run.state === 'ended' ? 'Run, ended' : runInWords(run)}</span>
                <span className="cost">{credits(run.charged)}</span>
              </span>
            </Link>
          </li>
        ))}
        {waiting.map((asset) => (
          <li key={asset.id}>
            <button className="try" type="button" onClick={() => tray.place([storedSource(asset, asset.current)])}>
              <span className="thumb">
                <Picture src={previewOf(asset.current.id, 320)} />
              </span>
              <span className="txt">
                <span className="n">{asset.name}</span>
                <span className="what">{extent(asset.current.measurement)}</span>
                <span className="cost">{asset.versions > 1 ? `${asset.versions} versions` : 'Source'}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
