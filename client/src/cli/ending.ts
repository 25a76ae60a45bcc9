// How a command ends badly: every error becomes a problem document and an exit code; what is expected never shows a stack.
import { type Problem, problemOf, Refusal, refusalKinds } from '@keter/core'
import { CommanderError } from 'commander'
import { exitCodeOf, StudioRefusal } from '../sdk/index.ts'
import type { Terminal } from './terminal.ts'
import { plain } from './wording.ts'

export const interrupted = 130
const failedInside = 5

export interface Ending {
  readonly problem: Problem
  readonly exit: number
}

export function endingOf(error: unknown): Ending {
  // Only what comes before the hold is abandoned like this; after it, stopping is a cancelled run with a receipt.
  if (error instanceof Error && error.name === 'AbortError') return { problem: cancelledBefore, exit: interrupted }
  if (error instanceof Cancelled) return { problem: { ...cancelledBefore, detail: error.message }, exit: interrupted }
  if (error instanceof StudioRefusal) return { problem: error.problem, exit: error.code === 'internal' ? failedInside : exitCodeOf(error.code) }
  if (error instanceof Refusal) return ending(problemOf(error))
  if (error instanceof CommanderError) return ending(misused(error))
  return { problem: broken(error), exit: failedInside }
}

/** The person said no. */
export class Cancelled extends Error {}

const ending = (problem: Problem): Ending => ({ problem, exit: exitCodeOf(problem.code) })

const cancelledBefore = problemOf(new Refusal('edit_cancelled', 'Cancelled before anything was held.'))

function misused({ code, message }: CommanderError): Problem {
  const cause =
    code === 'commander.help'
      ? 'a command is missing'
      : message
          .replace(/^error: /, '')
          .replace(/\.?\n/g, '. ')
          .replace(/\.$/, '')
  const refused = problemOf(
    new Refusal(code === 'commander.unknownOption' ? 'unknown_option' : 'bad_usage', `${cause.charAt(0).toUpperCase()}${cause.slice(1)}.`),
  )
  return { ...refused, next: refusalKinds.bad_usage.next }
}

function broken(error: unknown): Problem {
  return {
    type: 'urn:keter:failure:internal',
    title: 'The command broke',
    status: 500,
    code: 'internal',
    detail: error instanceof Error ? error.message : String(error),
    next: 'Try again; with KETER_DEBUG=1 it says where. What was charged stands in `keter charges`.',
    charged: 'not known here; see `keter charges`',
  }
}

/** For people: what, why, what now, and whether it cost anything. */
export function problemInWords({ title, detail, next, charged }: Problem): string {
  return [`${title}. ${plain(detail)}`, `Next:    ${plain(next)}`, `Charged: ${charged}.`].join('\n')
}

/** Prints the problem where it belongs and gives the exit code. */
export function showEnding(terminal: Terminal, error: unknown, env: NodeJS.ProcessEnv): number {
  const { problem, exit } = endingOf(error)
  if (terminal.json) terminal.answer(problem, () => '')
  else terminal.note(problemInWords(problem))
  if (env.KETER_DEBUG && error instanceof Error) terminal.note(error.stack ?? error.message)
  return exit
}
