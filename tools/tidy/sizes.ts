// How long things may be, and the comment each file opens with. Prose does not stop growth; limits do.

import { isCallExpression, isFunctionLikeDeclaration, isIdentifier, type Node } from 'typescript/unstable/ast'
import type { Source } from './project.ts'
import { nodeRule, sourceRule, type Rule } from './rule.ts'

const longestFunction = 70
const longestFile = 400
const longestManifest = 150
const longestLine = 140

export const sizeRules: readonly Rule[] = [
  sourceRule('header', 'open the file with one to five sentences: what it is, what it is not, its invariant', function* (source) {
    const sentences = sentencesIn(headerOf(source))
    if (sentences < 1) yield { file: source.path, line: 1, found: 'no comment at the top' }
    if (sentences > 5) yield { file: source.path, line: 1, found: `${sentences} sentences at the top` }
  }),
  nodeRule('function-length', `a function has at most ${longestFunction} lines: give a part of it a name of its own`, (node, source) => {
    if (!isFunctionLikeDeclaration(node) || isSuite(node)) return undefined
    const lines = source.lineOf(node.end) - source.lineOf(node) + 1
    return lines > longestFunction ? `a function of ${lines} lines` : undefined
  }),
  sourceRule('file-length', `a file holds one noun, in ${longestFile} lines (a manifest in ${longestManifest}): find the second noun`,
    function* ({ path, lines }) {
      const count = lines.length - (lines.at(-1) === '' ? 1 : 0)
      const limit = /^src\/services\/[^/]+\/service\.ts$/.test(path) ? longestManifest : longestFile
      if (count > limit) yield { file: path, line: limit + 1, found: `${count} lines` }
    }),
  sourceRule('line-length', `break the line before column ${longestLine + 1}`, function* (source) {
    for (const [index, { length }] of source.lines.entries()) {
      if (length > longestLine) yield { file: source.path, line: index + 1, found: `${length} characters` }
    }
  }),
]

/** The comments before the first statement, as one text; a `#!` line before them does not matter. */
function headerOf(source: Source): string {
  const lines: string[] = []
  for (const line of source.lines.slice(source.lines[0]?.startsWith('#!') ? 1 : 0)) {
    if (!/^\s*(\/\/|\/\*|\*)/.test(line)) break
    lines.push(line.replace(/^\s*(\/\/|\/\*\*?|\*\/|\*)/, '').replace(/\*\/\s*$/, '').trim())
  }
  return lines.join(' ').trim()
}

/** A sentence ends with a stop, a space, and no small letter after it; the last one need not have its stop. */
function sentencesIn(text: string): number {
  const sentences = text.replace(/\b(e\.g|i\.e|etc|vs|cf)\./g, '').split(/[.!?](?:[)'"`]*\s+|$)(?=[^a-z]|$)/)
  return sentences.filter(part => /[a-z]{2}/i.test(part)).length
}

/** The body of `describe(…)` groups tests as a file does; it is as long as they are. */
function isSuite(node: Node): boolean {
  if (!isCallExpression(node.parent)) return false
  const { expression: name } = node.parent
  return isIdentifier(name) && ['describe', 'suite'].includes(name.text)
}
