// The main job in a real browser against a real studio: first run, project, price before upload, run, compare, try again, keep, receipt.
// Needs web/dist as it is now (`npm test` builds it). KETER_SCREENS=picture.png takes the screenshots of docs/screens with that picture.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { noSeriousViolations } from './axe.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { dropFile, makePicture } from './picture.ts'
import { screen } from './screens.ts'
import { owner } from './sign-up.ts'
import { stepByStep } from './steps.ts'
import { type RunningStudio, startStudio } from './studio.ts'

describe('the main job in the browser', () => {
  let studio: RunningStudio
  let browser: OpenBrowser
  let page: Page

  beforeAll(async () => {
    studio = await startStudio()
    browser = await openBrowser()
    page = browser.page
  })
  afterAll(async () => {
    await browser?.close()
    await studio?.stop()
  })

  stepByStep(() => ({ page, studio }))

  const runButton = () => page.getByRole('button', { name: /^Upscale .*credits?$/ })
  const priceShown = async () => /(?:(\d+) to )?(\d+) credit/.exec(await runButton().innerText())!
  const balance = (words: RegExp) => page.getByRole('button', { name: words })

  it('makes the owner account with the link of the terminal, and goes straight to the first project', async () => {
    await page.goto(studio.firstRunLink)
    await page.getByLabel('Your name').fill(owner.name)
    await noSeriousViolations(page, 'first run')
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password').fill(owner.password)
    await page.getByLabel('Name of the workspace').fill(owner.workspace)
    await page.getByRole('button', { name: 'Make the account' }).click()
    await page.getByLabel('Name of the project').fill('Flight museum, spring guide')
    await page.getByLabel('Task').fill('Enlarge the exhibit photos for the printed guide.')
    await page.getByLabel('Where it will be used').fill('Print, 300 dpi')
    await noSeriousViolations(page, 'first project')
    await page.getByRole('button', { name: 'Make the project' }).click()
    await page.getByText('Drop pictures or videos anywhere').waitFor()
    await noSeriousViolations(page, 'empty bench')
    await balance(/Balance: 60 credits available/).waitFor()
  })

  it('shows the price on the button before a byte is uploaded', async () => {
    const uploads = { begun: 0, release: () => {} }
    const held = new Promise<void>((resolve) => {
      uploads.release = resolve
    })
    await page.route('**/api/v1/uploads**', async (route) => {
      uploads.begun++
      await held
      await route.continue()
    })
    await dropFile(page, await makePicture(page))
    await runButton().waitFor()
    await page.getByRole('button', { name: 'One more' }).click()
    await page.getByText('with the retry').waitFor()
    expect((await priceShown()).slice(1)).toEqual(['1', '2'])
    expect(await page.getByText('Measured, ready').count()).toBe(0)
    uploads.release()
    await page.getByText('Measured, ready').waitFor()
    expect(uploads.begun).toBeGreaterThan(0)
    await page.unroute('**/api/v1/uploads**')
  })

  it('opens the lines of the price from the button, and they add up', async () => {
    const why = page.getByRole('button', { name: 'How the price is made' })
    await why.click()
    await page.getByRole('heading', { name: 'Estimate' }).waitFor({ state: 'hidden' })
    await why.click()
    const lines = page.getByRole('table', { name: /How the price is made/ })
    const amounts = await lines.locator('tbody tr:not(.sub)').evaluateAll((rows) => rows.map((row) => row.querySelector('td:last-child')!.textContent!))
    const sum = amounts.reduce((total, text) => total + Number(text.replace('−', '-').replace('none', '0')), 0)
    expect(sum).toBe(Number(await lines.locator('tfoot td:last-child').evaluate((cell) => cell.lastChild!.textContent)))
    await page
      .getByText(/Available/)
      .first()
      .waitFor()
    expect(await page.getByRole('region', { name: 'After this run' }).innerText()).toContain('60 to 58 credits')
    await noSeriousViolations(page, 'bench with a price')
    await screen(page, 'bench')
  })

  it('a lever says what it saves and saves it with one click', async () => {
    const lever = page.getByRole('button', { name: /^One attempt only .*saves 1$/ })
    await lever.click()
    await expect.poll(async () => (await priceShown()).slice(1)).toEqual([undefined, '1'])
    await page.getByRole('button', { name: 'One more' }).click()
    await expect.poll(async () => (await priceShown()).slice(1)).toEqual(['1', '2'])
  })

  it('runs with held credits, and charges what was shown for the first try', async () => {
    await runButton().click()
    await page.getByRole('heading', { name: 'Quote, hold, charge' }).waitFor()
    await page.getByRole('button', { name: 'Keep 1' }).waitFor({ timeout: 120_000 })
    await page.getByText(/Charged 1, series so far 1 credit$/).waitFor()
    await balance(/Balance: 58 credits available, 1 held/).waitFor()
    await page.getByText(/(\d+) of \1 output checks passed/).waitFor()
  })

  it('compares before and after with the arrow keys, and shows the rule of every check', async () => {
    const edge = page.getByRole('slider', { name: /Edge between before/ })
    await edge.focus()
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight')
    expect(await edge.getAttribute('aria-valuetext')).toBe('52 % before')
    await noSeriousViolations(page, 'compare')
    await screen(page, 'compare')
    await page.getByRole('button', { name: /output checks passed/ }).click()
    await page.getByRole('dialog', { name: 'Output checks' }).getByText('Right size').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Output checks' }).waitFor({ state: 'hidden' })
  })

  it('does not let a retry go above the quote, and says what is left', async () => {
    await page.getByRole('radio', { name: /^Standard/ }).click()
    await page.getByText('These settings cost 2; the quote has 1 left for this file.').waitFor()
    expect(await page.getByRole('button', { name: /^Reject 1, try again/ }).getAttribute('aria-disabled')).toBe('true')
  })

  it('survives a reload, rejects and tries again under the same quote, and keeps with a key', async () => {
    await page.reload()
    await page.getByRole('radio', { name: /^2×/ }).click()
    const again = page.getByRole('button', { name: /^Reject 1, try again 1 credit$/ })
    await again.click()
    await page.getByRole('button', { name: 'Keep 2' }).waitFor({ timeout: 120_000 })
    await page.getByText(/Charged 2, series so far 2 credits$/).waitFor()
    await page.keyboard.press('k')
    await page.getByRole('button', { name: 'Kept 2' }).waitFor()
    await balance(/Balance: 58 credits available(?!.* held)/).waitFor()
    await noSeriousViolations(page, 'kept')
  })

  it('shows both charges in the history, and a receipt that adds up to what the button said', async () => {
    await page.getByRole('link', { name: 'Charges' }).click()
    await page.getByText(/Ledger checked at .* no gaps/).waitFor()
    const rows = page.locator('tr[id^="movement-"]')
    await expect.poll(() => rows.count()).toBe(3)
    expect(await rows.locator('.amount').allInnerTexts()).toEqual(['+60', '−1', '−1'])
    expect(await rows.locator('.bal').allInnerTexts()).toEqual(['60', '59', '58'])
    await page
      .getByRole('button', { name: /^Receipt for Image upscale/ })
      .last()
      .click()
    const receipt = page.locator('tr.receipt')
    await receipt.getByText('Attempt 2, kept').waitFor()
    const flow = await receipt.locator('.flow dd.v').allInnerTexts()
    expect(flow).toEqual(['1 to 2', '2', '2', '0'])
    expect(
      await receipt
        .getByRole('table', { name: /Lines of the charge/ })
        .locator('tfoot td')
        .innerText(),
    ).toBe('1')
    await expect
      .poll(() => receipt.locator('.io img').evaluateAll((images) => images.filter((image) => (image as HTMLImageElement).naturalWidth > 0).length))
      .toBe(2)
    await noSeriousViolations(page, 'charges')
    await screen(page, 'charges')
  })

  it('prices the same file again from its receipt, without uploading it', async () => {
    const sent: string[] = []
    page.on('request', (request) => request.url().includes('/uploads') && sent.push(request.url()))
    await page.getByRole('link', { name: 'Same again' }).click()
    await runButton().waitFor()
    await page.getByText('Measured, ready').waitFor()
    expect((await priceShown())[2]).toBe('1')
    expect(sent).toEqual([])
  })

  it('fits 360 pixels, in the dark too', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 360, height: 760 })
    for (const name of ['Bench', 'Charges']) {
      await page.getByRole('link', { name }).click()
      await page.getByRole('heading', { name, level: 1 }).waitFor({ state: 'attached' })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
      await noSeriousViolations(page, `${name} at 360 px, dark`)
    }
  })

  it('signs out, and says what is wrong with a password', async () => {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password').fill('not the pass phrase')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('do not belong together').waitFor()
    await noSeriousViolations(page, 'sign in')
    await page.getByLabel('Password').fill(owner.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Projects' }).waitFor()
    await noSeriousViolations(page, 'projects')
    expect(browser.complaints).toEqual([])
  })
})
