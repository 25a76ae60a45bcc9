// "Make a quote of it": for members who may spend. Names the files that are not in the studio yet, and takes them.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { credits, rangeOfCredits } from '../../lib/amount.ts'
import { bytes, count, size, timeOf } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Select } from '../../ui/Select.tsx'
import { projectsQuery } from '../projects/projects.ts'
import { ChooseFiles } from '../sources/ChooseFiles.tsx'
import type { Quoting } from './quote-shared.ts'
import { useQuoteShared } from './quote-shared.ts'
import type { SharedEstimate } from './shared.ts'

export function QuoteShared({ shared }: { shared: SharedEstimate }) {
  const navigate = useNavigate()
  const { state, quote, upload, accept } = useQuoteShared(shared.id, (run) =>
    navigate({ to: '/projects/$project/bench', params: { project: run.project }, search: { run: run.id } }),
  )
  return (
    <section className="card card-body quote-shared" aria-labelledby="quote-it">
      <h2 id="quote-it">Run it</h2>
      {state.step === 'quoted' || state.step === 'accepting' ? (
        <>
          <p>
            Quoted: <strong>{rangeOfCredits(state.quote.low, state.quote.most)}</strong>, valid until {timeOf(state.quote.validUntil)}. Running holds{' '}
            {credits(state.quote.most)}; what is not needed comes back.
          </p>
          {state.step === 'quoted' && state.refused && <ProblemNote problem={state.refused} />}
          <button
            className="btn btn-primary"
            type="button"
            aria-disabled={state.step === 'accepting'}
            onClick={() => state.step === 'quoted' && void accept(state.quote)}
          >
            {state.step === 'accepting' ? 'Starting' : `Run it, ${rangeOfCredits(state.quote.low, state.quote.most)}`}
          </button>
        </>
      ) : state.step === 'missing' ? (
        <Missing state={state} onFiles={(project, files) => void upload(state.missing, project, files)} />
      ) : (
        <>
          <p className="soft">A quote binds: the charge is never above it. It is made at today’s prices and holds nothing until you run it.</p>
          {state.step === 'refused' && <ProblemNote problem={state.problem} />}
          <button
            className="btn btn-primary"
            type="button"
            aria-disabled={state.step === 'quoting' || state.step === 'uploading'}
            onClick={() => (state.step === 'ready' || state.step === 'refused') && void quote()}
          >
            {state.step === 'quoting'
              ? 'Asking for the quote'
              : state.step === 'uploading'
                ? `Sending, ${state.done} of ${state.of} there`
                : 'Make a quote of it'}
          </button>
        </>
      )}
    </section>
  )
}

interface MissingProps {
  readonly state: Extract<Quoting, { step: 'missing' }>
  readonly onFiles: (project: string, files: readonly File[]) => void
}

function Missing({ state: { missing, project, words }, onFiles }: MissingProps) {
  const { data } = useInfiniteQuery(projectsQuery)
  const projects = data?.pages.flatMap(({ items }) => items) ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const target = chosen ?? project ?? projects[0]?.id
  return (
    <>
      <p>
        {missing.length === 1 ? 'One file is' : `${missing.length} files are`} not in the studio yet. Choose {missing.length === 1 ? 'it' : 'them'} on this
        machine; the quote follows.
      </p>
      <ul className="missing">
        {missing.map((file) => (
          <li key={file.source}>
            <Icon name="open" small /> {file.name}{' '}
            <span className="soft">
              {size(file)}, {bytes(file.bytes)}
            </span>
          </li>
        ))}
      </ul>
      {words && (
        <p className="note note-warn" role="alert">
          <Icon name="warn" /> <span>{words}</span>
        </p>
      )}
      {target === undefined ? (
        <p className="soft">There is no project to put them in: make one first.</p>
      ) : (
        <div className="form-acts">
          <Select label="Project the files go to" value={target} options={projects.map(({ id, name }) => ({ value: id, label: name }))} onChange={setChosen} />
          <ChooseFiles className="btn btn-primary" onFiles={(files) => files.length > 0 && onFiles(target, files)}>
            Choose {count(missing.length, 'file')}
          </ChooseFiles>
        </div>
      )}
    </>
  )
}
