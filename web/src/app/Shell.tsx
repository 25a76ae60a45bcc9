// The shell around every page behind the sign-in: where you are, what runs, what you have.
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams, useSearch } from '@tanstack/react-router'
import { AccountMenu } from '../features/account/AccountMenu.tsx'
import { meQuery } from '../features/account/account.ts'
import { BalancePill } from '../features/balance/BalancePill.tsx'
import { OpenRequests } from '../features/requests/OpenRequests.tsx'
import { RunQueue } from '../features/runs/RunQueue.tsx'
import { Brand } from '../ui/Icon.tsx'
import { Breadcrumb } from './Breadcrumb.tsx'

export function Shell() {
  const { data: me } = useSuspenseQuery(meQuery)
  const { project: current } = useParams({ strict: false })
  const { project: before } = useSearch({ strict: false })
  // Pages of the workspace carry the project one came from in their address.
  const project = current ?? before
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <Link className="brand" to="/projects" aria-label="Keter Studio, all projects">
          <Brand />
          <span className="brand-word">Keter Studio</span>
        </Link>
        <Breadcrumb workspace={me.workspace.name} project={project} />
        <nav className="top-nav" aria-label={project === undefined ? 'Workspace' : 'Project'}>
          {project === undefined ? (
            <Link to="/projects">Projects</Link>
          ) : (
            <>
              <Link to="/projects/$project/bench" params={{ project }}>
                Bench
              </Link>
              <Link to="/projects/$project/charges" params={{ project }}>
                Charges
              </Link>
            </>
          )}
          <Link to="/tool-credits" search={project === undefined ? {} : { project }}>
            Tool credits
          </Link>
          <OpenRequests project={project} />
        </nav>
        <div className="top-end">
          <RunQueue />
          <BalancePill />
          <AccountMenu person={{ name: me.name, email: me.email, role: me.workspace.role, mayReadKeys: me.may.includes('key.read') }} />
        </div>
      </header>
      <Outlet />
    </>
  )
}
