// The machine's own Chromium, without windows. What a page complains about (errors, broken policy) is kept for the test to look at.
import { chromium, type Page } from 'playwright-core'

export interface OpenBrowser {
  readonly page: Page
  /** Uncaught errors and console errors, refusals of the studio left out: those are answers. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<OpenBrowser> {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium', args: flags })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
  })
  return { page, complaints, close: () => browser.close() }
}
