// The first run as a person goes through it: the owner's account, and with a name a first project, whose empty bench is then open.
import type { Page } from 'playwright-core'
import type { RunningStudio } from './studio.ts'

export const owner = { name: 'Mara Lindt', email: 'mara@northlight.example', password: 'a long pass phrase', workspace: 'Northlight' }

export async function signUp(page: Page, studio: RunningStudio, project?: string): Promise<void> {
  await page.goto(studio.firstRunLink)
  await page.getByLabel('Your name').fill(owner.name)
  await page.getByLabel('E-mail').fill(owner.email)
  await page.getByLabel('Password').fill(owner.password)
  await page.getByLabel('Name of the workspace').fill(owner.workspace)
  await page.getByRole('button', { name: 'Make the account' }).click()
  await page.getByLabel('Name of the project').waitFor()
  if (project === undefined) return
  await page.getByLabel('Name of the project').fill(project)
  await page.getByRole('button', { name: 'Make the project' }).click()
  await page.getByText('Drop pictures or videos anywhere').waitFor()
}
