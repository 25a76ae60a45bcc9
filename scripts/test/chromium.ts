// The browser of the journey: the machine's own Chromium or Chrome.
import { accessSync, constants } from 'node:fs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export function findChromium(): { readonly path: string | null; readonly note: string } {
  const candidates = [process.env.CHROMIUM_PATH, ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => `${folder}/${name}`))]
  const path = candidates.find((candidate) => candidate && isExecutable(candidate)) ?? null
  return path
    ? { path, note: `Browser: ${path}` }
    : { path, note: 'Browser: none found (CHROMIUM_PATH, chromium, google-chrome), so the browser journey does not run.' }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
