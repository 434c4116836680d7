// GetInventory: nodes with what was reported of them, filtered by any attribute, counted by attributes, or split into groups.
// Source: GetInventory, InventoryFilter, InventoryAggregator and InventoryGroup, Systems Manager API Reference; "Aggregating inventory
// data",
// User Guide.

import type { InventoryAggregator, InventoryFilter, InventoryResultEntity, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { countLines } from './aggregation.ts'
import type { Aggregator } from './aggregation.ts'
import { compares } from './comparison.ts'
import { checkType } from './inventory-type.ts'
import { informationType, reportOf } from './inventory.ts'
import type { Row } from './inventory.ts'
import { managedNodes } from './managed-node.ts'
import type { ManagedNode } from './managed-node.ts'
import { listed } from './page.ts'

export const GetInventory: Ssm['GetInventory'] = async (input, call) => {
  const { Filters: filters = [], Aggregators: aggregators = [], ResultAttributes: [result] = [] } = input
  const type = result?.TypeName ?? informationType
  checkType(type, call)
  for (const { Key: key } of filters) attributeOf(key, 'InvalidFilter', call)
  const nodes = (await managedNodes(call)).filter(node => passes(node, filters, call))
  return listed(aggregators.length > 0 ? counted(nodes, aggregators, call) : nodes.map(node => entityOf(node, type, call)))
}

function entityOf(node: ManagedNode, type: string, call: Call): InventoryResultEntity {
  const report = reportOf(node, type, call)
  return {
    Id: node.id,
    Data: report === undefined ? {} : {
      [type]: { TypeName: type, SchemaVersion: report.version, CaptureTime: report.capturedAt, Content: report.content,
        ...(report.hash !== undefined && { ContentHash: report.hash }) },
    },
  }
}

interface Attribute { readonly type: string, readonly name: string }

/** `AWS:Application.Name`; a type alone where something of it must be there. @throws the operation's fault for what is no key */
function attributeOf(key: string, fault: 'InvalidFilter' | 'InvalidAggregatorException', call: Call): Attribute {
  const [, type, name = ''] = /^((?:AWS|Custom):[^.]+)(?:\.(.+))?$/.exec(key) ?? []
  if (type !== undefined) return { type, name }
  throw call.fault(fault, `The key ${key} is not valid. Write an inventory type and an attribute of it, such as AWS:Application.Name.`)
}

function rowsOf(node: ManagedNode, type: string, call: Call): readonly Row[] {
  return reportOf(node, type, call)?.content ?? []
}

/** Filters of one type must fit one entry of it all together. */
function passes(node: ManagedNode, filters: readonly InventoryFilter[], call: Call): boolean {
  const byType = new Map<string, { readonly name: string, readonly filter: InventoryFilter }[]>()
  for (const filter of filters) {
    const { type, name } = attributeOf(filter.Key, 'InvalidFilter', call)
    byType.set(type, [...byType.get(type) ?? [], { name, filter }])
  }
  return [...byType].every(([type, several]) => rowsOf(node, type, call).some(row =>
    several.every(({ name, filter: { Type: operator, Values: values } }) => name === '' || compares(operator, row[name], values))))
}

/** Counts of one expression after the other, then the groups, under the type that they are of. */
function counted(nodes: readonly ManagedNode[], aggregators: readonly InventoryAggregator[], call: Call): InventoryResultEntity[] {
  return aggregators.flatMap(aggregator => {
    const { Expression: expression, Groups: groups = [] } = aggregator
    const entities: InventoryResultEntity[] = []
    if (expression !== undefined) {
      const { type } = attributeOf(expression, 'InvalidAggregatorException', call)
      entities.push(dataOf(type, countLines(nodes, [aggregatorOf(aggregator, call)])))
    }
    if (groups.length > 0) {
      const { type } = attributeOf(groups[0]!.Filters[0]!.Key, 'InvalidAggregatorException', call)
      entities.push(dataOf(type, groups.map(({ Name: name, Filters: filters }) => {
        const matching = nodes.filter(node => passes(node, filters, call)).length
        return { name, matchingCount: String(matching), notMatchingCount: String(nodes.length - matching) }
      })))
    }
    return entities
  })
}

/** @throws InvalidAggregatorException */
function aggregatorOf({ Expression: expression = '', Aggregators: nested = [] }: InventoryAggregator, call: Call): Aggregator<ManagedNode> {
  const { type, name } = attributeOf(expression, 'InvalidAggregatorException', call)
  return {
    label: name === '' ? type : name, nested: nested.map(each => aggregatorOf(each, call)),
    valuesOf: node => rowsOf(node, type, call).flatMap(row => name === '' ? [node.id] : row[name] === undefined ? [] : [row[name]]),
  }
}

function dataOf(type: string, content: readonly Row[]): InventoryResultEntity {
  return { Data: { [type]: { TypeName: type, SchemaVersion: '1.0', Content: content } } }
}
