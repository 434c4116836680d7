// OpsData in sum: OpsItems and nodes, listed or counted by their attributes, here or, by a sync, in several regions.
// Source: GetOpsSummary, OpsAggregator and OpsFilter, Systems Manager API Reference.

import type { GetOpsSummaryRequest, OpsAggregator, OpsEntity, OpsFilter, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { countLines } from './aggregation.ts'
import type { Aggregator } from './aggregation.ts'
import { compares } from './comparison.ts'
import { informationType, reportOf } from './inventory.ts'
import { managedNodes } from './managed-node.ts'
import { OpsItem } from './ops-item.ts'
import { listed } from './page.ts'
import { ResourceDataSync } from './resource-data-sync.ts'

type Row = Readonly<Record<string, string>>

interface Fact { readonly id: string, readonly type: string, readonly row: Row }

const itemType = 'AWS:OpsItem'
const known = [itemType, informationType, 'AWS:EC2InstanceInformation']

async function factsOf(types: readonly string[], call: Call): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const type of types) {
    if (type === itemType) for (const item of call.of(OpsItem).scan()) facts.push({ id: item.id, type, row: rowOf(item, call) })
    else {
      for (const node of await managedNodes(call)) {
        const row = reportOf(node, informationType, call)?.content[0]
        if (row !== undefined) facts.push({ id: node.id, type, row: { ...row, AccountId: call.account, Region: call.region } })
      }
    }
  }
  return facts
}

function rowOf({ id, type, source, settings, createdAt, changedAt, createdBy }: OpsItem, call: Call): Row {
  const { Title, Status, Priority, Category, Severity } = settings
  return {
    OpsItemId: id, OpsItemType: type, Title, Status, Source: source, CreatedBy: createdBy, CreatedTime: new Date(createdAt).toISOString(),
    LastModifiedTime: new Date(changedAt).toISOString(), AccountId: call.account, Region: call.region,
    ...(Priority !== undefined && { Priority: String(Priority) }), ...(Category !== undefined && { Category }),
    ...(Severity !== undefined && { Severity }),
  }
}

export const GetOpsSummary: Ssm['GetOpsSummary'] = async (input, call) => {
  const { Filters: filters = [], Aggregators: aggregators = [], ResultAttributes: results = [], SyncName: sync } = input
  if (sync !== undefined) return listed(await gathered(input, sync, call))
  const types = [...new Set([...results.map(({ TypeName: type }) => type), ...typesOf(aggregators)])]
  const wrong = types.find(type => !known.includes(type))
  if (wrong !== undefined) throw call.fault('InvalidTypeNameException',
    `The type name ${wrong} is not valid. Use one of ${known.join(', ')}.`)
  const facts = (await factsOf(types.length === 0 ? [itemType] : types, call)).filter(fact =>
    filters.every(filter => passes(fact, filter, call)))
  if (aggregators.length === 0) {
    const CaptureTime = new Date(call.now()).toISOString()
    return listed(facts.map(({ id, type, row }): OpsEntity => ({ Id: id, Data: { [type]: { CaptureTime, Content: [row] } } })))
  }
  return listed(aggregators.map((aggregator): OpsEntity => {
    const { type, counter } = aggregatorOf(aggregator, call)
    const own = facts.filter(fact => fact.type === type && (aggregator.Filters ?? []).every(filter => passes(fact, filter, call)))
    return { Data: { [type]: { Content: countLines(own, [counter]) } } }
  }))
}

function typesOf(aggregators: readonly OpsAggregator[]): string[] {
  return aggregators.flatMap(({ TypeName: type, Aggregators: nested = [] }) => [...type === undefined ? [] : [type], ...typesOf(nested)])
}

/** `AWS:OpsItem.Status`. @throws InvalidFilter */
function passes({ type, row }: Fact, { Key: key, Type: operator, Values: values }: OpsFilter, call: Call): boolean {
  const [, of, attribute = ''] = /^(AWS:\w+)\.(\w+)$/.exec(key) ?? []
  if (of === undefined) throw call.fault('InvalidFilter',
    `The filter ${key} is not valid. Write a type and an attribute, such as AWS:OpsItem.Status.`)
  return of !== type || compares(operator, row[attribute], values)
}

/** @throws InvalidAggregatorException */
function aggregatorOf({ AggregatorType: kind = 'count', TypeName: type, AttributeName: label, Aggregators: nested = [] }: OpsAggregator,
  call: Call): { readonly type: string, readonly counter: Aggregator<Fact> } {
  if (!/^count$/i.test(kind) || type === undefined || label === undefined) {
    throw call.fault('InvalidAggregatorException', 'An aggregator needs TypeName and AttributeName, and counts. Ranges are not answered.')
  }
  const inner = nested.map(each => aggregatorOf({ TypeName: type, ...each }, call).counter)
  return { type, counter: { label, valuesOf: ({ row }) => row[label] === undefined ? [] : [row[label]], nested: inner } }
}

/** What each region of a sync says, by real calls: entities beside one another, counts of each region by themselves. */
async function gathered({ SyncName: _, NextToken: _token, ...input }: GetOpsSummaryRequest, name: string,
  call: Call): Promise<OpsEntity[]> {
  const { source } = call.of(ResourceDataSync).require(name)
  const found: OpsEntity[] = []
  for (const region of new Set(source?.SourceRegions ?? [call.region])) {
    const { Entities: entities = [] } = await call.to('ssm',
      { region, principal: call.principal }).GetOpsSummary({ ...input, MaxResults: 50 })
    found.push(...entities)
  }
  return found
}
