// Prices in a real browser against a real studio: every tool's rates, what so many credits buy, prices elsewhere, a shared estimate that is
// read without an account, and a dearer price book from its preview to "what changed". Needs web/dist as it is now.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { noSeriousViolations } from './axe.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { dropFile, makePicture, type PictureFile } from './picture.ts'
import { screen } from './screens.ts'
import { signUp } from './sign-up.ts'
import { stepByStep } from './steps.ts'
import { type RunningStudio, startStudio } from './studio.ts'

describe('prices in the browser', () => {
  let studio: RunningStudio
  let browser: OpenBrowser
  let page: Page
  /** Someone else's browser, without an account. */
  let guest: Page
  const guestComplaints: string[] = []
  let picture: PictureFile
  let link: string

  beforeAll(async () => {
    studio = await startStudio()
    browser = await openBrowser()
    page = browser.page
    const elsewhere = await page
      .context()
      .browser()!
      .newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
    guest = await elsewhere.newPage()
    guest.on('pageerror', (error) => guestComplaints.push(error.message))
    await signUp(page, studio, 'Flight museum, spring guide')
    picture = await makePicture(page)
  })
  afterAll(async () => {
    await browser?.close()
    await studio?.stop()
  })

  stepByStep(() => ({ page, studio }))

  const at = (path: string): string => new URL(path, studio.firstRunLink).href
  const runButton = () => page.getByRole('button', { name: /^Upscale .*credits?$/ })
  const choose = (name: RegExp | string) => page.getByRole('radio', { name }).check()
  const rates = () => page.getByRole('table', { name: /^Rates of Image upscale/ })
  const cell = (row: number, column: number): Locator => rates().locator('tbody tr').nth(row).locator('td').nth(column)
  const rateIn = async (row: number, column: number) => Number(await cell(row, column).locator('b').innerText())
  const creditsIn = async (row: number, column: number) => Number((await cell(row, column).locator('small').innerText()).split(' ')[0])

  it('shows every rate, under each plan, and works out a picture of any size', async () => {
    await page.getByRole('link', { name: 'Tool credits' }).click()
    await page.getByRole('heading', { name: 'Tool credits', level: 1 }).waitFor()
    await rates().waitFor()
    const [free, own] = [await rateIn(1, 0), await creditsIn(1, 0)]
    expect(own).toBe(Math.ceil(2 * free))
    await page.getByLabel(/picture of, megapixels/).fill('11.5')
    await expect.poll(() => creditsIn(1, 0)).toBe(Math.ceil(12 * free))
    await choose(/^Pro −10 %/)
    await expect.poll(() => rateIn(1, 0)).toBeCloseTo(free * 0.9, 9)
    await page.getByLabel(/picture of, megapixels/).fill('much')
    await page.getByText('A number from 0.001 to 1000').waitFor()
    await page.getByText('In force', { exact: true }).waitFor()
    await noSeriousViolations(page, 'tool credits')
    await screen(page, 'tool-credits')
  })

  it('says what so many credits buy, and sets it with one click', async () => {
    await page.getByRole('link', { name: 'Bench' }).click()
    await dropFile(page, picture)
    await runButton().waitFor()
    const finder = page.getByRole('button', { name: /^What can I get/ })
    await finder.focus()
    await page.keyboard.press('Enter')
    const amount = page.getByLabel('For how many credits')
    expect(await amount.inputValue()).toBe('60')
    await amount.fill('0')
    await page.getByText('No setting costs so little. The nearest:').waitFor()
    await amount.fill('1000')
    const best = page
      .locator('.ways button')
      .filter({ hasText: /^Standard/ })
      .first()
    const words = await best.innerText()
    expect(words).toMatch(/^Standard .*, \d+ attempts? [\d\u202f]+ px/)
    await best.click()
    const price = words.match(/([\d.]+(?: to [\d.]+)? credits?)/)![1]!
    await page.getByRole('button', { name: `Upscale ${price}` }).waitFor()
    expect(await best.getAttribute('aria-current')).toBe('true')
    await noSeriousViolations(page, 'what can I get')
  })

  it('finds the cheapest way to a size', async () => {
    await choose('A size')
    const edge = page.getByLabel('Longer edge, pixels at least')
    await page.getByRole('button', { name: /^Reach 8K/ }).click()
    expect(await edge.inputValue()).toBe('7680')
    await edge.fill('900000')
    await page.getByText('No setting reaches that. The nearest:').waitFor()
    await edge.fill('700')
    const ways = page.locator('.ways button')
    await ways.filter({ hasText: 'saves' }).first().click()
    await ways.and(page.locator('[aria-current="true"]')).waitFor()
    await page.getByText('as set now').waitFor()
  })

  it('prices the job elsewhere: our own price first, then lists with date and source', async () => {
    await page.getByRole('button', { name: /^Elsewhere/ }).click()
    const offers = page.locator('.offers > li')
    await offers.nth(1).waitFor({ timeout: 60_000 })
    expect(await offers.first().innerText()).toMatch(/^This studio[\s\S]*by the price book in force/)
    for (const offer of (await offers.allInnerTexts()).slice(1)) expect(offer).toMatch(/as published (on|in) .*20\d\d/)
    expect(await offers.locator('a').first().getAttribute('href')).toMatch(/^https?:\/\//)
    await noSeriousViolations(page, 'elsewhere')
  })

  it('runs at the price of the button, so that there is something to replay', async () => {
    await runButton().click()
    await page.getByRole('button', { name: 'Keep 1' }).click({ timeout: 120_000 })
    await page.getByRole('button', { name: /^Kept 1/ }).waitFor()
  })

  it('makes a link that only members can read until the owner opens links to anyone', async () => {
    await page.getByRole('link', { name: 'New run' }).click()
    await dropFile(page, picture)
    await runButton().waitFor()
    await page.getByRole('button', { name: 'Share this price' }).click()
    await page.getByLabel('Title').fill('Exhibit 17 for the guide')
    await page.getByRole('button', { name: 'Make the link' }).click()
    link = await page.getByLabel('Link to the estimate').inputValue()
    await page.getByText('Now only members of this workspace can read shared estimates.').waitFor()
    await guest.goto(link)
    await guest.getByRole('heading', { name: 'This estimate cannot be read here' }).waitFor()
    await noSeriousViolations(guest, 'a link that may not be read')
    await page.getByLabel('Whoever has a link can read it').check()
    await page.getByText('Holds for every shared estimate of the workspace.').waitFor()
    await noSeriousViolations(page, 'share')
  })

  it('shows a reader without an account what is edited and every line, and nothing that needs one', async () => {
    await guest.reload()
    await guest.getByRole('heading', { name: 'Exhibit 17 for the guide' }).waitFor()
    await guest.getByText('It costs the same today').waitFor()
    expect(await guest.locator('.shared-files tbody th').innerText()).toContain(picture.name)
    const text = await guest.locator('body').innerText()
    for (const words of ['How the price is made', 'Low', 'Likely', 'At most', 'Price book', 'If it fails, nothing is charged.']) expect(text).toContain(words)
    for (const words of ['Mara', 'Northlight', 'available', 'Make a quote', 'Bench']) expect(text).not.toContain(words)
    expect(await guest.getByRole('button').count()).toBe(0)
    await noSeriousViolations(guest, 'shared estimate')
    await screen(guest, 'shared-estimate')
  })

  it('previews a price book: what is no JSON, what is wrong and where, what changes, and the last 30 days', async () => {
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('link', { name: 'Tool credits' }).click()
    await page.getByRole('link', { name: 'Publish a price book' }).click()
    const field = page.getByLabel('Price book, as JSON')
    const preview = page.getByRole('button', { name: 'Preview' })
    const chooseFile = (chosen: unknown) => {
      const buffer = Buffer.from(JSON.stringify(chosen, null, 2))
      return page.locator('input[type=file][accept*=json]').setInputFiles({ name: 'book.json', mimeType: 'application/json', buffer })
    }
    await field.fill('{ "format": 1, ')
    await preview.click()
    await page.getByRole('alert').getByText('This is not JSON').waitFor()
    await page.getByRole('button', { name: 'Begin with the book in force' }).click()
    await expect.poll(() => field.inputValue()).toContain('"version"')
    const document = JSON.parse(await field.inputValue())

    const faulty = structuredClone(document)
    faulty.tools['image-upscale'].rows[0].lines[0].rate = '-1'
    await chooseFile(faulty)
    await expect.poll(() => field.inputValue()).toContain('"-1"')
    await preview.click()
    await page.getByText('1 error to correct first').waitFor()
    expect(await page.getByRole('button', { name: 'Publish', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: /^tools\.image-upscale\.rows\[0\]\.lines\[0\]\.rate, line \d+/ }).click()
    expect(await field.evaluate((box: HTMLTextAreaElement) => box.value.slice(box.selectionStart, box.selectionEnd))).toBe('"-1"')

    for (const { lines } of document.tools['image-upscale'].rows) for (const line of lines) line.rate = String(Number(line.rate) * 10)
    document.version = 'dearer'
    document.effective = new Date(Date.now() + 15_000).toISOString()
    await chooseFile(document)
    await page.getByText('The document has changed: preview it again.').waitFor()
    await preview.click()
    await page.getByRole('heading', { name: 'What would change' }).waitFor()
    expect(await page.locator('.changes li').first().innerText()).toMatch(/^Dearer[\s\S]*Image upscale/)
    const sums = await page
      .getByRole('table', { name: /^Credits paid in the last 30 days/ })
      .locator('tfoot td')
      .allInnerTexts()
    const [then, now, difference] = sums.slice(1).map((amount) => Number(amount.replace('−', '-').replace('+', '')))
    expect(then).toBeGreaterThan(0)
    expect(difference).toBe(now! - then!)
    expect(difference).toBeGreaterThan(0)
    await noSeriousViolations(page, 'preview of a price book')
    await screen(page, 'publish')
  })

  it('publishes it once the moment is confirmed, announces it, and shows what changed when it is in force', async () => {
    await page.getByLabel(/^Note for the people/).fill('The new model costs more to run.')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByRole('dialog', { name: 'Publish dearer?' }).getByText('It is in force from').waitFor()
    await noSeriousViolations(page, 'before publishing')
    await page.getByRole('button', { name: /^Publish, in force from/ }).click()
    await page.getByRole('heading', { name: 'Tool credits', level: 1 }).waitFor()
    await page.getByText('Upcoming', { exact: true }).waitFor()
    await page.getByText(/price book dearer is in force: .*dearer/).waitFor()
    // The page follows by itself when the moment comes.
    await page.getByText(/Every rate of price book dearer/).waitFor({ timeout: 60_000 })
    await page.getByText('Upcoming', { exact: true }).waitFor({ state: 'hidden' })
    const changed = page.getByRole('region', { name: 'What changed' })
    expect(await changed.locator('.books > li').first().innerText()).toMatch(
      /^dearer\s+In force[\s\S]*published by Mara Lindt[\s\S]*The new model costs more[\s\S]*Dearer/,
    )
    await noSeriousViolations(page, 'what changed')
  })

  it('holds a shared estimate beside the new prices, and makes a quote at those of today', async () => {
    await guest.reload()
    await guest.getByRole('heading', { name: 'Prices have changed since' }).waitFor()
    await noSeriousViolations(guest, 'changed prices')
    await page.goto(link)
    const most = page.locator('.since tbody tr').last().locator('td')
    await most.first().waitFor()
    const [shared, today] = (await most.allInnerTexts()).map(Number)
    expect(today).toBeGreaterThan(shared!)
    await page.getByRole('button', { name: 'Make a quote of it' }).click()
    await page.getByRole('button', { name: new RegExp(`^Run it, (\\d+ to )?${today} credits$`) }).waitFor()
  })

  it('names the files that a quote still needs, and takes them', async () => {
    // What follows the end of a PNG is ignored: the same picture, other bytes.
    const bytes = Buffer.concat([Buffer.from(picture.base64, 'base64'), Buffer.from('other')])
    const measurement = { media: 'image', format: 'png', width: 240, height: 180, bytes: bytes.length }
    const file = { name: 'exhibit_18.png', sha256: createHash('sha256').update(bytes).digest('hex'), measurement }
    const made = await page.request.post(at('/api/v1/estimates/shared'), {
      data: { tool: 'image-upscale', sources: [file] },
      headers: { origin: new URL(link).origin },
    })
    await page.goto(at((await made.json()).path))
    await page.getByRole('button', { name: 'Make a quote of it' }).click()
    await page.getByText('One file is not in the studio yet.').waitFor()
    expect(await page.locator('.missing').innerText()).toContain('exhibit_18.png')
    const give = (name: string, buffer: Buffer) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer })
    await give('exhibit_18.png', Buffer.from(picture.base64, 'base64'))
    await page.getByText('None of these files is one of the missing').waitFor()
    await noSeriousViolations(page, 'missing files')
    await give('renamed.png', bytes)
    await page.getByRole('button', { name: /^Run it, .*credits?$/ }).click()
    await page.getByRole('heading', { name: 'Quote, hold, charge' }).waitFor()
  })

  it('fits 360 pixels, in the dark too', async () => {
    const narrow = async (path: string, heading: string) => {
      await page.goto(at(path))
      await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth), heading).toBeLessThanOrEqual(360)
      await noSeriousViolations(page, `${heading} at 360 px, dark`)
    }
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 360, height: 760 })
    await narrow('/tool-credits', 'Tool credits')
    await narrow('/tool-credits/publish', 'Publish a price book')
    await narrow('/shared-estimates', 'Shared estimates')
    await narrow(link, 'Exhibit 17 for the guide')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('withdraws a link, and says so kindly to whoever follows it', async () => {
    await page.goto(at('/shared-estimates'))
    await page.getByRole('button', { name: 'Withdraw Exhibit 17 for the guide' }).click()
    await page.getByRole('button', { name: 'Withdraw for good Exhibit 17 for the guide' }).click()
    await page.getByText('Withdrawn', { exact: true }).waitFor()
    await noSeriousViolations(page, 'shared estimates')
    await guest.reload()
    await guest.getByRole('heading', { name: 'This estimate was withdrawn' }).waitFor()
    expect([...browser.complaints, ...guestComplaints]).toEqual([])
  })
})
