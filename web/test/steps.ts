// Steps of a journey: each stands on the one before it, so after a failure the rest would only wait in vain. The failed one says what was on the screen.
import type { Page } from 'playwright-core'
import { afterEach, beforeEach } from 'vitest'
import type { RunningStudio } from './studio.ts'

export function stepByStep(journey: () => { readonly page: Page; readonly studio: RunningStudio }): void {
  let broken = false
  beforeEach(({ skip }) => skip(broken, 'an earlier step failed'))
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || broken) return
    broken = true
    const { page, studio } = journey()
    console.error(`At ${page.url()}\n${await page.locator('body').innerText()}\n\nThe studio said:\n${studio.said()}`)
  })
}
