// The projects of the workspace. With none yet, the page is the form that makes the first, beside what happens after it.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTitle } from '../../lib/title.ts'
import { credits } from '../../lib/amount.ts'
import { problemIn } from '../../lib/problem.ts'
import { count, dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { meQuery } from '../account/account.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { ProjectForm } from './ProjectForm.tsx'
import { projectsQuery } from './projects.ts'

export function ProjectsPage() {
  useTitle('Projects')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(projectsQuery)
  const [making, setMaking] = useState(false)
  const navigate = useNavigate()
  const open = (project: string) => navigate({ to: '/projects/$project/bench', params: { project } })
  const mayMake = me.may.includes('project.write')
  const projects = data?.pages.flatMap(({ items }) => items)

  if (error) return <Page>{<ProblemNote problem={problemIn(error)} />}</Page>
  if (!projects) return <Page />
  if (projects.length === 0 && mayMake)
    return (
      <Page title="Your first project" words="A project keeps files, results, decisions and charges of one piece of work together.">
        <div className="with-side">
          <section className="card card-body" aria-label="New project">
            <ProjectForm responsible={me.name} onMade={open} />
          </section>
          <FirstSteps />
        </div>
      </Page>
    )
  return (
    <Page
      title="Projects"
      words={`${me.workspace.name}, ${count(projects.length, 'project')}${hasNextPage ? ' shown' : ''}.`}
      acts={
        mayMake && (
          <button className="btn btn-primary" type="button" onClick={() => setMaking(true)}>
            <Icon name="plus" small /> New project
          </button>
        )
      }
    >
      {projects.length === 0 ? (
        <p className="note">There is no project yet. Your role, {me.workspace.role}, may look but not make one; ask an editor or the owner.</p>
      ) : (
        <section className="card" aria-label="Projects">
          <table className="grid projects">
            <Columns of={['Project', ['Brief', 'hide-s'], ['Files', 'num'], ['Charged', 'num'], ['Since', 'num hide-s']]} />
            <tbody>
              {projects.map((project) => (
                <tr key={project.id}>
                  <th scope="row">
                    <Link to="/projects/$project/bench" params={{ project: project.id }}>
                      {project.name}
                    </Link>
                  </th>
                  <td className="soft hide-s clip">{project.brief?.task || <span className="faint">no brief</span>}</td>
                  <td className="num">{project.assets}</td>
                  <td className="num">{credits(project.charged)}</td>
                  <td className="num soft hide-s">{dateOf(project.createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {hasNextPage && (
        <button className="btn more" type="button" onClick={() => fetchNextPage()}>
          Older projects
        </button>
      )}
      <Sheet title="New project" isOpen={making} onClose={() => setMaking(false)}>
        <ProjectForm responsible={me.name} onMade={open} onCancel={() => setMaking(false)} />
      </Sheet>
    </Page>
  )
}

function Page({ title, words, acts, children }: { title?: string; words?: string; acts?: React.ReactNode; children?: React.ReactNode }) {
  return (
    <main className="page" id="main">
      {title && (
        <div className="page-head">
          <div>
            <h1>{title}</h1>
            <p>{words}</p>
          </div>
          {acts && <div className="end">{acts}</div>}
        </div>
      )}
      {children}
    </main>
  )
}
