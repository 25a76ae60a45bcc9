// Plan and credits in a real browser against a real studio: a change is shown before it is made, the balance follows, and a purchase has its invoice.
// Needs web/dist as it is now.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { noSeriousViolations } from './axe.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { screen } from './screens.ts'
import { signUp } from './sign-up.ts'
import { stepByStep } from './steps.ts'
import { type RunningStudio, startStudio } from './studio.ts'

describe('plan and credits in the browser', () => {
  let studio: RunningStudio
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    studio = await startStudio()
    browser = await openBrowser()
    page = browser.page
    await signUp(page, studio)
  })
  afterAll(async () => {
    await browser?.close()
    await studio?.stop()
  })

  stepByStep(() => ({ page, studio }))

  const row = (name: RegExp) => page.getByRole('row', { name })
  const balance = () => page.getByRole('button', { name: /^Balance: / })

  it('is a click away, with the plan, its period and all plans', async () => {
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Plan and credits' }).click()
    await page.getByRole('heading', { name: 'Plan and credits', level: 1 }).waitFor()
    await page.getByText('Northlight has the Free plan.').waitFor()
    await row(/^Free .*yours/).waitFor()
    await page.getByText('after 14 days and 5 edits').waitFor()
    await noSeriousViolations(page, 'plan')
  })

  it('shows what a change comes to, keeps it for the end of the period, and takes it back', async () => {
    await page.getByRole('button', { name: 'Change to Pro' }).click()
    await page.getByText(/^5[34]\d(\.\d+)? credits$/).waitFor()
    await page.getByText('$5.00').last().waitFor()
    await noSeriousViolations(page, 'change of plan')
    await page.getByRole('radio', { name: /When the period ends/ }).check()
    await page.getByRole('dialog').getByText('none', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Change it then' }).click()
    await page.getByText(/It changes to Pro on/).waitFor()
    await page.getByRole('button', { name: 'Keep the Free plan' }).click()
    await page.getByRole('button', { name: 'Change to Pro' }).waitFor()
  })

  it('changes the plan now, and the balance follows', async () => {
    await page.getByRole('button', { name: 'Change to Pro' }).click()
    await page.getByRole('button', { name: 'Change the plan now' }).click()
    await row(/^Pro .*yours/).waitFor()
    await expect.poll(async () => await balance().getAttribute('aria-label')).toMatch(/^Balance: (59\d|600)/)
  })

  it('says why nothing can be bought here; what was paid elsewhere is listed with its invoice', async () => {
    await page.getByRole('button', { name: 'Buy 500 credits' }).click()
    await page.getByText(/KETER_STRIPE_KEY/).waitFor()
    const recorded = await page.evaluate(async () => {
      const body = JSON.stringify({ credits: '250', amount: '20.00', currency: 'eur', reference: 'Order 12' })
      const headers = { 'content-type': 'application/json', 'idempotency-key': 'a-purchase-of-the-journey' }
      return (await fetch('/api/v1/purchases/recorded', { method: 'POST', headers, body })).status
    })
    expect(recorded).toBe(201)
    await page.reload()
    await row(/Order 12 .*250 .*€20\.00 .*paid/).waitFor()
    await screen(page, 'plan')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^\d{4}-0001$/ }).click()])
    expect(download.suggestedFilename()).toMatch(/^invoice-\d{4}-0001\.pdf$/)
  })
})
