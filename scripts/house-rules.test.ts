// House rules that are cheap to check and easy to forget. They hold for every file of the repository.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './install.mjs'

const elsewhere = ['node_modules', 'dist', 'dist-next', 'dist-old', 'data', 'out', 'coverage', '.git', 'results']
const files = globSync('**/*', { cwd: root, withFileTypes: true, exclude: (entry) => elsewhere.includes(entry.name) })
  .concat(globSync(['.ci/*', '.npmrc', '.gitignore'], { cwd: root, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const matching = (pattern: RegExp) => files.filter((file) => pattern.test(file))

test('no source file is longer than 400 lines, unless it is made', () => {
  const long = matching(/\.(ts|tsx|mjs|sql|css)$/)
    .filter((file) => !/\.generated\.ts$|^server\/schema\.sql$/.test(file))
    .map((file) => ({ file, lines: text(file).split('\n').length }))
    .filter(({ lines }) => lines > 400)
  expect(long).toEqual([])
})

test('a source file opens with what it is for', () => {
  const silent = matching(/\.(ts|tsx|mjs)$/)
    .filter((file) => !/\.(test|journey)\.tsx?$|\/index\.ts$/.test(file))
    .filter((file) => !/^(#!.*\n)?(\/\/|\/\*)/.test(text(file)))
  expect(silent).toEqual([])
})

test('every numbered rule of docs/rules is quoted by a test', () => {
  const tests = matching(/\.(test|journey)\.tsx?$/)
    .map(text)
    .join('\n')
  const rules = matching(/^docs\/rules\/.*\.md$/).flatMap((file) => [...text(file).matchAll(/^\*\*([A-Z]\d+)\./gm)].map((match) => match[1]!))
  expect(rules.length).toBeGreaterThan(0)
  expect(
    rules.filter((rule, at) => rules.indexOf(rule) !== at),
    'numbered twice',
  ).toEqual([])
  expect(
    rules.filter((rule) => !new RegExp(`\\b${rule}\\b`).test(tests)),
    'quoted by no test',
  ).toEqual([])
})

test('every picture and file that a document names is there', () => {
  const missing = matching(/\.md$/).flatMap((file) =>
    [...text(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(file), target)))
      .map((target) => `${file}: ${target}`),
  )
  expect(missing).toEqual([])
})

test('no file names a place on one machine, or a registry', () => {
  const named = files
    .filter((file) => !/\.(png|jpe?g|webp|avif|gif|tiff?|heic|ico|woff2|onnx|bin)$/.test(file))
    .flatMap((file) =>
      [...text(file).matchAll(/(?<![\w.])\/(?:work|root|home)\/\w+|\b(?:registry|npm)\.[\w-]+\.(?:org|com|io|dev)\b/g)].map((match) => `${file}: ${match[0]}`),
    )
  expect(named).toEqual([])
})

test('the lock file names no place to download from', () => {
  expect(text('package-lock.json').match(/"resolved": "(?:https?|git)[^"]*"/g)).toBeNull()
})

test('the lock file has every package for every platform, without which `npm ci` refuses', () => {
  const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> }
  const paths = Object.keys(lock.packages)
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !paths.some((other) => other.endsWith(`node_modules/${name}`)))
      .map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})

test('dependencies are pinned exactly', () => {
  const loose = matching(/(^|\/)package\.json$/).flatMap((file) => {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(text(file)) as Record<string, Record<string, string>>
    return Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`)
  })
  expect(loose).toEqual([])
})
