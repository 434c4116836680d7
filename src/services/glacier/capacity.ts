// What an account may retrieve: its data retrieval policy, and provisioned capacity bought by the month.
// Source: "Data Retrieval Policies" and "Provisioned Capacity", Amazon S3 Glacier Developer Guide.

import type { GetDataRetrievalPolicyOutputPolicy as DataRetrievalPolicy, Glacier } from '../../../generated/aws/glacier.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid, iso } from './vault.ts'

interface Unit { readonly id: string, readonly startsAt: number, readonly endsAt: number }

const Unit = records<Unit>({ name: 'Unit', key: 'id' })

interface StoredPolicy { readonly id: 'policy', readonly policy: DataRetrievalPolicy }

const Policies = records<StoredPolicy>({ name: 'RetrievalPolicy', key: 'id' })

/** What Standard retrievals have asked for, by the hour. */
interface Retrieved { readonly hour: number, readonly sizeBytes: number }

const Retrieved = records<Retrieved>({ name: 'Retrieved', key: 'hour' })

const strategies: ReadonlySet<string> = new Set(['BytesPerHour', 'FreeTier', 'None'])
const mostUnits = 2
const hourMs = 3_600_000
/** A month, spread evenly, as the Free Tier of retrievals was. */
const freeBytesPerHour = Math.floor((10 * 2 ** 30) / (30 * 24))

export const PurchaseProvisionedCapacity: Glacier['PurchaseProvisionedCapacity'] = (_input, call) => {
  if (units(call).length >= mostUnits) {
    throw call.fault('LimitExceededException', `Provisioned capacity limit of ${mostUnits} units exceeded`)
  }
  const end = new Date(call.now())
  end.setUTCMonth(end.getUTCMonth() + 1)
  const unit = call.of(Unit).insert({ id: call.alphanumeric(44), startsAt: call.now(), endsAt: end.getTime() })
  return { capacityId: unit.id }
}

export const ListProvisionedCapacity: Glacier['ListProvisionedCapacity'] = (_input, call) => ({
  ProvisionedCapacityList: units(call).map(({ id, startsAt, endsAt }) => ({
    CapacityId: id, StartDate: iso(startsAt), ExpirationDate: iso(endsAt) })),
})

function units(call: Call): Unit[] {
  return [...call.of(Unit).scan()].filter(({ endsAt }) => endsAt > call.now())
}

export const SetDataRetrievalPolicy: Glacier['SetDataRetrievalPolicy'] = ({ Policy: policy }, call) => {
  const [rule, ...others] = policy?.Rules ?? []
  if (rule?.Strategy === undefined || others.length > 0 || !strategies.has(rule.Strategy)) throw invalid(call,
    'Invalid data retrieval policy')
  if ((rule.Strategy === 'BytesPerHour') !== (rule.BytesPerHour !== undefined)) throw invalid(call, 'Invalid data retrieval policy')
  call.of(Policies).put({ id: 'policy', policy: { Rules: [rule] } })
}

export const GetDataRetrievalPolicy: Glacier['GetDataRetrievalPolicy'] = (_input, call) => ({ Policy: policyOf(call) })

function policyOf(call: Call): DataRetrievalPolicy {
  return call.of(Policies).get('policy')?.policy ?? { Rules: [{ Strategy: 'None' }] }
}

/** Counts a Standard retrieval against the policy. @throws PolicyEnforcedException */
export function checkRetrieval(sizeBytes: number, call: Call): void {
  const rule = policyOf(call).Rules?.[0]
  const most = rule?.Strategy === 'BytesPerHour' ? rule.BytesPerHour! : rule?.Strategy === 'FreeTier' ? freeBytesPerHour : Infinity
  const hour = Math.floor(call.now() / hourMs)
  const before = call.of(Retrieved).get(hour)?.sizeBytes ?? 0
  if (before + sizeBytes > most) {
    throw call.fault('PolicyEnforcedException', 'InitiateJob request denied by current data retrieval policy.')
  }
  for (const past of call.of(Retrieved).scan()) if (past.hour < hour) call.of(Retrieved).delete(past.hour)
  call.of(Retrieved).put({ hour, sizeBytes: before + sizeBytes })
}
