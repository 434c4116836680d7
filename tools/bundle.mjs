// Gathers what runs into few files, so that a start does not read some three hundred: the command and the package's own entry, the chunks
// that both share, and one for each service, read when the service is first called. Tests run the files one by one.

import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

const entryPoints = { orrery: 'dist/cli/orrery.js', index: 'dist/src/index.js' }

/**
 * @param root the project's folder, with what transpile.mjs made
 * @returns what could not be gathered, in words; none where all is well
 */
export async function bundle(root) {
  const { build } = await import('esbuild')
  const folder = join(root, 'dist/bundle')
  try {
    const { metafile } = await build({
      absWorkingDir: root, entryPoints, outdir: folder, plugins: [ownAddresses(folder)], metafile: true, logLevel: 'silent',
      bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', packages: 'external',
    })
    const made = new Set(Object.keys(metafile.outputs).map(path => relative('dist/bundle', path)))
    for (const file of readdirSync(folder)) if (!made.has(file)) rmSync(join(folder, file))
    return []
  } catch (error) {
    return [error.message]
  }
}

/** A module that asks where it lies, to read data beside it, is told where its own file is. */
function ownAddresses(folder) {
  return {
    name: 'own addresses',
    setup: ({ onLoad }) => onLoad({ filter: /\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const address = `new URL(${JSON.stringify(relative(folder, path).replaceAll('\\', '/'))}, import.meta.url).href`
      return { contents: text.replaceAll('import.meta.url', address), loader: 'js' }
    }),
  }
}
