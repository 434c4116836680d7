// Controls of commitments: what is committed, and buying what no API of AWS's sells (DynamoDB's reserved capacity), or for tests any other.

import { SettingError } from '../../kernel/fault.ts'
import { instant } from '../calendar.ts'
import { dollars, priceOf, priceText } from '../money.ts'
import type { Commitment, PaymentOption, Programme } from '../commitments/commitment.ts'
import { isActive } from '../commitments/commitment.ts'
import { Body } from './body.ts'
import type { Controls } from './controls.ts'

const payments = ['No Upfront', 'Partial Upfront', 'All Upfront'] as const satisfies readonly PaymentOption[]

export function registerCommitmentControls({ ground, contract: { ledger }, change }: Controls): void {
  const shown = (commitment: Commitment) => ({
    id: commitment.id, account: commitment.account, programme: commitment.programme, region: commitment.region, years: commitment.years,
    payment: commitment.payment, from: instant(commitment.startAt), until: instant(commitment.endedAt ?? commitment.endAt),
    upfront: dollars(commitment.upfront), recurring: priceText(commitment.recurring),
    ...(commitment.reserved !== undefined && { type: commitment.reserved.type, count: commitment.reserved.count }),
    ...(commitment.plan !== undefined && { plan: commitment.plan.type, hourly: priceText(commitment.plan.hourly) }),
    state: isActive(commitment, ledger.now()) ? 'active' : commitment.startAt > ledger.now() ? 'queued' : 'retired',
  })
  ground.control('GET', 'billing/commitments', 'reservations and Savings Plans', 'GET /_orrery/billing/commitments',
    () => ({ commitments: [...ledger.commitments.all()].map(shown) }))
  const buy = (body: unknown, programmes: readonly [Programme, ...Programme[]]) => {
    const given = new Body(body, [
      'account', 'programme', 'region', 'years', 'payment', 'usage', 'operation', 'count', 'plan', 'family', 'hourly', 'class',
    ])
    const years = given.count('years', 1)
    if (years !== 1 && years !== 3) throw new SettingError(`'${years}' years are not sold.`, 'Use 1 or 3.')
    const programme = given.choice('programme', programmes, programmes[0])
    const account = given.account()
    const region = given.text('region', 'us-east-1')
    const id = `${programme}-${ground.core.random.hex(12)}`
    const plan = programme !== 'savings-plan' ? undefined : {
      type: given.choice('plan', ['Compute', 'EC2Instance'], 'Compute'), hourly: hourlyOf(given.text('hourly')),
      ...(given.has('family') && { family: given.text('family') }),
    }
    return shown(change(() => ledger.commitments.buy({
      account, programme, region, years, id, arn: id, offeringId: id,
      payment: programme === 'dynamodb' ? 'Partial Upfront' : given.choice('payment', payments, 'No Upfront'),
      ...(plan !== undefined ? { plan } : { usage: given.text('usage'), count: given.count('count', 1) }),
      ...(given.has('operation') && { operation: given.text('operation') }),
      ...(programme === 'ec2' && { offeringClass: given.choice('class', ['standard', 'convertible'], 'standard') }),
    })))
  }
  ground.control('POST', 'billing/commitments', 'buys a reservation or a Savings Plan',
    { account: '111122223333', programme: 'ec2', usage: 'BoxUsage:m5.large', count: 2, years: 1, payment: 'No Upfront' },
    ({ body }) => buy(body, ['ec2', 'rds', 'elasticache', 'redshift', 'dynamodb', 'savings-plan']))
  ground.control('POST', 'billing/reservedcapacity', 'reserves capacity of DynamoDB, by hundreds of units (Service Terms 19.1)',
    { account: '111122223333', usage: 'WriteCapacityUnit-Hrs', count: 100, years: 1 }, ({ body }) => buy(body, ['dynamodb']))
}

function hourlyOf(text: string): bigint {
  if (/^\d+(\.\d{1,5})?$/.test(text)) return priceOf(text)
  throw new SettingError(`'${text}' is no commitment.`, 'Write dollars an hour with at most five decimals, such as "0.5".')
}
