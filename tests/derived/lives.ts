// The lives of all derived resources of some services, counted. What is labelled `stores` passes; resources that do not pass stand in
// `tools/models/withheld.tsv` and are refused. A service that is not called is not loaded.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Cloud } from '../../src/index.ts'
import { derivedNames } from '../../src/kernel/resource/derive/derived-service.ts'
import { Caller } from './caller.ts'
import { live, Otherwise } from './lifecycle.ts'

/** What ends a whole service with it, by service: it lives last. */
const last: Readonly<Record<string, string>> = { quicksight: 'AccountSubscription' }

/** @param least how many must pass, beside those of services that are written by hand, which take theirs with them */
export async function allLive(t: TestContext, isMeant: (id: string) => boolean, least: number): Promise<void> {
  const cloud = await Cloud.open({ lifecycle: 'instant', log: line => { failures.push(`log: ${line}`) } })
  t.after(() => cloud.close())
  const failures: string[] = []
  const caller = new Caller(cloud)
  const { catalogue, services } = cloud.core
  const counts = { services: 0, resources: 0, operations: 0, compared: 0 }
  for (const { id } of catalogue.entries) {
    if (!isMeant(id)) continue
    const { model: service, derivation } = (await services.load(id))!
    const passed = new Set<string>()
    for (const resource of [...derivation?.resources ?? []].sort((a, b) => Number(a.noun === last[id]) - Number(b.noun === last[id]))) {
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
  assert.ok(counts.resources >= least, `only ${counts.resources} resources`)
}
