// Every page has its address here. Pages behind the sign-in share the shell; each loads its own code when it is first opened.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, Outlet, redirect } from '@tanstack/react-router'
import { firstRunNeeded, meQuery } from '../features/account/account.ts'
import { isRefused, problemIn } from '../lib/problem.ts'
import { queries } from '../lib/studio.ts'
import { ProblemNote } from '../ui/ProblemNote.tsx'
import { Shell } from './Shell.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NothingHere })

const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  validateSearch: ({ token }: Record<string, unknown>): { token?: string } => (token === undefined ? {} : { token: String(token) }),
  beforeLoad: async () => {
    if (!(await firstRunNeeded())) throw redirect({ to: '/sign-in' })
  },
  component: lazyRouteComponent(() => import('../features/account/FirstRunPage.tsx'), 'FirstRunPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ next, fresh }: Record<string, unknown>): { next?: string; fresh?: boolean } => ({
    // Only a path of this studio: an address elsewhere is not followed after signing in.
    ...(typeof next === 'string' && /^\/(?![/\\])/.test(next) && { next }),
    ...(fresh === true && { fresh }),
  }),
  component: lazyRouteComponent(() => import('../features/account/SignInPage.tsx'), 'SignInPage'),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: PageFailed,
  beforeLoad: async ({ location }) => {
    try {
      await queries.ensureQueryData(meQuery)
    } catch (error) {
      if (!isRefused(error, 'not_signed_in')) throw error
      const fresh = await firstRunNeeded()
      throw redirect({ to: '/sign-in', search: { next: location.href, ...(fresh && { fresh }) } })
    }
  },
})

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/projects' })
  },
})

const projects = createRoute({
  getParentRoute: () => shell,
  path: '/projects',
  component: lazyRouteComponent(() => import('../features/projects/ProjectsPage.tsx'), 'ProjectsPage'),
})

const project = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$project',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$project/bench', params })
  },
})

export interface BenchSearch {
  /** The run that lies on the bench; without it, the files for the next one. */
  readonly run?: string
  /** Position of a source in the run, and the attempt that is looked at. */
  readonly source?: number
  readonly attempt?: number
  /** "Same again": starts from the files and settings of this run. */
  readonly again?: string
}

const bench = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$project/bench',
  validateSearch: ({ run, source, attempt, again }: Record<string, unknown>): BenchSearch => ({
    ...(typeof run === 'string' && { run }),
    ...(isCount(source) && { source }),
    ...(isCount(attempt) && { attempt }),
    ...(typeof again === 'string' && { again }),
  }),
  component: lazyRouteComponent(() => import('../features/bench/BenchPage.tsx'), 'BenchPage'),
})

export interface ChargesSearch {
  readonly month?: string
  readonly project?: string
  readonly tool?: string
  readonly kind?: string
  /** The movement whose receipt is open. */
  readonly open?: string
}

const charges = createRoute({
  getParentRoute: () => shell,
  path: '/projects/$project/charges',
  validateSearch: (search: Record<string, unknown>): ChargesSearch => textsOf(search, ['month', 'project', 'tool', 'kind', 'open']),
  component: lazyRouteComponent(() => import('../features/charges/ChargesPage.tsx'), 'ChargesPage'),
})

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  component: lazyRouteComponent(() => import('../features/keys/KeysPage.tsx'), 'KeysPage'),
})

const limits = createRoute({
  getParentRoute: () => shell,
  path: '/limits',
  component: lazyRouteComponent(() => import('../features/limits/LimitsPage.tsx'), 'LimitsPage'),
})

const requests = createRoute({
  getParentRoute: () => shell,
  path: '/requests',
  validateSearch: (search: Record<string, unknown>): Pick<ToolCreditsSearch, 'project'> => textsOf(search, ['project']),
  component: lazyRouteComponent(() => import('../features/requests/RequestsPage.tsx'), 'RequestsPage'),
})

export interface DisputesSearch extends Pick<ToolCreditsSearch, 'project'> {
  /** The dispute whose evidence is open. */
  readonly open?: string
}

const disputes = createRoute({
  getParentRoute: () => shell,
  path: '/disputes',
  validateSearch: (search: Record<string, unknown>): DisputesSearch => textsOf(search, ['project', 'open']),
  component: lazyRouteComponent(() => import('../features/disputes/DisputesPage.tsx'), 'DisputesPage'),
})

const models = createRoute({
  getParentRoute: () => shell,
  path: '/models',
  component: lazyRouteComponent(() => import('../features/models/ModelsPage.tsx'), 'ModelsPage'),
})

const plan = createRoute({
  getParentRoute: () => shell,
  path: '/plan',
  component: lazyRouteComponent(() => import('../features/plan/PlanPage.tsx'), 'PlanPage'),
})

export interface ToolCreditsSearch {
  /** The project one came from, so that its pages stay a click away. */
  readonly project?: string
  /** Under which plan the rates are shown; without it, the workspace's own. */
  readonly plan?: string
}

const toolCredits = createRoute({
  getParentRoute: () => shell,
  path: '/tool-credits',
  validateSearch: (search: Record<string, unknown>): ToolCreditsSearch => textsOf(search, ['project', 'plan']),
  component: lazyRouteComponent(() => import('../features/prices/ToolCreditsPage.tsx'), 'ToolCreditsPage'),
})

const publish = createRoute({
  getParentRoute: () => shell,
  path: '/tool-credits/publish',
  validateSearch: (search: Record<string, unknown>): Pick<ToolCreditsSearch, 'project'> => textsOf(search, ['project']),
  component: lazyRouteComponent(() => import('../features/prices/PublishPage.tsx'), 'PublishPage'),
})

const sharedList = createRoute({
  getParentRoute: () => shell,
  path: '/shared-estimates',
  validateSearch: (search: Record<string, unknown>): Pick<ToolCreditsSearch, 'project'> => textsOf(search, ['project']),
  component: lazyRouteComponent(() => import('../features/sharing/SharedListPage.tsx'), 'SharedListPage'),
})

/** Outside the shell: it is read without an account, too. */
const shared = createRoute({
  getParentRoute: () => root,
  path: '/e/$estimate',
  component: lazyRouteComponent(() => import('../features/sharing/SharedEstimatePage.tsx'), 'SharedEstimatePage'),
})

/** The fields of an address that are text; others are as if they were not there. */
const textsOf = <Name extends string>(search: Record<string, unknown>, names: readonly Name[]): Partial<Record<Name, string>> =>
  Object.fromEntries(names.flatMap((name) => (typeof search[name] === 'string' ? [[name, search[name]]] : []))) as Partial<Record<Name, string>>

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

function NothingHere() {
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Nothing is here</h1>
          <p>
            The address leads nowhere. <Link to="/projects">Go to your projects</Link>.
          </p>
        </div>
      </div>
    </main>
  )
}

function PageFailed({ error }: { error: unknown }) {
  return (
    <main className="page" id="main">
      <ProblemNote problem={problemIn(error)} />
    </main>
  )
}

const routeTree = root.addChildren([
  home,
  firstRun,
  signIn,
  shared,
  shell.addChildren([projects, project, bench, charges, keys, limits, models, requests, disputes, plan, toolCredits, publish, sharedList]),
])

export const router = createRouter({ routeTree, defaultPreload: 'intent', defaultErrorComponent: PageFailed, scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
