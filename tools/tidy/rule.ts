// The face of a rule of tidy: what it is called, what it finds, and what to do instead. The rules are in the files beside this one.

import type { Node } from 'typescript/unstable/ast'
import type { Project, Source } from './project.ts'

/** One place that breaks a rule. `found` says what stands there. */
export interface Violation { readonly file: string, readonly line: number, readonly found: string }

export interface Rule {
  /** How the exceptions file and STYLE.md call it. */
  readonly name: string
  /** What to do instead, said to the person who broke it. */
  readonly instead: string
  check(project: Project): Iterable<Violation>
}

/** A rule that judges each file of code by itself. */
export function sourceRule(name: string, instead: string, check: (source: Source) => Iterable<Violation>): Rule {
  return { name, instead, check: ({ sources }) => sources.flatMap(source => [...check(source)]) }
}

/** A rule that judges each node by itself: `find` says what is wrong with it, or nothing. */
export function nodeRule(name: string, instead: string, find: (node: Node, source: Source) => string | undefined): Rule {
  return sourceRule(name, instead, function* (source) {
    for (const node of source.nodes) {
      const found = find(node, source)
      if (found !== undefined) yield { file: source.path, line: source.lineOf(node), found }
    }
  })
}
