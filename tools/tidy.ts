// The command `node dist/tools/tidy.js`: tells every place where the tree breaks the rules of STYLE.md that a machine can check.
// `tests/tidy.test.ts` runs the same rules as a test. `--summary` counts instead: one line per rule.

import { fileURLToPath } from 'node:url'
import { readProject } from './tidy/project.ts'
import { format, tidy } from './tidy/rules.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const findings = tidy(readProject(root))

if (process.argv.includes('--summary')) {
  const names = [...new Set(findings.map(({ rule }) => rule))].sort()
  for (const name of names) console.log(`${String(findings.filter(({ rule }) => rule === name).length).padStart(5)}  ${name}`)
} else {
  for (const finding of findings) console.log(format(finding))
}
console.log(findings.length === 0 ? 'tidy' : `${findings.length} to put right`)
process.exitCode = findings.length === 0 ? 0 : 1
