// Who may import whom. The tables are the architecture (ARCHITECTURE.md draws them); a red line here is a design question, not a lint nit.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const foundations = ['ledger', 'jobs', 'storage', 'accounts', 'events', 'price-books', 'payments'].map((name) => `server/${name}`)

/** A folder under src is a module, and so is a server file beside them. What is not in the table does not exist yet. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],

  'server/db': ['core'],
  'server/ledger': ['core', 'server/db'],
  'server/jobs': ['core', 'server/db'],
  'server/storage': ['core', 'server/db'],
  'server/accounts': ['core', 'server/db'],
  'server/events': ['core', 'server/db'],
  'server/price-books': ['core', 'server/db'],
  'server/payments': ['core'],
  'server/paper': [],
  'server/media': ['core'],
  'server/models': ['core', 'server/media'],
  'server/engines': ['core', 'server/media', 'server/models'],

  // What every case is given, as types.
  'server/studio': ['core', 'server/db', 'server/media', 'server/models', 'server/engines', ...foundations],

  'server/workspaces': ['core', 'server/db', 'server/ledger', 'server/studio'],
  'server/projects': ['core', 'server/db', 'server/studio'],
  'server/assets': ['core', 'server/db', 'server/media', 'server/storage', 'server/studio', 'server/workspaces'],
  'server/charges': ['core', 'server/db', 'server/ledger', 'server/paper', 'server/studio'],
  'server/limits': ['core', 'server/db', 'server/ledger', 'server/studio'],
  'server/quotes': ['core', 'server/db', 'server/ledger', 'server/price-books', 'server/studio', 'server/workspaces', 'server/assets'],
  'server/publishing': ['core', 'server/db', 'server/price-books', 'server/studio'],
  'server/shared-estimates': ['core', 'server/db', 'server/studio', 'server/quotes'],
  // The only place where money meets work.
  'server/runs': [
    'core',
    'server/db',
    'server/ledger',
    'server/jobs',
    'server/engines',
    'server/price-books',
    'server/studio',
    'server/workspaces',
    'server/assets',
    'server/quotes',
  ],

  'server/purchases': ['core', 'server/db', 'server/ledger', 'server/paper', 'server/payments', 'server/studio', 'server/workspaces'],
  'server/plans': ['core', 'server/db', 'server/ledger', 'server/studio', 'server/workspaces'],
  'server/backup': ['core', 'server/accounts', 'server/db', 'server/ledger', 'server/storage', 'server/studio'],
  'server/requests': ['core', 'server/db', 'server/ledger', 'server/studio', 'server/quotes', 'server/runs'],
  'server/disputes': ['core', 'server/db', 'server/engines', 'server/ledger', 'server/studio', 'server/runs', 'server/storage'],

  'server/http': [
    'core',
    'server/studio',
    'server/accounts',
    'server/events',
    'server/models',
    'server/storage',
    ...[
      'workspaces',
      'projects',
      'assets',
      'charges',
      'limits',
      'quotes',
      'publishing',
      'shared-estimates',
      'runs',
      'requests',
      'disputes',
      'backup',
      'plans',
      'purchases',
    ].map((name) => `server/${name}`),
  ],
  'server/config': [],
  // The only file that knows every foundation.
  'server/compose': ['core', 'server/config', 'server/studio', 'server/db', 'server/models', 'server/engines', ...foundations],
  'server/restore': ['core', 'server/backup', 'server/config'],
  'server/worker': ['server/compose', 'server/config', 'server/runs'],
  'server/main': [
    'core',
    'server/compose',
    'server/config',
    'server/http',
    'server/ledger',
    'server/models',
    'server/plans',
    'server/purchases',
    'server/requests',
    'server/runs',
    'server/workspaces',
  ],

  'client/sdk': ['core'],
  'client/measure': ['core'],
  'client/cli': ['core', 'client/sdk', 'client/measure'],

  'web/lib': ['core', 'client/sdk'],
  'web/ui': ['core', 'client/sdk', 'web/lib'],
  'web/features': ['core', 'client/sdk', 'client/measure', 'web/lib', 'web/ui'],
  'web/app': ['core', 'client/sdk', 'web/lib', 'web/ui', 'web/features'],
  'web/main': ['web/app', 'web/lib'],
}

/** Libraries that have one home: replacing one touches one folder. */
const homes: Readonly<Record<string, readonly string[]>> = {
  zod: ['core', 'server/http'],
  pg: ['server/db'],
  '@electric-sql/pglite': ['server/db'],
  'pg-boss': ['server/jobs'],
  'better-auth': ['server/accounts'],
  '@better-auth/api-key': ['server/accounts'],
  sharp: ['server/media', 'server/engines'],
  mediabunny: ['server/media', 'client/measure'],
  'node-av': ['server/media'],
  'onnxruntime-node': ['server/engines'],
  hono: ['server/http'],
  '@hono/zod-openapi': ['server/http'],
  '@hono/node-server': ['server/http', 'server/main'],
  '@tus/server': ['server/http'],
  '@tus/file-store': ['server/http'],
  stripe: ['server/payments'],
  pdfkit: ['server/paper'],
  'tar-stream': ['server/backup', 'server/models'],
  pacote: ['server/models'],
  '@npmcli/config': ['server/models'],
  pino: ['server/compose'],
  'openapi-fetch': ['client/sdk'],
  'tus-js-client': ['client/sdk'],
  commander: ['client/cli'],
  react: ['web/app', 'web/features', 'web/ui', 'web/lib', 'web/main'],
}

