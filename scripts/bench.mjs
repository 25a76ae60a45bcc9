// `npm run -s bench`: lists the benchmarks; `npm run -s bench -- NAME` installs the peers it is measured against and becomes it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { become } from './become.mjs'
import { enter, install, root, Stop } from './install.mjs'

const folder = join(root, 'bench')
const [name, ...args] = process.argv.slice(2)

await enter(async () => {
  const known = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -3))
  if (name === undefined) return list(known)
  if (!known.includes(name)) throw new Stop(`There is no benchmark "${name}"; there are ${known.join(', ')}.`)
  await install()
  if (existsSync(join(folder, 'peers', 'package-lock.json'))) await install({ folder: join(folder, 'peers') })
  become([join(folder, `${name}.ts`), ...args], root)
}, 2)

/** @param {string[]} known */
function list(known) {
  for (const name of known) console.log(`${name.padEnd(18)} ${claim(name)}`)
  console.log('\nRun one: npm run -s bench -- NAME')
}

/** The first line of the file says what is measured. @param {string} name */
function claim(name) {
  const [first = ''] = readFileSync(join(folder, `${name}.ts`), 'utf8').split('\n')
  return first.replace(/^\/\/ ?/, '').replace(`${name}: `, '')
}
