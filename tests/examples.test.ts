// The request and response examples that ship with aws-sdk v2, replayed. How many of each service pass stands in
// `tests/examples/rates.tsv`,
// which COVERAGE.md shows; no derived service may pass less than it says. A written one may refuse more exactly what examples leave out.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Cloud } from '../src/index.ts'
import { legacyFiles } from '../tools/models/legacy.ts'
import { Caller } from './derived/caller.ts'
import type { Example } from './examples/replay.ts'
import { replay } from './examples/replay.ts'

type Written = Readonly<Record<string, readonly { readonly input?: object, readonly output?: object }[]>>

const apiDirectory = join(dirname(createRequire(import.meta.url).resolve('aws-sdk/package.json')), 'apis')
const ratesPath = fileURLToPath(new URL('../../tests/examples/rates.tsv', import.meta.url))

test('examples of AWS are answered, and what they put in comes out', async t => {
  const recorded = new Map(readFileSync(ratesPath, 'utf8').trimEnd().split('\n').slice(1).map(row => {
    const [service, , passed] = row.split('\t')
    return [service!, Number(passed)] as const
  }))
  const rows: string[] = []
  const fallen: string[] = []
  let [all, passedInAll] = [0, 0]
  for (const [id, fileName] of legacyFiles(apiDirectory)) {
    const examples = examplesOf(join(apiDirectory, fileName.replace('.min.json', '.examples.json')))
    if (examples.length === 0) continue
    const cloud = await Cloud.open({ lifecycle: 'instant', seed: id, log: () => {} })
    const slack = cloud.core.services.writtenIds.includes(id) ? 3 : 0
    const { passed, failures } = await replay(new Caller(cloud), cloud.core.catalogue.service(id)!, examples)
    await cloud.close()
    rows.push(`${id}\t${examples.length}\t${passed}`)
    all += examples.length
    passedInAll += passed
    if (passed < (recorded.get(id) ?? 0) - slack) fallen.push(`${id}: ${passed} of ${recorded.get(id)}`, ...failures)
  }
  t.diagnostic(`${passedInAll} of ${all} examples of ${rows.length} services pass`)
  if (process.env['ORRERY_PRINT_RATES'] !== undefined) console.log(rows.join('\n'))
  assert.deepEqual(fallen, [])
})

function examplesOf(path: string): Example[] {
  const text = readOr(path)
  if (text === undefined) return []
  const { examples } = JSON.parse(text) as { readonly examples: Written }
  return Object.entries(examples).flatMap(([operation, all]) =>
    all.map(({ input = {}, output = {} }) => ({ operation, input: { ...input }, output: { ...output } })))
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
