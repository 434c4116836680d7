// Indexes: one in each region that may be searched. An aggregator index answers for all regions that have one.
// Source: "Managing the AWS Regions where Resource Explorer is enabled", AWS Resource Explorer User Guide.

import type { GetIndexOutput, ResourceExplorer2 } from '../../../generated/aws/resource-explorer-2.ts'
import { resource } from '../../kernel/service.ts'
import type { Call, Table } from '../../kernel/service.ts'
import { Views } from './view-list.ts'

export interface Index {
  readonly id: string
  readonly type: string
  readonly state: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' | 'DELETED'
  readonly createdAt: number
  readonly updatedAt: number
}

/** Of an account, by region, for what looks over all of them. */
interface Listed { readonly arn: string, readonly type: Index['type'], readonly demotedAt?: number }

const settleMs = 60_000
/** A new aggregator may be named a day after the last one has been demoted. */
const demotionMs = 24 * 3_600_000

export const Index = resource<Index>({
  name: 'Index',
  key: 'id',
  arn: 'arn:{partition}:resource-explorer-2:{region}:{account}:index/{id}',
  tags: 'map',
  notFound: { code: 'ResourceNotFoundException', message: () => 'Index not found.' },
  exists: 'ConflictException',
  lifecycle: {
    field: 'state',
    settles: {
      CREATING: { to: 'ACTIVE', afterMs: settleMs }, UPDATING: { to: 'ACTIVE', afterMs: settleMs },
      DELETING: { to: null, afterMs: settleMs },
    },
  },
})

export const CreateIndex: ResourceExplorer2['CreateIndex'] = ({ Tags: tags }, call) => {
  if (indexHere(call) !== undefined) throw call.fault('ConflictException', 'An index already exists in this Region.')
  const now = call.now()
  const index = call.of(Index).insert({ id: call.uuid(), type: 'LOCAL', state: 'CREATING', createdAt: now, updatedAt: now })
  if (tags !== undefined) call.tags(Index).add(tags, index.id)
  const arn = call.arn(Index, index)
  indexes(call).put(call.region, { ...indexes(call).get(call.region), arn, type: 'LOCAL' })
  return { Arn: arn, State: index.state, CreatedAt: index.createdAt }
}

/** The region's views go with it. */
export const DeleteIndex: ResourceExplorer2['DeleteIndex'] = ({ Arn: arn }, call) => {
  const index = ownIndex(arn, call)
  const deleted = call.of(Index).put({ ...index, state: 'DELETING', updatedAt: call.now() })
  indexes(call).delete(call.region)
  for (const view of [...call.of(Views).scan()]) call.of(Views).delete(view.name, view.id)
  return { Arn: arn, State: deleted.state, LastUpdatedAt: deleted.updatedAt }
}

export const GetIndex: ResourceExplorer2['GetIndex'] = (_, call): GetIndexOutput => {
  const index = indexHere(call)
  if (index === undefined) throw call.fault('ResourceNotFoundException', 'Resource Explorer has no index in this Region.')
  const others = [...indexes(call).scan()].filter(([region]) => region !== call.region)
  const aggregator = others.find(([, { type }]) => type === 'AGGREGATOR')?.[0]
  return {
    Arn: call.arn(Index, index), Type: index.type, State: index.state, CreatedAt: index.createdAt, LastUpdatedAt: index.updatedAt,
    Tags: call.tags(Index).get(index.id),
    ReplicatingFrom: index.type === 'AGGREGATOR' ? others.map(([region]) => region) : [],
    ReplicatingTo: aggregator === undefined ? [] : [aggregator],
  }
}

export const ListIndexes: ResourceExplorer2['ListIndexes'] = function* ({ Type: type, Regions: regions }, call) {
  for (const [region, listed] of indexes(call).scan()) {
    if ((type !== undefined && listed.type !== type) || (regions !== undefined && !regions.includes(region))) continue
    yield { Arn: listed.arn, Region: region, Type: listed.type }
  }
}

/** An account has one aggregator index at a time. */
export const UpdateIndexType: ResourceExplorer2['UpdateIndexType'] = ({ Arn: arn, Type: type }, call) => {
  const index = ownIndex(arn, call)
  if (index.type === type) throw call.fault('ConflictException', `The index is already of type ${type}.`)
  const all = [...indexes(call).scan()]
  if (type === 'AGGREGATOR') {
    const isTaken = all.some(([, listed]) => listed.type === 'AGGREGATOR')
    if (isTaken) throw call.fault('ServiceQuotaExceededException', 'An aggregator index already exists in this account.')
    const waits = all.some(([, { demotedAt }]) => demotedAt !== undefined && call.now() - demotedAt < demotionMs)
    if (waits) throw call.fault('ConflictException', 'Wait 24 hours after demoting the last aggregator index before promoting another.')
  }
  const updated = call.of(Index).put({ ...index, type, state: 'UPDATING', updatedAt: call.now() })
  indexes(call).put(call.region, { arn, type, ...(type === 'LOCAL' && { demotedAt: call.now() }) })
  return { Arn: arn, Type: updated.type, State: updated.state, LastUpdatedAt: updated.updatedAt }
}

/** Regions that a search from here sees. @throws UnauthorizedException where there is no index */
export function searchedRegions(call: Call<'UnauthorizedException'>): readonly string[] {
  const index = indexHere(call)
  if (index === undefined) throw call.fault('UnauthorizedException', 'Resource Explorer is not turned on in this Region.')
  return index.type === 'LOCAL' ? [call.region] : [...indexes(call).scan()].map(([region]) => region)
}

/** The region's index, unless it is on its way out. */
export function indexHere(call: Call): Index | undefined {
  for (const index of call.of(Index).scan()) if (index.state !== 'DELETING') return index
  return undefined
}

function ownIndex(arn: string, call: Call<'ResourceNotFoundException'>): Index {
  const index = indexHere(call)
  if (index !== undefined && call.arn(Index, index) === arn) return index
  throw call.fault('ResourceNotFoundException', `Index ${arn} not found.`)
}

function indexes(call: Call): Table<Listed> {
  return call.accountTable<Listed>('indexes')
}
