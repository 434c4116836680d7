// What is told of a request: to its fleet, and to the feed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tell } from './spot-news.ts'

function spy(hasFeed: boolean) {
  const did: string[] = []
  const call = {
    accountTable: () => ({ has: () => hasFeed }), now: () => 3_600_000, sequence: () => 1,
    setTimer: (kind: string, id: string, at: number) => { did.push(`${kind} ${id} ${at}`) },
    table: () => ({ put: (_: string, { EventInformation: event }: { EventInformation: { EventSubType: string } }) => {
      did.push(event.EventSubType)
    } }),
  } as never
  return { call, did }
}

test('a fulfilled request arms the feed and is noted; one that ends wakes its fleet', () => {
  const cases = [
    [{ State: 'active', InstanceId: 'i', terms: {} }, 'fulfilled', true, ['datafeed feed 7200000']],
    [{ State: 'active', InstanceId: 'i', terms: {} }, 'fulfilled', false, []],
    [{ State: 'active', InstanceId: 'i', terms: { fleet: 'f' } }, 'fulfilled', false, ['launched']],
    [{ State: 'active', InstanceId: 'i', terms: { fleet: 'f' } }, 'marked-for-termination', false, ['termination_notified']],
    [{ State: 'closed', InstanceId: 'i', terms: { fleet: 'f' } }, 'instance-terminated-by-price', false, ['terminated', 'fleet f 3600000']],
    [{ State: 'closed', terms: { fleet: 'f' } }, 'schedule-expired', false, ['fleet f 3600000']],
  ] as const
  for (const [request, code, hasFeed, expected] of cases) {
    const { call, did } = spy(hasFeed)
    tell(request, code, call)
    assert.deepEqual(did, expected, code)
  }
})
