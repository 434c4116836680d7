// Tables: which there are, their columns, and what may be set of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractCloud } from '../../../tests/terms/contract.ts'

test('one table, with the columns of CUR 2.0; resources where they are wanted', async t => {
  const contract = await contractCloud(t)
  const { Tables } = await contract.ask('bcm-data-exports:ListTables', {})
  const [table] = Tables as { TableName: string, TableProperties: { Name: string, DefaultValue: string }[] }[]
  assert.equal(table!.TableName, 'COST_AND_USAGE_REPORT')
  assert.equal(table!.TableProperties.find(({ Name }) => Name === 'TIME_GRANULARITY')!.DefaultValue, 'HOURLY')
  const columns = async (TableProperties: object) => {
    const { Schema } = await contract.ask('bcm-data-exports:GetTable', { TableName: 'COST_AND_USAGE_REPORT', TableProperties })
    return (Schema as { Name: string, Type: string }[]).map(({ Name, Type }) => `${Name} ${Type}`)
  }
  const plain = await columns({})
  assert.ok(plain.includes('line_item_unblended_cost double') && plain.includes('resource_tags map<string,string>'))
  assert.equal(plain.includes('line_item_resource_id string'), false)
  assert.ok((await columns({ INCLUDE_RESOURCES: 'TRUE' })).includes('line_item_resource_id string'))
  const { fault } = await contract.call('bcm-data-exports:GetTable', { TableName: 'CARBON_EMISSIONS' })
  assert.deepEqual([fault?.code, /CARBON_EMISSIONS/.test(fault?.message ?? '')], ['ValidationException', true])
})