/** Tests, and what is made for them, may use anything; nothing else may use them. */
const isForTests = (file: string) => /\.(test|journey)\.tsx?$|\/test-[^/]+\.tsx?$/.test(file)

const impure = [/\bDate\.now\b/, /\bnew Date\(\)/, /\bMath\.random\b/, /\bperformance\./, /\bcrypto\.(random|getRandom)/, /\bfrom 'node:/, /\bprocess\./]

const root = import.meta.dirname
const files = ['core', 'server', 'client', 'web'].flatMap((workspace) => sourceFiles(`${workspace}/src`))
const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))

test('every folder is in the table, and the table names nothing else', () => {
  expect([...new Set(files.map(moduleOf))].sort()).toEqual(Object.keys(mayImport).sort())
})

test('imports follow the table', () => {
  expect(files.flatMap(forbiddenImports)).toEqual([])
})

test('a library stays in its home', () => {
  const astray = files.flatMap((file) =>
    importsOf(file)
      .map(packageOf)
      .filter((name) => homes[name] && !homes[name].includes(moduleOf(file)))
      .map((name) => `${file}: ${name} belongs to ${homes[name]?.join(', ')}`),
  )
  expect(astray).toEqual([])
})

test('the core is deterministic: no clock, no chance, no Node', () => {
  const found = files
    .filter((file) => moduleOf(file) === 'core')
    .flatMap((file) => impure.filter((ban) => ban.test(withoutComments(texts.get(file)!))).map((ban) => `${file}: ${ban}`))
  expect(found).toEqual([])
})

test('money meets work in runs only: no other case asks for a job', () => {
  const found = files.filter((file) => /\bstudio\.jobs\b/.test(texts.get(file)!) && !['server/runs', 'server/main'].includes(moduleOf(file)))
  expect(found).toEqual([])
})

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !isForTests(file))
}

/** The module a file belongs to: `server/src/ledger/post.ts` -> `server/ledger`, `server/src/main.ts` -> `server/main`. */
function moduleOf(file: string): string {
  const [workspace = '', , entry = ''] = file.split('/')
  return workspace === 'core' ? 'core' : `${workspace}/${entry.replace(/\.tsx?$/, '')}`
}

function importsOf(file: string): string[] {
  const text = texts.get(file)!
  return [...text.matchAll(/\b(?:from|import)\s+'([^']+)'/g), ...text.matchAll(/\bimport\('([^']+)'\)/g)].map((match) => match[1]!)
}

function forbiddenImports(file: string): string[] {
  const from = moduleOf(file)
  return importsOf(file).flatMap((specifier) => {
    const to = targetOf(file, specifier)
    if (isForTests(specifier)) return [`${file}: ${specifier} is for tests only`]
    if (to === null || to === from) return []
    const allowed = mayImport[from] ?? []
    return allowed.includes(to) ? [] : [`${file}: ${from} may not import ${to}`]
  })
}

/** Null for a library and for a file that is not source, such as a price book or a style sheet. */
function targetOf(file: string, specifier: string): string | null {
  if (specifier === '@keter/client') return 'client/sdk'
  if (specifier === '@keter/client/measure-video') return 'client/measure'
  if (specifier.startsWith('@keter/')) return specifier.split('/')[1]!
  if (!specifier.startsWith('.') || !/\.tsx?$/.test(specifier)) return null
  return moduleOf(relative(root, resolve(root, dirname(file), specifier)))
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}
