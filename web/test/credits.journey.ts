// The pages around the credits in a real browser against a real studio: statements, limits, requests, disputes, and when credits run out.
// Needs web/dist as it is now.
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Download, Page } from 'playwright-core'
import { noSeriousViolations } from './axe.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { dropFile, makePicture } from './picture.ts'
import { screen } from './screens.ts'
import { signUp } from './sign-up.ts'
import { stepByStep } from './steps.ts'
import { type RunningStudio, startStudio } from './studio.ts'

describe('the pages around the credits in the browser', () => {
  let studio: RunningStudio
  let browser: OpenBrowser
  let page: Page
  let bench: string

  beforeAll(async () => {
    studio = await startStudio()
    browser = await openBrowser()
    page = browser.page
    await signUp(page, studio, 'Flight museum, spring guide')
  })
  afterAll(async () => {
    await browser?.close()
    await studio?.stop()
  })

  stepByStep(() => ({ page, studio }))

  const runButton = () => page.getByRole('button', { name: /^Upscale .*credits?$/ })
  const saved = async (link: string | RegExp): Promise<Download> =>
    (await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]))[0]

  it('has something to show: one picture, enlarged and kept', async () => {
    bench = page.url()
    await dropFile(page, await makePicture(page))
    await page.getByText('Measured, ready').waitFor()
    await runButton().click()
    await page.getByRole('button', { name: 'Keep 1' }).click({ timeout: 120_000 })
    await page.getByRole('button', { name: /^Kept 1/ }).waitFor()
  })

  it('offers the statement of a month as PDF, and the rows that are shown as CSV', async () => {
    const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date())
    await page.getByRole('link', { name: 'Charges' }).click()
    await page.getByRole('combobox', { name: 'Month' }).selectOption(month)
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Charges only')
    const rows = page.locator('tr[id^="movement-"]')
    await expect.poll(() => rows.locator('.amount').allInnerTexts()).toEqual(['−1'])
    const lines = (await readFile(await (await saved(/CSV$/)).path(), 'utf8')).trim().split('\r\n')
    expect(lines.length).toBe(1 + (await rows.count()))
    const statement = await saved(`Statement ${month} PDF`)
    expect(statement.suggestedFilename()).toMatch(/^statement-20\d\d-\d\d-01\.pdf$/)
    expect((await readFile(await statement.path())).subarray(0, 5).toString()).toBe('%PDF-')
    await page.goto(page.url().replace(/month=[\d-]+/, 'month=2020-01'))
    await page.getByText('No movement fits this filter.').waitFor()
    await noSeriousViolations(page, 'charges of a month')
  })

  const menu = async (item: string) => {
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('menuitem', { name: item }).click()
    await page.getByRole('heading', { name: item, level: 1 }).waitFor()
  }
  const atMost = (amount: string) => page.getByLabel('At most, in credits').fill(amount)

  it('shows what a limit would have done before it is set, and how much of it is used', async () => {
    await menu('Limits')
    await page.getByText('No limit yet').waitFor()
    await page.getByRole('button', { name: 'New limit' }).click()
    await page.getByRole('radio', { name: 'A day' }).check()
    await atMost('0.5')
    await page.getByText('This limit would have stopped the only run in the last 90 days: 1 credit of work.').waitFor()
    await page.getByRole('radio', { name: /^Ask/ }).check()
    await atMost('1')
    await page.getByText('This limit would have asked about nothing in the last 90 days (1 run).').waitFor()
    await noSeriousViolations(page, 'a new limit')
    await page.getByRole('button', { name: 'Set the limit' }).click()
    const row = page.getByRole('row', { name: /^The workspace at most 1 a day .*has to be asked for/ })
    await row.waitFor()
    expect(await row.locator('td').allInnerTexts()).toEqual(expect.arrayContaining(['has to be asked for', '1', '0']))
    expect(await row.getByRole('meter').getAttribute('aria-valuetext')).toBe('1 spent and 0 held of 1 credits')
    await noSeriousViolations(page, 'limits')
    await screen(page, 'limits')
  })

  it('changes a limit, also one for each member, and removes it', async () => {
    await page.getByRole('button', { name: 'New limit' }).click()
    await page.getByRole('radio', { name: 'Member' }).check()
    await page.getByRole('radio', { name: '24 hours' }).check()
    await atMost('30')
    await page.getByRole('button', { name: 'Set the limit', disabled: false }).click()
    await page.getByRole('button', { name: 'Change the limit of Each member, 30 in 24 hours' }).click()
    await atMost('0.5')
    await page.getByText('would have stopped the only run').waitFor()
    await page.getByRole('button', { name: 'Change the limit', exact: true }).click()
    await page.getByRole('button', { name: 'Change the limit of Each member, 0.5 in 24 hours' }).click()
    await page.getByRole('button', { name: 'Remove this limit' }).click()
    await page.getByRole('button', { name: 'Remove it now this limit' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await page.getByRole('row').count()).toBe(2)
  })

  /** On the bench: the picture again, at a scale that it was not enlarged to before. */
  const ask = async (scale: RegExp, why: string) => {
    await page.goto(bench)
    await page.getByText('Drop pictures or videos anywhere').waitFor()
    await dropFile(page, await makePicture(page))
    await page.getByText('Measured, ready').waitFor()
    await page.getByRole('radio', { name: scale }).check()
    await page.getByLabel('Why it should run').fill(why)
    await noSeriousViolations(page, 'a run that has to be asked for')
    await page.getByRole('button', { name: /^Ask to upscale .*credits?$/ }).click()
    await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor()
    await page.getByText(why).first().waitFor()
  }

  it('asks on the bench where a limit has to be asked for, and takes it back', async () => {
    await ask(/^3×/, 'For the small poster')
    await page.getByRole('link', { name: 'Requests, 1 is open' }).waitFor()
    await page.getByRole('button', { name: /^Withdraw Image upscale/ }).click()
    await page.getByRole('button', { name: /^Withdraw it Image upscale/ }).click()
    await page.getByRole('region', { name: 'Decided' }).getByText('withdrawn').last().waitFor()
    expect(await page.getByRole('link', { name: /^Requests, / }).count()).toBe(0)
  })

  it('shows whoever decides what would run, starts it once it is approved, and the asker sees who let it pass', async () => {
    await ask(/^8×/, 'For the large poster')
    await page.getByRole('button', { name: /^Decide about Image upscale/ }).click()
    const sheet = page.getByRole('dialog', { name: 'Let this run pass?' })
    await sheet.getByText('of 59 available').waitFor()
    await sheet.getByLabel(/^Note/).fill('Once.')
    await noSeriousViolations(page, 'a decision about a request')
    await sheet.getByRole('button', { name: 'Approve, at most 2 credits' }).click()
    const decided = page.getByRole('region', { name: 'Decided' }).getByRole('row', { name: /large poster/ })
    await decided.getByText('approved by Mara Lindt').last().waitFor()
    await decided.getByText('Once.').waitFor()
    await noSeriousViolations(page, 'requests')
    await screen(page, 'requests')
    await decided.getByRole('link', { name: 'Open the run' }).click()
    await page.getByRole('heading', { name: 'Quote, hold, charge' }).waitFor()
  })

  it('disputes a charge from its receipt; whoever decides sees the evidence and gives back a share', async () => {
    await page.getByRole('link', { name: 'Charges' }).click()
    await page
      .getByRole('button', { name: /^Receipt for Image upscale/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Dispute', exact: true }).click()
    await page.getByLabel('What is wrong').selectOption('The result has artifacts')
    await page.getByLabel('In your words').fill('The caption cannot be read.')
    await noSeriousViolations(page, 'disputing a charge')
    await page.getByRole('button', { name: 'Dispute the charge' }).click()
    await page.getByRole('link', { name: 'See the dispute' }).click({ timeout: 60_000 })
    const evidence = page.locator('tr.receipt')
    expect(await evidence.locator('.rules').first().innerText()).toContain('Decodes to its end')
    await expect
      .poll(() => evidence.locator('.io img').evaluateAll((images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length))
      .toBe(2)
    await noSeriousViolations(page, 'evidence of a dispute')
    await screen(page, 'disputes')
    await page.getByLabel('Give back, in credits').fill('2')
    await page.getByText('at most 1 credit: more was not charged').waitFor()
    await page.getByLabel('Give back, in credits').fill('0.5')
    await page.getByRole('button', { name: 'Refund 0.5 credits' }).click()
    await page.getByText('0.5 credits refunded by Mara Lindt').last().waitFor()
    await expect
      .poll(() => page.getByRole('region', { name: /^Disputes of the last/ }).innerText())
      .toMatch(/Credits refunded\s+0\.5\s+0 by a rule, 1 by a person/)
    await page.getByRole('link', { name: 'Open the charge' }).click()
    await page.getByRole('link', { name: 'Dispute: refunded' }).waitFor()
  })

  it('says beside the balance how long it lasts at the pace of the last days', async () => {
    await page.getByRole('button', { name: /^Balance: / }).click()
    const details = page.getByRole('dialog', { name: 'Balance' })
    await details.getByText(/^Lately \d[\d.]* credits? a day were spent: at that pace they last\.$/).waitFor()
    await noSeriousViolations(page, 'balance')
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'hidden' })
  })

  it('fits 360 pixels, in the dark too', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 360, height: 760 })
    for (const item of ['Limits', 'Requests', 'Disputes']) {
      await menu(item)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), item).toBeLessThanOrEqual(360)
      await noSeriousViolations(page, `${item} at 360 px, dark`)
    }
    expect(browser.complaints).toEqual([])
  })
})
