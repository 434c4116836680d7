// docs/terms.md: every clause of the service terms with its rule, the test that holds it, and its status; nothing is left out. Pure text.

import type { Clause, ClauseClass } from '../../src/contract/terms/clause.ts'
import type { Rule } from '../../src/contract/terms/rule.ts'

export interface TermsFacts {
  readonly clauses: readonly Clause[]
  readonly rules: readonly Pick<Rule, 'id' | 'clauses' | 'isPolicy'>[]
  /** Files whose tests are named by their clauses, with the clauses. */
  readonly tests: readonly { readonly file: string, readonly clauses: readonly string[] }[]
}

const idle: Readonly<Partial<Record<ClauseClass, string>>> = { INFO: 'nothing to do', METER: 'not yet: no test of the ledger names it' }

/** The page's text. */
export function termsPage({ clauses, rules, tests }: TermsFacts): string {
  const rows = clauses.map(clause => {
    const carriers = rules.filter(rule => rule.clauses.includes(clause.id))
    const holders = tests.filter(test => test.clauses.includes(clause.id))
    return { clause, carriers, holders, isReached: holders.length > 0 }
  })
  const reached = rows.filter(({ isReached }) => isReached)
  const classes = [...new Set(clauses.map(clause => clause.class))].sort()
  return [
    '# Service terms',
    '',
    'Each clause of the provider\'s service terms (edition of 8 December 2020, in our words), the rule that carries it out, and the test',
    'that holds it. Made by `npm run coverage`. A clause is *carried out* where a test is named by it.',
    '',
    '| class | clauses | carried out |',
    '| --- | ---: | ---: |',
    ...classes.map(name => `| ${name} | ${countOf(rows, name)} | ${countOf(reached, name)} |`),
    `| all | ${rows.length} | ${reached.length} |`,
    '',
    '| clause | what | rule | test | status |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(({ clause, carriers, holders, isReached }) => {
      const names = carriers.map(({ id, isPolicy }) => `\`${id}\`${isPolicy === true ? ' (may be off)' : ''}`).join(', ')
      const status = isReached ? 'carried out' : carriers.length > 0 && clause.class !== 'INFO'
        ? 'not yet: no test, for what its rule acts on is not answered yet' : reasonOf(clause)
      const files = holders.map(({ file }) => file).join(', ')
      return `| ${clause.id} | ${clause.text.replaceAll('|', '\\|')} | ${names} | ${files} | ${status} |`
    }),
    '',
  ].join('\n')
}

/** Why nothing carries it out. */
function reasonOf({ class: kind, affected }: Clause): string {
  const known = idle[kind]
  if (known !== undefined) return known
  const local = affected.filter(word => word.startsWith('local:'))
  const isApi = affected.some(word => /^[a-z0-9.-]+:[A-Z]\w+$/.test(word) && !/^(error|state):/.test(word))
  if (isApi) return 'not yet: no rule'
  if (local.length === 0) return 'not yet: no call sets it off'
  return `not yet: there is no ${local.map(word => word.slice('local:'.length)).join(', ')}`
}

function countOf(rows: readonly { readonly clause: Clause }[], name: ClauseClass): number {
  return rows.filter(({ clause }) => clause.class === name).length
}

/** The clauses that tests of a source name: `test('7#1, 7#2: …`. */
export function clausesTested(source: string): string[] {
  const clause = String.raw`\d+(?:\.\w+)*(?:#\d+)?`
  const named = new RegExp(`(?:\\btest\\(|\\bclause: )['\`](${clause}(?:, ${clause})*)[:'\`]`, 'g')
  return [...source.matchAll(named)].flatMap(([, names = '']) => names.split(', '))
}
