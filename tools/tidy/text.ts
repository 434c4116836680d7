// What no tracked file may say, in code, comment or documentation; and marks that tests and comments must not keep.
// Documentation is judged whole, code by its comments, where only prose can offend.

import {
  isCallExpression, isIdentifier, isObjectLiteralExpression, isPropertyAccessExpression, isPropertyAssignment, SyntaxKind, type Node,
} from 'typescript/unstable/ast'
import type { Project } from './project.ts'
import { nodeRule, type Rule, type Violation } from './rule.ts'

interface Prose { readonly file: string, readonly line: number, readonly text: string }

/** Lines of documentation, and of comments in code. Inline code in documentation is a quotation, and left out. */
function* proseOf({ files, sources }: Project): Iterable<Prose> {
  for (const [file, text] of files) {
    if (!file.endsWith('.md')) continue
    for (const [index, line] of text.split('\n').entries()) yield { file, line: index + 1, text: line.replace(/`[^`]*`/g, '') }
  }
  for (const { path, comments, lineOf } of sources) {
    for (const { start, text } of comments) {
      const first = lineOf(start)
      for (const [index, line] of text.split('\n').entries()) yield { file: path, line: first + index, text: line }
    }
  }
}

/** Every line of every tracked text file. The lock file and the licence are not ours to word. */
function* linesOf({ files }: Project): Iterable<Prose> {
  for (const [file, text] of files) {
    if (file === 'LICENSE') continue
    for (const [index, line] of text.split('\n').entries()) yield { file, line: index + 1, text: line }
  }
}

function textRule(name: string, instead: string, lines: (project: Project) => Iterable<Prose>, pattern: RegExp): Rule {
  return {
    name, instead,
    * check(project): Iterable<Violation> {
      for (const { file, line, text } of lines(project)) {
        const match = pattern.exec(text)
        if (match !== null) yield { file, line, found: `'${match[0].trim()}'` }
      }
    },
  }
}

const openWork = textRule('open-work', 'do it now, or say in the README what differs from AWS', proseOf, /\b(TODO|FIXME|XXX|HACK)\b/)

const machinePath = textRule('machine-path', 'write paths relative to the project; a test takes a fresh folder from os.tmpdir()', linesOf,
  /(?<![\w.*/-])\/(work|root|home\/\w+|Users\/\w+|tmp\/\w+)(?=[/\s'"`),;:.]|$)/)

const registryHost = textRule('registry', 'name the package; which registry answers is the user\'s setting', linesOf,
  /\b(registry\.[\w-]+\.\w+|pypi\.org|files\.pythonhosted\.org|deb\.debian\.org|proxy\.golang\.org|ghcr\.io)\b/)

/** AWS has agents, sessions and tickets of its own, so only phrases that cannot mean those are listed. */
const organisationPhrases = [
  'sub-?agents?', 'the (lead|brief) (says|said|asks|asked|wants|wanted|decides|decided)', '(another|a later|an earlier) (session|helper)',
  '(issue|ticket) #?\\d+', '(coding|AI) assistant', 'ChatGPT', 'Claude Code',
]
const organisation = textRule('organisation', 'describe the project as its users find it, not how it came about', proseOf,
  new RegExp(`\\b(${organisationPhrases.join('|')})\\b`, 'i'))

const secret = textRule('secret', 'make the key when the test or the program runs', linesOf, /-----BEGIN [A-Z ]*PRIVATE KEY-----/)

const trackedOutput: Rule = {
  name: 'tracked-output',
  instead: 'what a tool makes is made again: add it to .gitignore and `git rm --cached` it',
  * check({ files }) {
    for (const file of files.keys()) {
      if (/^(dist|generated|node_modules|\.orrery|\.cache)\//.test(file)) yield { file, line: 1, found: 'a tracked output' }
    }
  },
}

const only = nodeRule('only', 'run one file with `npm test -- part/of/its/path`', node =>
  markOf(node) === 'only' ? 'a test that silences the others' : undefined)

const skip = nodeRule('skip', 'give the reason as text: `{ skip: \'needs …\' }` or `t.skip(\'needs …\')`', node => {
  const mark = markOf(node)
  return mark === 'skip' || mark === 'todo' ? `a ${mark} without a reason` : undefined
})

/**
 * `only`, `skip` or `todo` where a test is marked: `test.only(…)`, `test.skip('name', …)`, `{ only: true }`, `{ skip: true }`, `t.skip()`.
 * A context's `t.skip('reason')` and an option's text are reasons, and fine.
 */
function markOf(node: Node): string | undefined {
  if (isPropertyAssignment(node)) {
    const isSet = isTestOption(node) && node.initializer.kind === SyntaxKind.TrueKeyword
    return isSet ? node.name.getText() : undefined
  }
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return undefined
  const { expression: marked, name } = node.expression
  if (!isIdentifier(marked)) return undefined
  if (testFunctions.has(marked.text)) return name.text
  return ['t', 'context'].includes(marked.text) && node.arguments.length === 0 ? name.text : undefined
}

const testFunctions = new Set(['test', 'it', 'describe', 'suite'])

function isTestOption({ parent: options }: Node): boolean {
  return isObjectLiteralExpression(options) && isCallExpression(options.parent)
    && isIdentifier(options.parent.expression) && testFunctions.has(options.parent.expression.text)
}

export const textRules: readonly Rule[] = [openWork, machinePath, registryHost, organisation, secret, trackedOutput, only, skip]
