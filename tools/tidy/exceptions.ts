// The exceptions to tidy's rules: a table in `tools/tidy-exceptions.tsv` (rule, file, count, reason) that may only shrink.
// Invariant: an exception forgives exactly as many violations as there are; one that forgives more is itself an error.

import type { Violation } from './rule.ts'

export interface Exception {
  readonly rule: string
  readonly file: string
  readonly count: number
  readonly reason: string
  /** 1-based line in the table. */
  readonly line: number
}

/** A violation and the rule it breaks. */
export interface Finding extends Violation { readonly rule: string, readonly instead: string }

export const exceptionsFile = 'tools/tidy-exceptions.tsv'
const heading = 'rule\tfile\tcount\treason'

/** Reads the table; a line that is not an exception becomes a finding of its own. */
export function readExceptions(text: string, ruleNames: ReadonlySet<string>): { exceptions: Exception[], findings: Finding[] } {
  const exceptions: Exception[] = []
  const findings: Finding[] = []
  for (const [index, row] of text.split('\n').entries()) {
    if (row === '' || row === heading) continue
    const line = index + 1
    const [rule = '', file = '', count = '', reason = '', ...rest] = row.split('\t')
    const found = !ruleNames.has(rule) ? `the unknown rule '${rule}'`
      : !/^[1-9][0-9]*$/.test(count) ? `the count '${count}'`
      : reason.trim() === '' || rest.length > 0 ? 'an exception without a reason'
      : exceptions.some(other => other.rule === rule && other.file === file) ? 'a second exception for the same rule and file' : undefined
    if (found === undefined) exceptions.push({ rule, file, count: Number(count), reason, line })
    else findings.push(finding(line, found, 'a line is: rule, file, count, reason, with tabs between them'))
  }
  return { exceptions, findings }
}

/** What is left of the findings: those no exception forgives, and exceptions that forgive more than there is. */
export function withExceptions(findings: readonly Finding[], exceptions: readonly Exception[]): Finding[] {
  const left = new Set(findings)
  for (const { rule, file, count, line } of exceptions) {
    const forgiven = findings.filter(found => found.rule === rule && found.file === file)
    const needed = forgiven.length
    if (needed <= count) for (const found of forgiven) left.delete(found)
    if (needed === 0) left.add(finding(line, `an exception to '${rule}' that ${file} does not need`, 'remove the line'))
    else if (needed < count) left.add(finding(line, `more exceptions to '${rule}' than ${file} needs`, `lower the count to ${needed}`))
  }
  return [...left]
}

function finding(line: number, found: string, instead: string): Finding {
  return { rule: 'exception', file: exceptionsFile, line, found, instead }
}
