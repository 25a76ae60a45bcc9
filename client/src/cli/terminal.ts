// Where words go. With --json, standard output carries one JSON document and nothing else ever; people's words go to standard error.
import { styleText } from 'node:util'
import type { Output, Surroundings } from './surroundings.ts'

export class Terminal {
  readonly json: boolean
  readonly errors: Output
  readonly #surroundings: Surroundings
  #answered = false

  constructor(surroundings: Surroundings, json: boolean) {
    this.#surroundings = surroundings
    this.errors = surroundings.stderr
    this.json = json
  }

  /** The command's answer: the document with --json, else its text. */
  answer(document: unknown, text: () => string): void {
    if (!this.json) {
      this.show(text())
      return
    }
    if (this.#answered) throw new Error('a command gives one document')
    this.#answered = true
    this.#surroundings.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
  }

  /** For people only. */
  show(text: string): void {
    if (!this.json) this.#surroundings.stdout.write(`${text}\n`)
  }

  /** Beside the answer: what is going on, what went wrong. */
  note(text: string): void {
    this.errors.write(`${text}\n`)
  }

  /** Whether somebody is there who can be asked. */
  get interactive(): boolean {
    return this.#surroundings.stdin.isTTY === true && this.errors.isTTY === true
  }

  readonly strong = (text: string): string => this.#styled('bold', text)
  readonly faint = (text: string): string => this.#styled('dim', text)

  /** Asks on standard error. No, and Ctrl-C, are both false. */
  async confirm(question: string): Promise<boolean> {
    const { confirm } = await import('@clack/prompts')
    const { stdin, stderr, signal } = this.#surroundings
    const input = stdin as unknown as NonNullable<Parameters<typeof confirm>[0]['input']>
    const output = stderr as unknown as NonNullable<Parameters<typeof confirm>[0]['output']>
    return (await confirm({ message: question, initialValue: true, input, output, signal })) === true
  }

  #styled(style: 'bold' | 'dim', text: string): string {
    const { stdout, env } = this.#surroundings
    return stdout.isTTY && !env.NO_COLOR && !this.json ? styleText(style, text, { validateStream: false }) : text
  }
}
