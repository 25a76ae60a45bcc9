// The real programs as processes of their own, spoken to over HTTP: for tests about processes that die.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { newKey } from './world.ts'

const programs = { studio: '../src/main.ts', worker: '../src/worker.ts' } as const

/** Starts a program; `line` is the first it prints, once it is ready. It ends when its standard input does. */
export function start(program: keyof typeof programs, env: Record<string, string>): Promise<{ child: ChildProcess; line: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(programs[program], import.meta.url))], {
    env: { ...process.env, KETER_LOG: 'silent', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', (line) => resolve({ child, line }))
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code} before it was ready`)))
  })
}

export async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

export interface Remote {
  // biome-ignore lint/suspicious/noExplicitAny: documents of every kind
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<any>
  upload(project: string, bytes: Buffer): Promise<string>
}

/** @param line what a studio started with KETER_EMBEDDED=1 prints: its address and the key of its local owner */
export function remote(line: string): Remote {
  const { url, key } = JSON.parse(line) as { url: string; key: string }
  const authorization = `Bearer ${key}`
  return {
    async call(method, path, body, headers = newKey()) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return response.json()
    },
    async upload(project, bytes) {
      const headers = { authorization, 'tus-resumable': '1.0.0' }
      const metadata = `filename ${Buffer.from('photo.png').toString('base64')},project ${Buffer.from(project).toString('base64')}`
      const made = await fetch(`${url}/api/v1/uploads`, {
        method: 'POST',
        headers: { ...headers, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
      })
      const sent = await fetch(new URL(made.headers.get('location')!, url), {
        method: 'PATCH',
        headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
        body: new Uint8Array(bytes),
      })
      return sent.headers.get('keter-asset')!
    },
  }
}
