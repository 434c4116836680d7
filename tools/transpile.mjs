// Turns TypeScript into the JavaScript that runs, file by file: types are taken off, `.ts` in relative imports becomes `.js`, nothing else
// changes. It does not check types: `npm test` does, in `check.mjs`. A file is made again when it is newer than what was made of it.

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true, target: 'es2023' } }
const atOnce = 64

/**
 * @param root the project's folder
 * @param sources paths of `.ts` files below it
 * @returns what could not be read, in words; none where all is well
 */
export async function transpile(root, sources) {
  const stale = sources.filter(source => isNewer(join(root, source), outputOf(root, source)))
  if (stale.length === 0) return []
  const [{ transform }, lexer] = await Promise.all([import('esbuild'), import('es-module-lexer')])
  await lexer.init
  const problems = []
  const waiting = [...stale]
  const lane = async () => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      try {
        const text = readFileSync(join(root, source), 'utf8')
        const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20', sourcefile: source, tsconfigRaw })
        const output = outputOf(root, source)
        mkdirSync(dirname(output), { recursive: true })
        writeFileSync(output, withScriptImports(code, lexer.parse), { mode: code.startsWith('#!') ? 0o755 : 0o644 })
      } catch (error) {
        problems.push(error.message)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return problems
}

export function outputOf(root, source) {
  return join(root, 'dist', `${source.slice(0, -'.ts'.length)}.js`)
}

function isNewer(source, output) {
  const made = statSync(output, { throwIfNoEntry: false })
  return made === undefined || statSync(source).mtimeMs > made.mtimeMs
}

/** Relative imports of `.ts` files name the `.js` files instead; last first, so that places stay what they were. */
function withScriptImports(code, parse) {
  let text = code
  for (const { type, specifier, start, end } of [...parse(code)[0]].reverse()) {
    if (specifier === undefined || !/^\.{1,2}\/.*\.ts$/.test(specifier)) continue
    const script = `${specifier.slice(0, -'.ts'.length)}.js`
    // Of a dynamic import the place holds the quotation marks, too.
    text = text.slice(0, start) + (type === 'dynamic' ? JSON.stringify(script) : script) + text.slice(end)
  }
  return text
}
