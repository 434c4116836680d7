// OpsItems by filters: the newest first.
// Source: DescribeOpsItems and OpsItemFilter, Systems Manager API Reference, with the operators that each key takes.

import type { OpsItemFilter, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { compares } from './comparison.ts'
import { briefOf, OpsItem, resourcesIn } from './ops-item.ts'
import { listed } from './page.ts'

const operators: Readonly<Record<string, readonly string[]>> = {
  Status: ['Equal'], CreatedBy: ['Equal', 'Contains'], Source: ['Equal', 'Contains'], Priority: ['Equal'], Title: ['Equal', 'Contains'],
  OpsItemId: ['Equal'], CreatedTime: ['GreaterThan', 'LessThan'], LastModifiedTime: ['GreaterThan', 'LessThan'],
  ActualStartTime: ['GreaterThan', 'LessThan'], ActualEndTime: ['GreaterThan', 'LessThan'], PlannedStartTime: ['GreaterThan', 'LessThan'],
  PlannedEndTime: ['GreaterThan', 'LessThan'], OperationalData: ['Equal'], OperationalDataKey: ['Equal'],
  OperationalDataValue: ['Equal', 'Contains'], ResourceId: ['Contains', 'Equal'], AutomationId: ['Equal'], Category: ['Equal'],
  Severity: ['Equal'], OpsItemType: ['Equal'], AccountId: ['Equal'], InsightByType: ['Equal'],
}

/** @throws ValidationException */
function check({ Key: key, Operator: operator }: OpsItemFilter, call: Call): void {
  const known = operators[key] ?? (/^(Access|Change)RequestBy/.test(key) ? ['Equal', 'Contains'] : undefined)
  if (known?.includes(operator) === true) return
  throw call.fault('ValidationException', known === undefined ? `The filter ${key} is not valid.`
    : `The filter ${key} does not take the operator ${operator}. Use ${known.join(' or ')}.`)
}

/** Values that a filter compares with. */
function valuesOf(key: string, item: OpsItem, call: Call): readonly string[] {
  const searchable = Object.entries(item.data).filter(([, { Type }]) => Type === 'SearchableString')
  switch (key) {
    case 'OperationalDataKey': return searchable.map(([name]) => name)
    case 'OperationalDataValue': return searchable.map(([, { Value }]) => Value ?? '')
    case 'ResourceId': return resourcesIn(item.data['/aws/resources']?.Value ?? '')
    case 'AccountId': return [call.account]
    default: {
      const value = (briefOf(item) as Readonly<Record<string, unknown>>)[key]
      return value === undefined ? [] : [typeof value === 'number' && key.endsWith('Time') ? new Date(value).toISOString() : String(value)]
    }
  }
}

function passes(item: OpsItem, { Key: key, Operator: operator, Values: values }: OpsItemFilter, call: Call): boolean {
  if (key === 'OperationalData') {
    return values.some(text => {
      const { key: name, value } = jsonObject(text) ?? {}
      const held = item.data[String(name)]
      return held?.Type === 'SearchableString' && held.Value === value
    })
  }
  const wanted = key.endsWith('Time') ? values.map(text => new Date(Date.parse(text) || 0).toISOString()) : values
  return valuesOf(key, item, call).some(actual => compares(operator, actual, wanted))
}

export const DescribeOpsItems: Ssm['DescribeOpsItems'] = ({ OpsItemFilters: filters = [] }, call) => {
  for (const filter of filters) check(filter, call)
  const found = [...call.of(OpsItem).scan()].filter(item => filters.every(filter => passes(item, filter, call)))
  return listed(found.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)).map(briefOf))
}
