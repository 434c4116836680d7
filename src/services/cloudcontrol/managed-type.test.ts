// The call that handlers get: the caller's own in everything, but for whom it calls others as.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call, Principal } from '../../kernel/service.ts'
import { actingAs, pointers } from './managed-type.ts'

class Recorded {
  readonly #account = '123456789012'
  readonly targets: unknown[] = []
  get account() { return this.#account }
  uuid() { return this.#account }
  to(service: string, target: unknown) { this.targets.push([service, target]) }
}

test('calls of others carry the principal, unless they name another', () => {
  const recorded = new Recorded()
  const principal: Principal = { kind: 'root', account: '1', arn: '', userId: '1' }
  const acting = actingAs(principal, recorded as unknown as Call)
  assert.equal(acting.account, '123456789012')
  assert.equal(acting.uuid(), '123456789012')
  acting.to('sqs')
  acting.to('sqs', { region: 'eu-west-1' })
  const other: Principal = { ...principal, account: '2' }
  acting.to('sts', { principal: other })
  assert.deepEqual(recorded.targets, [['sqs', { principal }], ['sqs', { principal, region: 'eu-west-1' }], ['sts', { principal: other }]])
})

test('paths as AWS writes them', () => {
  assert.equal(pointers(['Arn', 'DnsOptions/Preference']), '[/properties/Arn, /properties/DnsOptions/Preference]')
})
