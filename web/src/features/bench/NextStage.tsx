// The stage before a run: an invitation, one picture, or a table of files; beneath it what the project holds already.
import { count, factsOf, size } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Player } from '../../ui/Player.tsx'
import { ChooseFiles } from '../sources/ChooseFiles.tsx'
import { isMeasured, type Source } from '../sources/source.ts'
import { SourceTable, StateOf } from '../sources/SourceTable.tsx'
import type { Tray } from '../sources/tray.ts'
import { ProjectStrip } from './ProjectStrip.tsx'

interface NextStageProps {
  readonly project: string
  readonly sources: readonly Source[]
  readonly tray: Tray
  readonly prices: ReadonlyMap<string, string>
  readonly onFiles: (files: readonly File[]) => void
}

export function NextStage({ project, sources, tray, prices, onFiles }: NextStageProps) {
  const [only, ...others] = sources
  return (
    <main className="stage" id="main">
      <h1 className="vh">Bench</h1>
      {only && (
        <div className="stage-bar">
          <strong className="clip">{others.length === 0 ? only.name : `${count(sources.length, 'file')} on the bench`}</strong>
          <div className="end">
            <button className="btn btn-quiet" type="button" onClick={() => tray.remove(sources.map(({ key }) => key))}>
              {others.length === 0 ? 'Put away' : 'Put all away'}
            </button>
            <ChooseFiles onFiles={onFiles}>
              <Icon name="plus" small /> Add files
            </ChooseFiles>
          </div>
        </div>
      )}
      {!only ? (
        <Invitation onFiles={onFiles} />
      ) : others.length === 0 ? (
        <OneSource source={only} onAgain={() => tray.sendAgain(only.key)} />
      ) : (
        <div className="stage-table">
          <SourceTable sources={sources} tray={tray} prices={prices} />
        </div>
      )}
      <ProjectStrip project={project} tray={tray} />
    </main>
  )
}

function Invitation({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  return (
    <div className="viewer">
      <div className="invitation">
        <Icon name="image" />
        <p className="invitation-title">Drop pictures or videos anywhere</p>
        <p>JPEG, PNG, WebP, TIFF, AVIF, MP4, MOV, WebM, MKV. They are measured here, and the price appears before anything is uploaded.</p>
        <ChooseFiles className="btn" onFiles={onFiles}>
          Choose files
        </ChooseFiles>
      </div>
    </div>
  )
}

function OneSource({ source, onAgain }: { source: Source; onAgain: () => void }) {
  const measurement = isMeasured(source) ? source.measured.measurement : null
  return (
    <>
      <figure className="viewer viewer-one">
        {source.measured.state === 'refused' ? (
          <p className="invitation">
            <Icon name="warn" />
            <span className="invitation-title">{source.measured.problem.title}</span>
            <span>{source.measured.problem.detail}</span>
            <span>{source.measured.problem.next}</span>
          </p>
        ) : source.video !== undefined ? (
          <Player src={source.video} poster={source.picture} label={`Source: ${source.name}`} />
        ) : (
          <img src={source.picture} alt={`Source: ${source.name}`} />
        )}
        {measurement && (
          <figcaption className={source.video === undefined ? 'tag tag-l' : 'tag tag-l tag-t'}>
            Source <span>{size(measurement)}</span>
          </figcaption>
        )}
      </figure>
      <div className="stage-status">
        {measurement && <span>{factsOf(measurement)}</span>}
        {source.measured.state !== 'refused' && <StateOf source={source} onAgain={onAgain} />}
      </div>
    </>
  )
}
