// Daily snapshots of Elasticsearch domains (Service Terms 36): one each day at the domain's hour, kept for fourteen days, gone afterwards.
// None is made: which there are follows from when the domain was made.

import { key } from '../../../std/key.ts'
import { dayMs, hourMs, instant } from '../../calendar.ts'
import { desk } from '../desk.ts'
import type { Office } from '../office.ts'
import type { Rule } from '../rule.ts'
import { onAll } from '../rule.ts'

interface Domain { readonly madeAt: number, readonly hour: number }

const keptMs = 14 * dayMs

function snapshotsOf(office: Office, account: string, domain: string): string[] {
  const found = office.table<Domain>('es.domain').get(key(account, domain))
  if (found === undefined) return []
  const now = office.now()
  const moments: string[] = []
  const first = Math.max(found.madeAt, now - keptMs)
  for (let at = first - first % dayMs + found.hour * hourMs; at <= now; at += dayMs) if (at >= first) moments.push(instant(at))
  return moments
}

export const domainSnapshots: readonly Rule[] = [
  {
    id: 'domain-snapshots', clauses: ['36#1', '36#3'], says: 'A domain has a snapshot of each of the last fourteen days.',
    reactions: onAll(['es:CreateElasticsearchDomain', 'opensearch:CreateDomain'], {
      after: ({ office, call, input }) => {
        const { AutomatedSnapshotStartHour: hour = 0 } = (input['SnapshotOptions'] ?? {}) as { AutomatedSnapshotStartHour?: number }
        office.table<Domain>('es.domain').put(key(call.account, String(input['DomainName'])), { madeAt: office.now(), hour })
      },
    }),
    controls: [{
      method: 'GET', path: 'es/snapshots', says: 'the automatic snapshots of a domain', example: 'GET /_orrery/es/snapshots?domain=logs',
      run: (office, _rule, _body, query) => ({
        snapshots: snapshotsOf(office, query.get('account') ?? '000000000000', query.get('domain') ?? ''),
      }),
    }],
  },
  desk({
    path: 'es/snapshot-deletion', says: 'deletes an automatic snapshot of a domain', takes: { domain: 'text', snapshot: 'text' },
    bars: {
      '36#2': ({ office, account, given }) => snapshotsOf(office, account, String(given['domain'])).includes(String(given['snapshot']))
        ? 'Kept: automatic snapshots stay for fourteen days.' : undefined,
    },
  }),
]
