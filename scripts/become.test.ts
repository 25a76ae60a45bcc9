import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keter-become-')))
const become = pathToFileURL(join(import.meta.dirname, 'become.mjs')).href

/** A door that becomes `program` in `folder`; without execve it stays as a parent, as Node 20 does. */
function door(program: string, { execve }: { execve: boolean }) {
  writeFileSync(join(folder, 'program.mjs'), program)
  const hidden = execve ? '' : 'process.execve = undefined;'
  const code = `${hidden} const { become } = await import('${become}'); become(['${join(folder, 'program.mjs')}', 'an argument'], '${folder}')`
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
}

for (const execve of [true, false]) {
  const how = execve ? 'in its place' : 'as its child'

  test(`the program runs ${how} with arguments, folder, standard input and exit code`, async () => {
    const child = door(`process.stdin.on('data', (d) => { console.log(process.argv[2], process.cwd(), String(d)); process.exit(5) })`, { execve })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
    })
    child.stdin.write('hello')
    const [code] = await once(child, 'close')
    expect({ code, said: said.trim() }).toEqual({ code: 5, said: `an argument ${folder} hello` })
  })

  test(`SIGTERM reaches the program that runs ${how}, which ends in its own way`, async () => {
    const child = door(`process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')`, { execve })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    const [code] = await once(child, 'exit')
    expect(code).toBe(9)
  })
}
