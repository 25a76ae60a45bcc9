// Tools for pictures and videos in a real browser against a real studio: the palette, every kind of option, videos, and the models they need.
// Needs web/dist as it is now.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tools } from '@keter/core'
import type { Page } from 'playwright-core'
import { makeClip } from '../../server/src/media/video/test-clip.ts'
import { noSeriousViolations } from './axe.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { dropFile, makePicture } from './picture.ts'
import { inDarkAtPhoneWidth } from './phone.ts'
import { signUp } from './sign-up.ts'
import { stepByStep } from './steps.ts'
import { type RunningStudio, startStudio } from './studio.ts'

describe('pictures and videos in the browser', () => {
  let studio: RunningStudio
  let browser: OpenBrowser
  let page: Page
  let folder: string

  beforeAll(async () => {
    // Nothing is downloaded here: no registry answers.
    process.env.npm_config_registry = 'http://127.0.0.1:9'
    folder = await mkdtemp(join(tmpdir(), 'keter-clip-'))
    studio = await startStudio()
    browser = await openBrowser()
    page = browser.page
    await signUp(page, studio, 'Flight museum, spring guide')
  })
  afterAll(async () => {
    await browser?.close()
    await studio?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  stepByStep(() => ({ page, studio }))

  const palette = () => page.getByRole('navigation', { name: 'Tools' })

  it('lists every tool under its medium, and brings the one in use in sight on a phone', async () => {
    for (const [heading, medium] of [
      ['Images', 'image'],
      ['Videos', 'video'],
    ] as const)
      expect(await palette().getByRole('list', { name: heading }).getByRole('button').count()).toBe(tools.filter(({ media }) => media === medium).length)
    const last = tools.at(-1)!
    await palette().getByRole('button', { name: last.verb }).click()
    await page.getByRole('heading', { name: last.title }).waitFor()
    await inDarkAtPhoneWidth(page, async () => {
      await noSeriousViolations(page, 'the palette on a phone')
      const place = async () => (await palette().getByRole('button', { name: last.verb }).boundingBox())!
      await expect.poll(async () => (await place()).x).toBeGreaterThanOrEqual(0)
      // Widths of words are fractions, and scrolling stops at whole pixels.
      await expect.poll(async () => Math.floor((await place()).x + (await place()).width)).toBeLessThanOrEqual(360)
    })
  })

  const chooseTool = async (title: string) => {
    await palette()
      .getByRole('button', { name: tools.find((tool) => tool.title === title)!.verb })
      .click()
    await page.getByRole('heading', { name: title }).waitFor()
  }

  it('edits every kind of option: along a line, typed, ticked, as a colour, and says what has no effect', async () => {
    await chooseTool('Sharpen and adjust')
    await dropFile(page, await makePicture(page))
    const light = page.getByRole('slider', { name: 'Light' })
    await light.focus()
    await page.keyboard.press('ArrowLeft')
    // The field follows the line once it is drawn.
    await expect.poll(() => page.getByRole('spinbutton', { name: 'Light' }).inputValue()).toBe('-1')
    await page.getByRole('spinbutton', { name: 'Light' }).fill('140')
    await page.getByText('From -100 to 100.').waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => light.inputValue()).toBe('100')
    await chooseTool('Remove background')
    const colour = page.getByRole('textbox', { name: 'Colour', exact: true })
    expect(await colour.isDisabled()).toBe(true)
    await page.getByRole('radio', { name: /^Colour/ }).check()
    await colour.fill('#00ff7')
    await page.getByText('Written like #1a2b3c.').waitFor()
    await colour.fill('#00ff7f')
    await expect.poll(() => page.getByLabel('Colour, picker').inputValue()).toBe('#00ff7f')
    await noSeriousViolations(page, 'options')
  })

  it('erases what was painted over, and takes rectangles from those who cannot paint', async () => {
    await chooseTool('Erase object')
    await page.getByRole('button', { name: 'Add a rectangle' }).press('Enter')
    await page.getByRole('spinbutton', { name: 'Left of rectangle 1' }).fill('4')
    await page.getByRole('button', { name: 'Remove rectangle 1' }).click()
    await page.getByRole('button', { name: 'Paint' }).click()
    const canvas = page.getByRole('dialog').locator('canvas')
    const { x, y, width, height } = (await canvas.boundingBox())!
    const stroke = async ([across, down]: readonly [number, number]) => {
      await page.mouse.move(x + width * across, y + height * (down - 0.08))
      await page.mouse.down()
      await page.mouse.move(x + width * across, y + height * (down + 0.08), { steps: 3 })
      await page.mouse.up()
    }
    await stroke(painted)
    await stroke(unpainted)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('img', { name: 'The mask, 1 stroke' }).waitFor()
    await noSeriousViolations(page, 'the painter')
    await page.getByRole('button', { name: 'Use this mask' }).click()
    await page.getByRole('button', { name: 'No mask' }).waitFor()
    await page.getByRole('button', { name: /^Erase .*credits?$/ }).click()
    await page.getByRole('button', { name: 'Keep 1' }).click({ timeout: 120_000 })
    await page.getByRole('button', { name: /^Kept 1/ }).waitFor()
    expect(await changed(page, [painted, unpainted])).toEqual([true, false])
  })

  it('prices a video before a byte is sent, dims what does not fit, and compares source and result in step', async () => {
    await page.getByRole('link', { name: 'New run' }).click()
    const path = await makeClip(join(folder, 'clip.mp4'), { seconds: 1 })
    const uploads = Promise.withResolvers<void>()
    await page.route('**/api/v1/uploads**', async (route) => {
      await uploads.promise
      await route.continue()
    })
    await dropFile(page, { name: 'clip.mp4', base64: await readFile(path, 'base64') })
    await page.getByText('MP4').and(page.getByText('1 s, 24 frames a second, with sound')).waitFor()
    const run = page.getByRole('button', { name: /^Upscale video .*credits?$/ })
    await run.waitFor()
    expect(await palette().getByRole('button', { name: 'Erase' }).getAttribute('aria-disabled')).toBe('true')
    await palette().getByText('not for a video').waitFor()
    expect(await page.getByText('Measured, ready').count()).toBe(0)
    uploads.resolve()
    await page.getByText('Measured, ready').waitFor()
    await page.getByRole('radio', { name: /^Standard/ }).check()
    await noSeriousViolations(page, 'a video on the bench')
    await run.click()
    await page.getByRole('button', { name: 'Keep 1' }).waitFor({ timeout: 120_000 })
    await page.keyboard.press('.')
    await page.keyboard.press('.')
    const times = () => page.evaluate(() => [...document.querySelectorAll('video')].map(({ currentTime }) => Math.round(currentTime * 24)))
    await expect.poll(times).toEqual([2, 2])
    await page.keyboard.press(' ')
    await expect.poll(async () => (await times()).every((frame) => frame > 4), { timeout: 20_000 }).toBe(true)
    await noSeriousViolations(page, 'videos compared')
  })

  it('offers the missing model where the quote was refused, says why it did not come, and asks for the quote again once it is there', async () => {
    await page.getByRole('link', { name: 'Same again' }).click()
    await page.getByRole('radio', { name: /^Fast/ }).check()
    await page.getByRole('button', { name: /^Upscale video .*credits?$/ }).click()
    const install = page.getByRole('button', { name: /^Install \(8\.\d MB, MIT\)$/ })
    await install.click()
    await page.getByRole('button', { name: /^Install again/ }).waitFor({ timeout: 60_000 })
    const { items, usedBytes } = await page.evaluate(async () => await (await fetch('/api/v1/models')).json())
    let asked = 0
    await page.route('**/api/v1/models', (route) => {
      const state = ++asked > 2 ? 'installed' : 'installing'
      const progress = state === 'installing' ? { step: 'download', share: 0.5 } : null
      return route.fulfill({
        json: { usedBytes, items: items.map((pack: { id: string }) => (pack.id === 'anime4k' ? { ...pack, state, progress, problem: null } : pack)) },
      })
    })
    const again = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/quotes'))
    await page.getByRole('button', { name: /^Install again/ }).click()
    await page.getByRole('progressbar', { name: /^Installing/ }).waitFor()
    await again
    await page.unroute('**/api/v1/models')
  })

  it('lists the models with state, size, licence, and what is not settled about it', async () => {
    await page.getByRole('button', { name: /^Your account/ }).click()
    await page.getByRole('menuitem', { name: 'Models' }).click()
    await page.getByText('Not settled').first().waitFor()
    await inDarkAtPhoneWidth(page, () => noSeriousViolations(page, 'models on a phone'))
  })

  it('has no error and no refused policy in the console', () => {
    expect(browser.complaints).toEqual([])
  })
})

/** In the middles of two rings of the picture, as shares of its width and height. */
const painted = [128 / 240, 84 / 180] as const
const unpainted = [40 / 240, 120 / 180] as const

/** Whether the result differs from the source in these places. */
async function changed(page: Page, places: readonly (readonly [number, number])[]): Promise<boolean[]> {
  return page.evaluate(async (places) => {
    const [after, before] = await Promise.all(
      [...document.querySelectorAll<HTMLImageElement>('.compare img')].map(async (image) => {
        await image.decode()
        const canvas = Object.assign(document.createElement('canvas'), { width: 240, height: 180 })
        const paint = canvas.getContext('2d')!
        paint.drawImage(image, 0, 0, 240, 180)
        return ([across, down]: readonly [number, number]) => paint.getImageData(across * 240, down * 180, 1, 1).data.join()
      }),
    )
    return places.map((place) => after!(place) !== before!(place))
  }, places)
}
