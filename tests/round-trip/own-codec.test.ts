// Every operation of every model, in every protocol that its service answers, through our own codec both ways: what is encoded as a client
// does is decoded as a server does, and the other way round.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../src/model/catalogue.ts'
import { Findings } from './findings.ts'
import { ownDifferences } from './known-differences.ts'
import { tryService } from './own-codec.ts'

test('inputs, outputs and faults of every operation come back as they went', async context => {
  const catalogue = openCatalogue()
  const findings = new Findings()
  for (const { id } of catalogue.entries) await tryService(catalogue, id, findings)
  const { operations, members, roundTrips } = findings
  context.diagnostic(`${catalogue.entries.length} services, ${operations} operations, ${members} members, ${roundTrips} round trips`)
  assert.ok(operations > 20_000 && members > 220_000, `${operations} operations, ${members} members`)
  findings.judge(ownDifferences)
})
