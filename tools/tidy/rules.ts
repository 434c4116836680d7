// All rules of tidy, and the one function that applies them.

import { callRules } from './calls.ts'
import { exceptionsFile, readExceptions, withExceptions, type Finding } from './exceptions.ts'
import { folderRules } from './folders.ts'
import { importRules } from './imports.ts'
import { languageRules } from './language.ts'
import { nameRules } from './names.ts'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'
import { sizeRules } from './sizes.ts'
import { textRules } from './text.ts'

export const rules: readonly Rule[] = [
  ...importRules, ...callRules, ...nameRules, ...sizeRules, ...languageRules, ...textRules, ...folderRules,
]

/** Applies every rule and the project's own table of exceptions. → what is left to put right, by file and line. */
export function tidy(project: Project): Finding[] {
  const all = rules.flatMap(rule => [...rule.check(project)].map(violation => ({ ...violation, rule: rule.name, instead: rule.instead })))
  const { exceptions, findings } = readExceptions(project.files.get(exceptionsFile) ?? '', new Set(rules.map(({ name }) => name)))
  return [...withExceptions(all, exceptions), ...findings].sort(byPlace)
}

function byPlace(one: Finding, other: Finding): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1
  return one.line - other.line
}

/** `src/wire/xml.ts:12  clock: Date.now. Instead: ask the virtual clock.` */
export function format({ file, line, rule, found, instead }: Finding): string {
  return `${file}:${line}  ${rule}: ${found}. Instead: ${instead}.`
}
