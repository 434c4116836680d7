// Every operation of every installed AWS SDK for JavaScript v3 client: its requests reach the right operation with what was meant, and it
// reads from our answers and faults what was said.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { openCatalogue } from '../../src/model/catalogue.ts'
import { Findings } from './findings.ts'
import { scriptDifferences, substitutes } from './known-differences.ts'
import { tryClient } from './script-codec.ts'

const manifest = createRequire(import.meta.url).resolve('@aws-sdk/client-sqs/package.json')
const packageNames = readdirSync(join(dirname(manifest), '..')).filter(name => name.startsWith('client-')).sort()

test('requests of v3 clients are read here, and our answers and faults there', async context => {
  const catalogue = openCatalogue()
  const findings = new Findings()
  for (const packageName of packageNames) await tryClient(catalogue, packageName, substitutes, findings)
  context.diagnostic(`${packageNames.length} clients, ${findings.operations} operations, ${findings.roundTrips} round trips`)
  assert.ok(findings.operations > 1_800, String(findings.operations))
  findings.judge(scriptDifferences)
})
