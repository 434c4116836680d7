// Rows of CUR 2.0 out of the ledger's report: under their names there, with tags and products as maps, and what is known of the commitment
// that covers a line. What the ledger does not tell is empty.

import { columnName, familyAndSize, instant, reportRows } from '../../contract/index.ts'
import type { Commitment, Contract, ReportRow } from '../../contract/index.ts'
import type { Row } from './query.ts'
import type { Cell, TableSettings } from './table.ts'

const tagPrefix = 'resourceTags/'

/** The rows of a payer's month. */
export function* tableRows(contract: Contract, payer: string, month: string, settings: TableSettings): IterableIterator<Row> {
  for (const row of reportRows(contract, payer, month, settings)) yield rowOf(contract, row)
}

function rowOf(contract: Contract, row: ReportRow): Row {
  const cells: Record<string, Cell> = {}
  const tags: Record<string, string> = {}
  for (const [column, text] of Object.entries(row)) {
    if (column.startsWith(tagPrefix)) tags[column.slice(tagPrefix.length).replace(':', '_')] = text
    else cells[columnName(column)] = text
  }
  const { 'lineItem/UsageType': usage = '', 'lineItem/UnblendedCost': cost = '', 'lineItem/UnblendedRate': rate = '' } = row
  const [, type] = /(?:BoxUsage|SpotUsage|HeavyUsage|InstanceUsage|NodeUsage|Node):([\w.-]+)$/.exec(usage) ?? []
  const id = row['reservation/ReservationARN'] || row['savingsPlan/SavingsPlanARN'] || ''
  const commitment = contract.ledger.commitments.get(id)
  return {
    ...cells, resource_tags: tags, cost_category: {}, discount: {},
    product: { product_name: row['product/ProductName'] ?? '', region: row['product/region'] ?? '' },
    bill_invoicing_entity: row['lineItem/LegalEntity'] ?? '', line_item_net_unblended_cost: cost, line_item_net_unblended_rate: rate,
    line_item_tax_type: row['lineItem/LineItemType'] === 'Tax' ? usage : '', pricing_currency: 'USD',
    product_region_code: row['product/region'] ?? '', product_servicecode: row['lineItem/ProductCode'] ?? '',
    product_operation: row['lineItem/Operation'] ?? '', product_usagetype: usage, product_pricing_unit: row['pricing/unit'] ?? '',
    ...(type !== undefined && { product_instance_type: type, product_instance_family: familyAndSize(type).family }),
    ...(commitment?.reserved !== undefined && reservationCells(commitment)), ...(commitment?.plan !== undefined && planCells(commitment)),
  }
}

function reservationCells({ arn, startAt, endAt, endedAt, years, payment, offeringClass, reserved, ending }: Commitment): Row {
  return {
    reservation_reservation_a_r_n: arn, reservation_start_time: instant(startAt),
      reservation_end_time: instant(Math.min(endAt, endedAt ?? endAt)),
    reservation_modification_status: ending === 'modified' ? 'Modified'
      : 'Original', reservation_number_of_reservations: String(reserved!.count),
    pricing_lease_contract_length: `${years}yr`, pricing_offering_class: offeringClass ?? '', pricing_purchase_option: payment,
  }
}

function planCells({ arn, startAt, endAt, years, payment, plan, region }: Commitment): Row {
  const isOfFamily = plan!.type === 'EC2Instance'
  return {
    reservation_reservation_a_r_n: '', savings_plan_savings_plan_a_r_n: arn, savings_plan_start_time: instant(startAt),
    savings_plan_end_time: instant(endAt), savings_plan_offering_type: `${plan!.type}SavingsPlans`, savings_plan_payment_option: payment,
    savings_plan_purchase_term: `${years}yr`, savings_plan_region: isOfFamily ? region
      : '', savings_plan_instance_type_family: plan!.family ?? '',
  }
}
