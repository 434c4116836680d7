// Licence prices of others that the provider passes on (Service Terms 5.4.1): Windows only from 1 December to 31 January, Red Hat at any
// time, each after thirty days' notice, into hourly prices and those of commitments. Who holds a reservation that it meets may go on at the
// new rate, convert to Linux, or quit with the up-front fee back. And what cannot be done with commitments (5.4.2).

import { SettingError } from '../../../kernel/fault.ts'
import { key } from '../../../std/key.ts'
import { hourStart } from '../../calendar.ts'
import { unspent } from '../../commitments/commitment.ts'
import type { Commitment } from '../../commitments/commitment.ts'
import { converted } from '../../commitments/conversion.ts'
import { dollars, priceOf, priceText } from '../../money.ts'
import type { LicenceIncrease } from '../../prices/licences.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'
import { after } from '../span.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const operations: Readonly<Record<string, string>> = { windows: 'RunInstances:0002', 'red-hat': 'RunInstances:0010' }

function isTooSoon({ given, office }: Asked): boolean {
  return Number(given['effective']) < after(office.now(), '30d')
}

/** Why a holder has no choice to make. */
function unmet(asked: Asked): string | undefined {
  const operation = held(asked)?.reserved?.operation
  const met = asked.office.keptByAll('pricing/licence-increase').some(({ vendor }) => operations[text(vendor)] === operation)
  return operation === undefined || !met ? 'NotAllowed: commitments are not cancelled.' : undefined
}

function held({ office, account, given }: Pick<Asked, 'office' | 'account' | 'given'>): Commitment | undefined {
  const found = office.contract.ledger.commitments.get(text(given['reservation']))
  return found?.account === account ? found : undefined
}

export const licenceIncreases: readonly Rule[] = [
  desk({
    path: 'pricing/licence-increase', says: 'passes a licence\'s higher price on: windows or red-hat', name: 'vendor',
    takes: { vendor: 'text', effective: 'time', hourly: 'text?' },
    bars: {
      '5.4.1#3': asked => {
        if (asked.given['vendor'] !== 'windows') return undefined
        const month = new Date(Number(asked.given['effective'])).getUTCMonth()
        return month !== 11 && month !== 0 ? 'NotAllowed: Windows prices rise from 1 December to 31 January only.'
          : isTooSoon(asked) ? 'NotAllowed: thirty days\' notice come first.' : undefined
      },
      '5.4.1#4': asked => asked.given['vendor'] === 'red-hat' && isTooSoon(asked) ? 'NotAllowed: thirty days\' notice come first.'
        : undefined,
    },
    does: {
      '5.4.1#3 5.4.1#4': ({ office, rule, given }) => {
        const operation = operations[text(given['vendor'])]
        const holders = new Set([...office.contract.ledger.commitments.all()].filter(({ reserved }) => reserved?.operation === operation)
          .map(({ account }) => account))
        for (const account of holders) office.announce(rule, { account, region: 'us-east-1' }, {
          service: 'EC2', word: 'LICENCE_PRICE', category: 'scheduledChange', startAt: Number(given['effective']),
            affected: [text(given['vendor'])],
          text: `The licence price of ${text(given['vendor'])} rises. You may go on, convert to Linux, or quit with the up-front fee back.`,
        })
        return `told ${holders.size} holders`
      },
      '5.4.1#2 5.4.1#5': ({ office, given }) => {
        const [vendor, hourly] = [text(given['vendor']), text(given['hourly'])]
        const operation = operations[vendor]
        if (hourly === '' || operation === undefined) return undefined
        if (!/^\d+(\.\d{1,12})?$/.test(hourly)) throw new SettingError(`'${hourly}' is no price.`, 'Write dollars an hour, such as "0.02".')
        const increase: LicenceIncrease = { operation, fromAt: hourStart(Number(given['effective'])), hourly: priceOf(hourly) }
        const { ledger } = office.contract
        office.transact(() => { ledger.table<LicenceIncrease>('licence.increase').put(key(increase.fromAt, operation), increase) })
        ledger.begin()
        return `an hour under ${vendor} costs ${priceText(increase.hourly)} USD more from then on, for commitments too`
      },
    },
  }),
  desk({
    path: 'commitments/quit', says: 'quits a reservation that a licence\'s higher price meets', takes: { reservation: 'text' },
    bars: {
      '5.4.1#7': unmet,
    },
    does: {
      '5.4.1#7': asked => {
        const { office, account } = asked
        const commitment = held(asked)!
        const amount = unspent(commitment, office.now())
        office.transact(() => { office.contract.ledger.commitments.put({ ...commitment, endedAt: office.now() }) })
        if (amount > 0n) office.contract.grant({
          account, name: `Refund of ${commitment.id}`, amount, services: [], fromAt: 0, memo: { reason: 'licence price' },
        })
        return `ended ${commitment.id} and gave ${dollars(amount)} USD back`
      },
    },
  }),
  desk({
    path: 'commitments/convert', says: 'turns a reservation that a licence\'s higher price meets into one of Linux',
    takes: { reservation: 'text' }, bars: { '5.4.1#6': unmet },
    does: {
      '5.4.1#6': asked => {
        const { office } = asked
        const { made, back } = office.transact(() => converted(office.contract, held(asked)!))
        return `made ${made.id} of Linux for the rest of the term` + (back > 0n ? ` and gave ${dollars(back)} USD back` : '')
      },
    },
  }),
  desk({
    path: 'commitments/transfer', says: 'hands a commitment on to another account: never', takes: { commitment: 'text', to: 'text' },
    bars: { '5.4.2#2': () => 'UnsupportedOperation: only reservations change hands, on the market for them.' },
  }),
]
