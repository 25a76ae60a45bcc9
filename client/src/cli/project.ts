// Projects by id or by name, as people write them on a command line.
import { Refusal } from '@keter/core'
import type { Project, StudioClient } from '../sdk/index.ts'
import { pages } from './pages.ts'

/** Where edits from the terminal go when no project is named. */
export const usualProject = 'Command line'

/** The project's id; one that is named and not there yet is made. */
export async function projectFor(client: StudioClient, named: string): Promise<string> {
  const found = await findProject(client, named)
  if (found) return found.id
  const { data } = await client.POST('/projects', { body: { name: named } })
  return data.id
}

/** @throws Refusal `not_found` */
export async function projectNamed(client: StudioClient, named: string): Promise<string> {
  const found = await findProject(client, named)
  if (!found) throw new Refusal('not_found', `There is no project ${JSON.stringify(named)}.`)
  return found.id
}

async function findProject(client: StudioClient, named: string): Promise<Pick<Project, 'id'> | undefined> {
  if (/^prj_[0-9a-z]{26}$/.test(named)) return { id: named }
  for await (const project of pages((cursor) => client.GET('/projects', { params: { query: { limit: 200, ...cursor } } })))
    if (project.name === named) return project
  return undefined
}
