// Every derived resource lives its life through the official client of its service, in the packages that ORRERY_V3_CLIENTS names the folder
// of. Services without a client take our own codec. What does not pass is told by name and reason: most often a client that is older than
// the model and leaves out a member.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Cloud } from '../../src/index.ts'
import { Caller } from '../derived/caller.ts'
import { live, Otherwise } from '../derived/lifecycle.ts'
import { V3Caller } from './derived-v3.ts'

const folder = process.env['ORRERY_V3_CLIENTS']
const missing = 'the clients were not found: ORRERY_V3_CLIENTS is not set'
/** Of the derived ones; those that are written have tests of their own. */
const leastResources = 1_250

test('derived resources live through the clients of the AWS SDK for JavaScript v3', { skip: folder === undefined ? missing : false },
  async t => {
  const packages = new Map(rowsOf('v3-clients.tsv').map(([id, name]) => [id!, name!]))
  const cloud = await Cloud.open({ lifecycle: 'instant', log: () => {} })
  t.after(() => cloud.close())
  const { catalogue, services } = cloud.core
  const counts = { byClient: 0, byCodec: 0, clients: 0 }
  const otherwise: string[] = []
  for (const { id } of catalogue.entries) {
    const { model, derivation } = (await services.load(id))!
    if (derivation === undefined || derivation.resources.length === 0) continue
    const name = packages.get(id)
    const caller = name === undefined ? new Caller(cloud) : await V3Caller.open(folder!, name, cloud)
    if (name !== undefined) counts.clients += 1
    for (const resource of derivation.resources) {
      try {
        await live(caller, model, derivation, resource)
        counts[name === undefined ? 'byCodec' : 'byClient'] += 1
      } catch (error) {
        if (!(error instanceof Otherwise)) throw error
        otherwise.push(`${id}\t${resource.noun}\t${error.message}`)
      }
    }
  }
  t.diagnostic(`${counts.byClient} resources pass through ${counts.clients} clients, ${counts.byCodec} by signed HTTP`)
  for (const each of otherwise) t.diagnostic(each)
  assert.ok(counts.byClient + counts.byCodec >= leastResources, `only ${counts.byClient + counts.byCodec} resources`)
})

/** Rows of a table beside this file, without its head. */
function rowsOf(name: string): string[][] {
  const path = fileURLToPath(new URL(`../../../tests/clients/${name}`, import.meta.url))
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(1).map(row => row.split('\t'))
}
