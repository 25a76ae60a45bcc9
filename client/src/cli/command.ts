// What every command has in common: --json, and that its work ends in an exit code.
import type { Command, CommandOptions } from 'commander'
import type { StudioFlags } from './studio.ts'
import type { Surroundings } from './surroundings.ts'
import { Terminal } from './terminal.ts'

export interface CommandContext {
  readonly surroundings: Surroundings
  readonly terminal: Terminal
}

export interface Program {
  readonly commander: Command
  readonly surroundings: Surroundings
  /** Exit code of the command that ran. */
  exit: number
}

export type CommonFlags = StudioFlags & Readonly<Record<string, unknown>>

/** A command that needs no studio. */
export function addCommand(parent: Command, usage: string, description: string, more: CommandOptions = {}): Command {
  return parent.command(usage, more).description(description).option('--json', 'one JSON document on standard output, everything else on standard error')
}

/** A command that speaks to a studio: the one named, else an embedded one for its length. */
/** `isDefault`: what its parent does without the word. */
export function addStudioCommand(parent: Command, usage: string, description: string, more: CommandOptions = {}): Command {
  return addCommand(parent, usage, description, more)
    .option('--url <address>', 'studio to use (KETER_URL); without one, an embedded studio runs for the length of the command')
    .option('--key <key>', 'API key for it (KETER_KEY)')
}

/** @param work gets what was given on the command line: arguments, then flags last. */
export function does<Given extends unknown[]>(
  program: Program,
  command: Command,
  work: (context: CommandContext, flags: CommonFlags, ...given: Given) => Promise<number>,
): void {
  command.action(async (...all: unknown[]) => {
    const given = all.slice(0, -2) as Given
    const flags = all.at(-2) as CommonFlags
    const { surroundings } = program
    program.exit = await work({ surroundings, terminal: new Terminal(surroundings, flags.json === true) }, flags, ...given)
  })
}
