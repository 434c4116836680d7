// Checks the types of everything, and writes the declarations that other TypeScript projects read (`dist/**/*.d.ts`). Part of `npm test`.
// What runs needs neither: `prepare.mjs` builds without it.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const words = ['-p', 'tsconfig.json', '--emitDeclarationOnly', '--incremental', '--tsBuildInfoFile', 'dist/.made/types']
const startedAt = performance.now()
process.stderr.write('checking types…')
const compiler = 'node_modules/typescript/bin/tsc'
const { status, stdout, stderr, error } = spawnSync(process.execPath, [compiler, ...words], { cwd: root, encoding: 'utf8' })
process.stderr.write(` ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
if (error !== undefined) throw error
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}\nThe types do not fit: correct the lines above, then run the same command again.\n`)
  process.exitCode = 1
}
