// The command `npm run coverage`: writes COVERAGE.md and docs/terms.md. Tests fail when a file says something else than it would write.
// It opens a cloud in memory, because what a service answers is known when its declaration and its model have been joined.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Cloud } from '../src/index.ts'
import type { ServiceFact } from './coverage/page.ts'
import { categories } from './coverage/category.ts'
import { coveragePage } from './coverage/page.ts'
import type { Terms } from '../src/contract/terms/terms.ts'
import { clausesTested, termsPage } from './coverage/terms-page.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

export const coveragePath = join(root, 'COVERAGE.md')
export const termsPath = join(root, 'docs/terms.md')

/** What COVERAGE.md should say now. */
export async function coverageText(): Promise<string> {
  const cloud = await Cloud.open()
  try {
    const { catalogue, services } = cloud.core
    const written = new Set(services.writtenIds)
    const known = categories(join(root, 'tools/coverage/categories.tsv'))
    const examples = exampleRates()
    const facts: ServiceFact[] = []
    for (const { id, serviceId, operationCount } of catalogue.entries) {
      const operations = (await services.coverage(id))!
      const { derivation, declaration } = (await services.load(id))!
      // A second face's resources are the first one's.
      const types = declaration.sharesRecordsOf === undefined ? declaration.resources?.length ?? 0 : 0
      const resources = derivation?.resources.map(({ noun }) => noun) ?? []
      const stores = operations.filter(({ label }) => label === 'stores').length
      facts.push({
        id, name: serviceId, operationCount, ...known.get(id), ...(types > 0 && { types }),
        ...(examples.has(id) && { examples: examples.get(id)! }),
        ...(!written.has(id) && { refused: refusedNouns(catalogue.service(id)!.derivation?.refused ?? {}) }),
        ...(written.has(id) && { operations }), ...(resources.length > 0 && { derived: { stores, resources } }),
      })
    }
    return coveragePage(facts)
  } finally {
    await cloud.close()
  }
}

/** How many examples there are of a service, and how many pass, as the test of them holds. */
function exampleRates(): ReadonlyMap<string, readonly [number, number]> {
  const rows = readFileSync(join(root, 'tests/examples/rates.tsv'), 'utf8').trimEnd().split('\n').slice(1)
  return new Map(rows.map(row => {
    const [service, count, passed] = row.split('\t')
    return [service!, [Number(count), Number(passed)]]
  }))
}

/** `Noun is not derived: reason` of each operation → reason by noun. */
function refusedNouns(reasons: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.values(reasons).flatMap(text => {
    const [, noun, reason] = /^(\w+) is not derived: (.*)$/s.exec(text) ?? []
    return noun === undefined ? [] : [[noun, reason!]]
  }))
}

/** Where tests are named by the clauses that they hold. */
const clauseFolders = ['tests/terms', 'tests/money', 'src/services/ec2', 'src/services/organizations', 'src/services/health']

/** What docs/terms.md should say now. */
export async function termsText(): Promise<string> {
  const cloud = await Cloud.open()
  try {
    const { clauses, rules } = cloud.core.parts.get('terms') as Terms
    const files = clauseFolders.flatMap(folder => readdirSync(join(root, folder)).sort().map(file => `${folder}/${file}`))
      .filter(file => file.endsWith('.test.ts') && !file.endsWith('/page.test.ts'))
    const tests = files.map(file => ({ file, clauses: clausesTested(readFileSync(join(root, file), 'utf8')) }))
    // Its tests are made from the rules themselves.
    const said = rules.filter(({ id }) => /^(attestation|licence|disclosure)-/.test(id)).flatMap(rule => rule.clauses)
    return termsPage({ clauses, rules, tests: [...tests, { file: 'tests/terms/first-uses.test.ts', clauses: said }] })
  } finally {
    await cloud.close()
  }
}

function write(path: string, text: string): void {
  const isChanged = !existsSync(path) || readFileSync(path, 'utf8') !== text
  if (isChanged) writeFileSync(path, text)
  console.log(`${relative(root, path)} is ${isChanged ? 'written' : 'up to date'}`)
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  write(coveragePath, await coverageText())
  write(termsPath, await termsText())
}
