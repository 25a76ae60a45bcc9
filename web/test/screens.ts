// The screenshots of the documentation, taken on the way when KETER_SCREENS names a picture; otherwise nothing is written.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

const folder = fileURLToPath(new URL('../../docs/screens/', import.meta.url))

export async function screen(page: Page, name: string): Promise<void> {
  if (!process.env.KETER_SCREENS) return
  await mkdir(folder, { recursive: true })
  // Pictures that are still being decoded would be missing.
  await page.waitForLoadState('networkidle')
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` })
  }
}
