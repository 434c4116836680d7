// Things that stand at customers' places or travel: racks, appliances, disks, trucks (Service Terms 4 and 9). What happens to them happens
// at these desks, for no API tells it: they are delivered, handed to a carrier, lost, opened.

import { moneyOf } from '../../money.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'
import { refusal } from '../refusal.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

function charge({ office, account, given }: Asked, service: string, description: string, amount = text(given['amount'])): string {
  office.contract.charge({ account, service, amount: moneyOf(amount), description })
  return `charged ${amount} USD: ${description}`
}

function tell({ office, rule, account, given }: Asked, service: string, word: string, said: string, member: string): undefined {
  office.announce(rule, { account, region: 'us-east-1' }, { service, word, text: said, affected: [text(given[member])] })
}

/** Those who may touch what the provider owns (4.4, 9.4). */
const mayTouch = ['authorised', 'written-permission', 'emergency']

function unlessMayTouch({ given }: Asked): string | undefined {
  return mayTouch.includes(text(given['actor'])) ? undefined : `flagged a breach: '${text(given['actor'])}' may not touch the equipment`
}

const unlessProvider = (service: string) => (asked: Asked) =>
  asked.given['cause'] === 'provider' ? undefined : charge(asked, service, 'damage on site')

const racks: readonly Rule[] = [
  desk({
    path: 'outposts/transfer', says: 'hands a rack on to another account: never', takes: { outpost: 'text', to: 'text' },
    bars: { '4.1#2': () => 'ValidationException: a rack, and any interest in it, cannot be transferred.' },
  }),
  desk({
    path: 'outposts/access', says: 'somebody touches a rack', takes: { outpost: 'text', actor: 'text' },
    does: { '4.4#3': unlessMayTouch },
  }),
  desk({
    path: 'outposts/tamper', says: 'the sensors of a rack fire', takes: { outpost: 'text' },
    does: { '4.4#4': asked => tell(asked, 'OUTPOSTS', 'TAMPER', 'A tamper sensor of the rack has fired.', 'outpost') },
  }),
  desk({
    path: 'outposts/damage', says: 'a rack is damaged on site', takes: { outpost: 'text', amount: 'text', cause: 'text' },
    does: { '4.3#2': unlessProvider('outposts') },
  }),
  desk({
    path: 'outposts/breach', says: 'the provider finds a breach and takes the rack away', takes: { outpost: 'text' },
    does: {
      '4.3#3': ({ office, account }) => {
        office.stop({ account, service: 'outposts' }, 'The use of this Outpost has ended: it will be removed (Service Terms 4.3).')
        return 'ended the use of the rack'
      },
    },
  }),
]

const trucks: readonly Rule[] = [
  desk({
    path: 'snowmobile/order', says: 'orders a truck', takes: { site: 'text' }, name: 'site', needs: ['9.4#1', '9.4#4'],
    bars: { '9.4#5': ({ kept }) => kept('snowmobile/breach').length > 0 ? 'Removed: a breach has ended the use.' : undefined },
  }),
  desk({
    path: 'snowmobile/move', says: 'something of a truck is moved', takes: { site: 'text', supervised: 'flag' },
    does: { '9.4#3': ({ given }) => given['supervised'] === true ? undefined : 'flagged a breach: moved without supervision' },
  }),
  desk({
    path: 'snowmobile/damage', says: 'the site of a truck is damaged', takes: { site: 'text', amount: 'text', cause: 'text' },
    does: { '9.4#2': unlessProvider('snowmobile') },
  }),
  desk({ path: 'snowmobile/breach', says: 'the provider removes a truck after a breach', takes: { site: 'text' } }),
]

const isBack = ({ kept, given }: Asked) => kept('snowball/carrier').some(({ job }) => job === given['job'])
const isOut = ({ kept, given }: Asked) => kept('snowball/delivery').some(({ job }) => job === given['job'])

