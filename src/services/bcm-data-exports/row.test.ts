// Rows: what is known of the commitment that covers a line, and of the product.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account } from '../../../tests/terms/contract.ts'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'
import { exporter } from './account.fixture.ts'
import { tableRows } from './row.ts'

test('a covered line tells its reservation, a fee its term', async t => {
  const { contract } = await exporter(t)
  await contract.control('billing/commitments', {
    account, programme: 'ec2', usage: 'BoxUsage:m5.large', operation: 'RunInstances', count: 1, years: 1, payment: 'No Upfront',
  })
  await contract.control('billing/commitments', { account, programme: 'savings-plan', plan: 'EC2Instance', family: 'c5', hourly: '0.1' })
  await contract.cloud.clock.advance('10h')
  const rows = [...tableRows(contract.cloud.core.parts.get(contractId) as Contract, account, '2027-03',
    { timeUnit: 'MONTHLY', resources: false })]
  const covered = rows.find(row => row['line_item_line_item_type'] === 'DiscountedUsage')!
  assert.deepEqual([covered['product_instance_type'], covered['product_instance_family'], covered['pricing_lease_contract_length'],
    covered['pricing_purchase_option'], covered['reservation_number_of_reservations']], ['m5.large', 'm5', '1yr', 'No Upfront', '1'])
  assert.match(String(covered['reservation_end_time']), /^2028-02-29/)
  const plan = rows.find(row => row['line_item_line_item_type'] === 'SavingsPlanRecurringFee')!
  assert.deepEqual([plan['savings_plan_offering_type'], plan['savings_plan_instance_type_family'], plan['savings_plan_region']],
    ['EC2InstanceSavingsPlans', 'c5', 'us-east-1'])
})
