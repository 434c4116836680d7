// Checks the types of everything, and writes the declarations that other TypeScript projects read (`dist/**/*.d.ts`). Part of `npm test`.
// It first writes the interfaces that services written by hand import. What runs needs none of it: `prepare.mjs` builds without it.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const words = ['-p', 'tsconfig.json', '--emitDeclarationOnly', '--incremental', '--tsBuildInfoFile', 'dist/.made/types']
const startedAt = performance.now()
process.stderr.write('checking types…')
const compiler = 'node_modules/typescript/bin/tsc'
const run = (...words) => spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8' })
const writing = run('dist/tools/write-types.js')
if (writing.status !== 0) throw new Error(`The interfaces of services could not be written: ${writing.error ?? writing.stderr}`)
const { status, stdout, stderr, error } = run(compiler, ...words)
process.stderr.write(` ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
if (error !== undefined) throw error
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}\nThe types do not fit: correct the lines above, then run the same command again.\n`)
  process.exitCode = 1
}
