// Every rule of tidy finds what it should and nothing else, shown by the projects of `tidy-cases.ts`; and this project keeps the rules.
// A rule without an offending and a clean row in the table fails, so that a check which cannot fail is noticed.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readExceptions, withExceptions, type Finding } from '../tools/tidy/exceptions.ts'
import { projectsOf, readProject } from '../tools/tidy/project.ts'
import type { Rule } from '../tools/tidy/rule.ts'
import { format, rules, tidy } from '../tools/tidy/rules.ts'
import { tidyCases, type Files } from './tidy-cases.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('each rule', () => {
  const cases = rules.flatMap(rule => {
    const { offends, clean } = tidyCases[rule.name] ?? { offends: [], clean: [] }
    return [...offends.map(files => ({ rule, files, isClean: false })), ...clean.map(files => ({ rule, files, isClean: true }))]
  })
  const projects = projectsOf(cases.map(({ rule, files }) => withHeaders(rule, files)))

  for (const rule of rules) {
    test(rule.name, () => {
      const own = cases.flatMap((one, index) => one.rule === rule ? [{ ...one, project: projects[index] }] : [])
      assert.equal(new Set(own.map(({ isClean }) => isClean)).size, 2, 'tidy-cases.ts has no offending or no clean project for the rule')
      for (const { files, isClean, project } of own) {
        const found = [...rule.check(project ?? assert.fail())].map(violation => `${violation.file}:${violation.line} ${violation.found}`)
        assert.equal(found.length, isClean ? 0 : 1, `${JSON.stringify(files)} → ${found.join('; ') || 'nothing'}`)
      }
    })
  }

  test('is in the table and in STYLE.md by its name', () => {
    const names = rules.map(({ name }) => name)
    const style = readFileSync(join(root, 'STYLE.md'), 'utf8')
    assert.deepEqual(Object.keys(tidyCases).sort(), [...names].sort())
    assert.deepEqual(names.filter(name => !style.includes(`\`${name}\``)), [], 'rules that STYLE.md does not name')
  })
})

function withHeaders(rule: Rule, files: Files): Map<string, string> {
  const isHeaded = (path: string): boolean => /\.(ts|mjs)$/.test(path) && rule.name !== 'header'
  return new Map(Object.entries(files).map(([path, text]) => [path, isHeaded(path) ? `// A file.\n${text}` : text]))
}

describe('an exception', () => {
  const violation = (file: string, line: number): Finding => ({ rule: 'clock', file, line, found: 'Date.now', instead: 'call.now' })
  const left = (rows: string, findings: readonly Finding[]): string[] => {
    const read = readExceptions(`rule\tfile\tcount\treason\n${rows}`, new Set(['clock']))
    return [...withExceptions(findings, read.exceptions), ...read.findings].map(({ file, found }) => `${file}: ${found}`)
  }
  const rows: ReadonlyArray<[title: string, row: string, violations: number, left: RegExp[]]> = [
    ['forgives what it counts', 'clock\ta.ts\t2\tthe door', 2, []],
    ['forgives nothing when there is more', 'clock\ta.ts\t1\tthe door', 2, [/Date\.now/, /Date\.now/]],
    ['is refused when there is less', 'clock\ta.ts\t2\tthe door', 1, [/more exceptions to 'clock' than a\.ts needs/]],
    ['is refused when there is none', 'clock\ta.ts\t1\tthe door', 0, [/that a\.ts does not need/]],
    ['needs a reason', 'clock\ta.ts\t1\t', 0, [/without a reason/]],
    ['needs a count', 'clock\ta.ts\t0\tthe door', 0, [/the count '0'/]],
    ['needs a rule that exists', 'clocks\ta.ts\t1\tthe door', 0, [/unknown rule 'clocks'/]],
  ]
  for (const [title, row, violations, expected] of rows) {
    test(title, () => {
      const found = left(row, Array.from({ length: violations }, (_, line) => violation('a.ts', line + 1)))
      assert.equal(found.length, expected.length, found.join('; '))
      for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? '', pattern)
    })
  }
})

test('the project keeps the rules', () => {
  const breaches = tidy(readProject(root)).map(format)
  assert.equal(breaches.length, 0, `${breaches.length} to put right:\n${breaches.join('\n')}`)
})
