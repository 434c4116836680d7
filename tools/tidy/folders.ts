// The shape of a service's folder: its manifest, its README, one file per noun, a test beside each file that does something.

import { isFunctionLikeDeclaration } from 'typescript/unstable/ast'
import type { Rule } from './rule.ts'

const serviceFolder: Rule = {
  name: 'service-folder',
  instead: 'a service has `service.ts` (its manifest) and `README.md` (what is faithful and what is not)',
  * check({ files }) {
    const services = new Set([...files.keys()].flatMap(path => /^src\/services\/([^/]+)\//.exec(path)?.[1] ?? []))
    for (const service of services) {
      // One that only puts right what is derived has nothing else.
      const isWritten = [...files.keys()].some(path => path.startsWith(`src/services/${service}/`) && !path.endsWith('/derived.ts'))
      if (!isWritten) continue
      for (const name of ['service.ts', 'README.md']) {
        const file = `src/services/${service}/${name}`
        if (!files.has(file)) yield { file, line: 1, found: 'a missing file' }
      }
    }
  },
}

const testBeside: Rule = {
  name: 'test-beside',
  instead: 'test a file beside it: `queue.ts` in `queue.test.ts`',
  * check({ files, sources }) {
    for (const { path, nodes, isTest } of sources) {
      if (isTest || !/^src\/services\/[^/]+\//.test(path) || path.endsWith('/service.ts')) continue
      const test = path.replace(/\.ts$/, '.test.ts')
      if (nodes.some(isFunctionLikeDeclaration) && !files.has(test)) yield { file: path, line: 1, found: `no ${test}` }
    }
  },
}

export const folderRules: readonly Rule[] = [serviceFolder, testBeside]
