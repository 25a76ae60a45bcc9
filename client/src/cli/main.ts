#!/usr/bin/env node
// `keter`: the command line. The first Ctrl-C asks the command to stop (a run is cancelled first); the second ends it at once.
import process from 'node:process'
import { interrupted } from './ending.ts'
import { run } from './run.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(interrupted)
    stop.abort()
  })
// The reader of our output went away (`keter charges | head`): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 5))

const { env, stdin, stdout, stderr } = process
process.exitCode = await run(process.argv.slice(2), { env, folder: process.cwd(), stdin, stdout, stderr, signal: stop.signal })
