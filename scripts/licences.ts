// The licences of everything the lock file brings in. Run, it fails on a licence that forbids shipping the product as it is shipped;
// `npm run golden` keeps the list of packages in NOTICE.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

interface Package {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** Never in a running studio. */
  readonly dev: boolean
}

const permissive = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]

/** Copyleft that asks nothing of our own files as long as the package stays as it is: whose, and why that holds. */
const kept: readonly { readonly licence: string; readonly packages: RegExp; readonly why: string }[] = [
  { licence: 'LGPL-3.0-or-later', packages: /^@img\/sharp-/, why: 'libvips is a shared library of its own package, unmodified, and can be replaced.' },
  { licence: 'MPL-2.0', packages: /^lightningcss(-|$)/, why: 'builds the web pages, unmodified; no part of it is in them.' },
  { licence: 'MPL-2.0', packages: /^mediabunny$/, why: 'measures videos, a package of its own, unmodified.' },
  { licence: 'CC-BY-3.0', packages: /^spdx-exceptions$/, why: 'a list of names that npm reads, unmodified, with its authors named in its package.' },
  { licence: 'MPL-2.0', packages: /^(axe-core|@axe-core\/playwright)$/, why: 'checks the web pages in tests, unmodified.' },
]

/** Packages whose package.json names no licence, and where they do. */
const statedElsewhere: Readonly<Record<string, string>> = {
  'combine-errors@3.0.3': 'MIT' /* Readme.md */,
  'png-js@2.0.0': 'MIT' /* LICENSE */,
  '@shinyoshiaki/jspack@0.0.6': 'BSD-3-Clause' /* LICENSE */,
}

/** NOTICE, with its list of packages as the lock file has them now. */
export function notice(): string {
  const heading = '## Packages\n'
  const [head] = readFileSync(join(root, 'NOTICE'), 'utf8').split(heading)
  const shipped = packages().filter(({ dev }) => !dev)
  const lines = shipped.map(({ name, version, licence }) => `- ${name} ${version}: ${licence}`)
  return `${head}${heading}\nInstalled by npm from their own publishers, unmodified; each carries its licence text. Development tools are left out.\n\n${[...new Set(lines)].join('\n')}\n`
}

function packages(): Package[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string; license?: string; dev?: boolean; devOptional?: boolean; link?: boolean; name?: string }>
  }
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link)
    .map(([path, { version, license, dev, devOptional, name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }]) => {
      const licence = license ?? statedElsewhere[`${name}@${version}`] ?? 'unknown'
      return { name, version, licence, dev: dev ?? devOptional ?? false }
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** For the expressions that occur: alternatives of conjunctions. */
function mayShip({ name, licence }: Package): boolean {
  const allowed = (id: string) => permissive.includes(id) || kept.some((entry) => entry.licence === id && entry.packages.test(name))
  return licence
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((alternative) => alternative.split(' AND ').every(allowed))
}

if (import.meta.main) {
  const refused = packages().filter((entry) => !mayShip(entry))
  for (const { name, version, licence } of refused) console.log(`${name} ${version}: ${licence}`)
  if (refused.length) console.log('These licences are not on the list of scripts/licences.ts. Take another package, or add the licence there with the reason.')
  process.exitCode = refused.length ? 1 : 0
}
