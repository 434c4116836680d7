// What a command of `orrery` is: its name, what it teaches in `--help`, and what it does. Also how it speaks to a person.
// Commands print answers to standard output and everything else to standard error.

import type { ParseArgsConfig } from 'node:util'
import type { Remote } from './remote.ts'

export interface Console {
  /** An answer, for people and for other programs. */
  print(line: string): void
  /** Progress and remarks. */
  say(line: string): void
  /** A line that the next one takes the place of, in a terminal; nothing elsewhere. An empty one clears it. */
  progress(line: string): void
}

export interface Invocation {
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly console: Console
  /** The running cloud, for all commands but `start`. */
  readonly remote: Remote
}

export interface Command {
  readonly name: string
  /** What follows the name: `[show | advance 30d]`. */
  readonly usage: string
  /** One line, in the list of commands. */
  readonly summary: string
  /** Paragraphs and examples of `orrery NAME --help`. */
  readonly help: string
  readonly options?: NonNullable<ParseArgsConfig['options']>
  run(invocation: Invocation): Promise<void>
}

/** The command was given words it cannot use: what is wrong and what to do. Ends the program with status 2. */
export class UsageError extends Error {
  readonly remedy: string
  constructor(message: string, remedy: string) {
    super(message)
    this.remedy = remedy
  }
}
