// The shell around every page behind the sign-in: where you are, what runs, what you have.
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, Outlet, useParams } from '@tanstack/react-router'
import { AccountMenu } from '../features/account/AccountMenu.tsx'
import { meQuery } from '../features/account/account.ts'
import { BalancePill } from '../features/balance/BalancePill.tsx'
import { RunQueue } from '../features/runs/RunQueue.tsx'
import { Brand } from '../ui/Icon.tsx'
import { Breadcrumb } from './Breadcrumb.tsx'

export function Shell() {
  const { data: me } = useSuspenseQuery(meQuery)
  const { project } = useParams({ strict: false })
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
        {project !== undefined && (
          <nav className="top-nav" aria-label="Project">
            <Link to="/projects/$project/bench" params={{ project }}>
              Bench
            </Link>
            <Link to="/projects/$project/charges" params={{ project }}>
              Charges
            </Link>
          </nav>
        )}
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
