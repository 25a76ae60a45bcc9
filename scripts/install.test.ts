import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isInstalled } from './install.mjs'

const zod = { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } }
const elsewhere = { 'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-b', optional: true } }

/** A folder with a lock file and with npm's note of what it installed; `null` where an install was broken off. */
function folderWith(wanted: object, found: object | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'keter-install-'))
  mkdirSync(join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }))
  if (found) writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: found }))
  return folder
}

test('what npm noted as installed is not installed again', () => {
  expect(isInstalled(folderWith(zod, zod))).toBe(true)
})

test('an install that was broken off is done anew', () => {
  expect(isInstalled(folderWith(zod, null))).toBe(false)
})

test('an optional package of another platform is not missed, any other is', () => {
  expect(isInstalled(folderWith({ ...zod, ...elsewhere }, zod))).toBe(true)
  expect(isInstalled(folderWith({ ...zod, ...elsewhere }, elsewhere))).toBe(false)
})

test('another version, other bytes or a package too many is installed anew', () => {
  expect(isInstalled(folderWith(zod, { 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-a' } }))).toBe(false)
  expect(isInstalled(folderWith(zod, { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-other' } }))).toBe(false)
  expect(isInstalled(folderWith({}, zod))).toBe(false)
})
