// The command `npm run coverage`: writes COVERAGE.md. `tests/coverage.test.ts` fails when the file says something else than it would write.
// It opens a cloud in memory, because what a service answers is known when its declaration and its model have been joined.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Cloud } from '../src/index.ts'
import type { ServiceFact } from './coverage/page.ts'
import { coveragePage } from './coverage/page.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const coveragePath = join(root, 'COVERAGE.md')

/** What COVERAGE.md should say now. */
export async function coverageText(): Promise<string> {
  const cloud = await Cloud.open()
  try {
    const { catalogue, services } = cloud.core
    const written = new Set(services.writtenIds)
    const facts: ServiceFact[] = []
    for (const { id, serviceId, operationCount } of catalogue.entries) {
      const operations = (await services.coverage(id))!
      const resources = (await services.load(id))!.derivation?.resources.map(({ noun }) => noun) ?? []
      const stores = operations.filter(({ label }) => label === 'stores').length
      facts.push({
        id, name: serviceId, operationCount,
        ...(written.has(id) ? { operations } : resources.length > 0 && { derived: { stores, resources } }),
      })
    }
    return coveragePage(facts)
  } finally {
    await cloud.close()
  }
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const text = await coverageText()
  const isChanged = !existsSync(coveragePath) || readFileSync(coveragePath, 'utf8') !== text
  if (isChanged) writeFileSync(coveragePath, text)
  console.log(isChanged ? 'COVERAGE.md is written' : 'COVERAGE.md is up to date')
}