const appliances: readonly Rule[] = [
  desk({
    path: 'snowball/delivery', says: 'an appliance reaches the customer', name: 'job',
    takes: { job: 'text', country: 'text', fee: 'text' },
    due: {
      in: '90d', clauses: ['9.7#4'],
      then: asked => isBack(asked) ? undefined : charge(asked, 'snowball', 'appliance not returned in 90 days', text(asked.given['fee'])),
    },
  }),
  desk({
    path: 'snowball/carrier', says: 'the carrier takes an appliance back', takes: { job: 'text' }, name: 'job',
    does: { '9.5': ({ given }) => `erased the appliance of ${text(given['job'])}` },
  }),
  desk({
    path: 'snowball/loss', says: 'an appliance is lost or broken', takes: { job: 'text' }, name: 'job',
    does: {
      '9.7#2 9.7#3': asked => {
        const delivery = asked.kept('snowball/delivery').find(({ job }) => job === asked.given['job'])
        if (delivery === undefined || isBack(asked)) return 'the carrier answers for the appliance'
        return charge(asked, 'snowball', 'appliance lost in custody', text(delivery['fee']))
      },
    },
  }),
  desk({
    path: 'snowball/recall', says: 'the provider calls an appliance back', takes: { job: 'text' },
    does: { '9.3#3': asked => tell(asked, 'SNOWBALL', 'RECALL', 'The appliance has been recalled. Return it now.', 'job') },
    due: {
      in: '30d', clauses: ['9.3#3'],
      then: asked => {
        const delivery = asked.kept('snowball/delivery').find(({ job }) => job === asked.given['job'])
        return delivery === undefined || isBack(asked) ? undefined
          : charge(asked, 'snowball', 'recalled appliance not returned', text(delivery['fee']))
      },
    },
  }),
  desk({
    path: 'snowball/location', says: 'an appliance is seen in a country', takes: { job: 'text', country: 'text' }, name: 'job',
    does: {
      '9.3#2': ({ given, kept }) => {
        const delivery = kept('snowball/delivery').find(({ job }) => job === given['job'])
        return delivery === undefined || delivery['country'] === given['country'] ? undefined
          : `flagged a breach: the appliance left ${text(delivery['country'])}`
      },
    },
  }),
  desk({
    path: 'snowball/tamper', says: 'the sensors of an appliance fire', takes: { job: 'text' },
    does: { '9.9#3': asked => tell(asked, 'SNOWBALL', 'TAMPER', 'The appliance has been opened. It is locked.', 'job') },
  }),
  refusal({
    id: 'snowball-kept-open', clauses: ['9.10#1'], says: 'A job stays open until its appliance is back.', on: ['snowball:CancelJob'],
    code: 'InvalidJobStateException',
    when: ({ office, call, input }) => {
      const { account } = call
      const kept = (path: string) => office.kept(path, account)
      const asked = { given: { job: input['JobId'] }, kept } as unknown as Asked
      return isOut(asked) && !isBack(asked) ? 'The job cannot be cancelled: its appliance has not been returned.' : undefined
    },
  }),
  desk({
    path: 'importexport/customs', says: 'customs and duties of a shipment', takes: { job: 'text', amount: 'text' },
    does: { '9.6': asked => charge(asked, 'importexport', 'customs, duties and taxes') },
  }),
]

function stateOf({ kept, given }: Asked): string {
  const of = (path: string) => kept(path).filter(({ job }) => job === given['job'])
  if (of('importexport/inspection').some(({ condition }) => condition !== 'good')) return 'unsuitable'
  const failed = of('importexport/return').find(({ outcome }) => outcome === 'undeliverable')
  if (failed === undefined) return of('importexport/return').length > 0 ? 'returned' : 'held'
  if (of('importexport/remedy').length > 0) return 'returned'
  return of('importexport/status').some(({ unsuitable }) => unsuitable === true) ? 'unsuitable' : 'undeliverable'
}

const disks: readonly Rule[] = [
  desk({
    path: 'importexport/inspection', says: 'the provider looks at sent media: good, damaged, unreadable', name: 'job',
    takes: { job: 'text', condition: 'text' }, answers: asked => ({ state: stateOf(asked) }),
    does: { '9.2#3': ({ given }) => given['condition'] === 'good' ? undefined : `refused ${text(given['condition'])} media as unsuitable` },
  }),
  desk({
    path: 'importexport/return', says: 'the provider sends media back: delivered or undeliverable', name: 'job',
    takes: { job: 'text', outcome: 'text', expense: 'text?' },
    does: {
      '9.2#1': ({ given }) => `sent the media of ${text(given['job'])} back`,
      '9.2#4': asked => asked.given['expense'] === undefined ? undefined
        : charge(asked, 'importexport', 'return of unsuitable media', text(asked.given['expense'])),
      '9.2#5': asked => asked.given['outcome'] !== 'undeliverable' ? undefined
        : tell(asked, 'IMPORTEXPORT', 'UNDELIVERABLE', 'Your media cannot be delivered. Mend the address within 30 days.', 'job'),
    },
    due: {
      in: '30d', clauses: ['9.2#6'],
      then: asked => {
        if (stateOf(asked) !== 'undeliverable') return undefined
        const { office, account, given } = asked
        office.keep('importexport/status', account, text(given['job']), { job: given['job'], unsuitable: true })
        return 'counted the media as unsuitable'
      },
    },
    answers: asked => ({ state: stateOf(asked) }),
  }),
  desk({
    path: 'importexport/remedy', says: 'the customer mends the address', takes: { job: 'text' }, name: 'job',
    answers: asked => ({ state: stateOf(asked) }),
  }),
  desk({
    path: 'importexport/status', says: 'what has become of media', takes: { job: 'text' }, answers: asked => ({ state: stateOf(asked) }),
  }),
  desk({
    path: 'importexport/loss', says: 'disks are lost or damaged on their way', takes: { job: 'text', amount: 'text?' },
    bars: { '9.7#1': ({ given }) => given['amount'] === undefined ? undefined : 'NotCredited: disks travel at the customer\'s risk.' },
  }),
]

export const deviceDesks: readonly Rule[] = [...racks, ...trucks, ...appliances, ...disks]
