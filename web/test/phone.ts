// The page as it is on a phone at night: 360 pixels wide, dark, and nothing to be pushed sideways.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export async function inDarkAtPhoneWidth(page: Page, look: () => Promise<void>): Promise<void> {
  const before = page.viewportSize()!
  await page.setViewportSize({ width: 360, height: 740 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.reload()
  await page.getByRole('main').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await look()
  await page.setViewportSize(before)
  await page.emulateMedia({ colorScheme: 'light' })
}
