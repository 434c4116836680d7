// Every derived resource lives its life through the whole pipeline; what is labelled `stores` passes. Resources that do not pass stand in
// `tools/models/withheld.tsv` and are refused. A service that is not called is not loaded.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../src/index.ts'
import { derivedNames } from '../src/kernel/resource/derive/derived-service.ts'
import { Caller } from './derived/caller.ts'
import { live, Otherwise } from './derived/lifecycle.ts'

/** Beside those of services that are written by hand, which take theirs with them. */
const leastResources = 1_100

test('every derived resource is made, shown, listed, changed, tagged, deleted and gone', async t => {
  const cloud = await Cloud.open({ lifecycle: 'instant', log: line => { failures.push(`log: ${line}`) } })
  t.after(() => cloud.close())
  const failures: string[] = []
  const caller = new Caller(cloud)
  const { catalogue, services } = cloud.core
  const counts = { services: 0, resources: 0, operations: 0, compared: 0 }
  for (const { id } of catalogue.entries) {
    const { model: service, derivation } = (await services.load(id))!
    const passed = new Set<string>()
    for (const resource of derivation?.resources ?? []) {
      try {
        const { operations, compared } = await live(caller, service, derivation!, resource)
        for (const name of operations) passed.add(name)
        counts.resources += 1
        counts.compared += compared
      } catch (error) {
        if (!(error instanceof Otherwise)) throw error
        failures.push(`${id}\t${resource.noun}\t${error.message}`)
      }
    }
    if (passed.size > 0) counts.services += 1
    counts.operations += passed.size
    for (const name of derivedNames(derivation)) if (!passed.has(name)) failures.push(`${id} ${name} is not called`)
  }
  t.diagnostic(`${counts.resources} resources of ${counts.services} services pass; ${counts.operations} operations are called, `
    + `${counts.compared} members are compared; ${failures.length} resources fail`)
  assert.equal(failures.join('\n'), '')
  assert.ok(counts.resources >= leastResources, `only ${counts.resources} resources`)
})
