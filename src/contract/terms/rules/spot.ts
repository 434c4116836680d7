// The operator's hand on the spot market (Service Terms 5.3): prices, capacity that is wanted back, software that may not run there, and
// accounts that manipulate prices.

import { SettingError } from '../../../kernel/fault.ts'
import { key } from '../../../std/key.ts'
import type { SpotChange } from '../../prices/spot.ts'
import { desk } from '../desk.ts'
import type { Office } from '../office.ts'
import { refusal } from '../refusal.ts'
import type { Rule } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const spotCalls = ['ec2:RequestSpotInstances', 'ec2:RunInstances']

/** Every account's requests in a region are looked at: looking is what makes the market act. */
async function look(office: Office, region: string): Promise<void> {
  for (const account of office.accountsIn(region)) {
    await office.call({ account, region }, ['ec2', 'DescribeSpotInstanceRequests', {}])
  }
}

interface Asking { readonly ImageId?: string, readonly LaunchSpecification?: { readonly ImageId?: string },
  readonly InstanceMarketOptions?: { readonly MarketType?: string } }

/** The image that a call would run on the spot market; undefined for a call that asks nothing of it. */
function spotImage(operation: string, input: Asking): string | undefined {
  if (operation === 'RequestSpotInstances') return input.LaunchSpecification?.ImageId ?? ''
  return input.InstanceMarketOptions?.MarketType === 'spot' ? input.ImageId ?? '' : undefined
}

export const spotRules: readonly Rule[] = [
  desk({
    path: 'spot/price', says: 'sets the spot price of a type in a zone, in thousandths of on demand; without, the market\'s own',
    takes: { type: 'text', zone: 'text', permille: 'count?' },
    does: {
      '5.3#2': async ({ office, given }) => {
        const [type, zone] = [text(given['type']), text(given['zone'])]
        const permille = given['permille'] as number | undefined
        if (permille !== undefined && permille > 1000) throw new SettingError('A spot price is at most the on-demand price.',
          'Use 1 to 1000.')
        const { ledger } = office.contract
        const change: SpotChange = { type, zone, fromAt: office.now(), ...(permille !== undefined && { permille }) }
        office.transact(() => { ledger.table<SpotChange>('spot.price').put(key(change.fromAt, type, zone), change) })
        ledger.begin()
        await look(office, zone.slice(0, -1))
        return `set the spot price of ${type} in ${zone} to ${permille === undefined ? 'the market\'s' : `${permille}/1000 of on demand`}`
      },
    },
  }),
  desk({
    path: 'spot/reclaim', says: 'wants a spot instance back for its capacity', takes: { instance: 'text', region: 'text' },
    does: {
      '5.3#4': async ({ office, given }) => {
        office.transact(() => { office.contract.ledger.table('spot.reclaim').put(text(given['instance']), { at: office.now() }) })
        await look(office, text(given['region']))
        return `wants ${text(given['instance'])} back`
      },
    },
  }),
  desk({ path: 'spot/barred', says: 'names an image whose software may not run on the spot market', takes: { image: 'text' },
    name: 'image' }),
  refusal({
    id: 'spot-barred-software', clauses: ['5.3#6'], says: 'Some software does not run on the spot market.', on: spotCalls,
    code: 'UnsupportedOperation',
    when: ({ office, call, input }) => {
      const image = spotImage(call.operation, input)
      return image !== undefined && office.keptByAll('spot/barred').some(each => each['image'] === image)
        ? `The software of ${image} is not supported on Spot Instances.` : undefined
    },
  }),
  refusal({
    id: 'gamelift-spot-barred', clauses: ['43.4#4'], says: 'What may not run on the spot market may not in a fleet of spot instances.',
    on: ['gamelift:CreateFleet'], code: 'InvalidRequestException',
    when: ({ office, input }) => input['FleetType'] === 'SPOT'
      && office.keptByAll('spot/barred').some(({ image }) => image === (input['BuildId'] ?? input['ScriptId']))
      ? 'The software of this build is not supported on Spot fleets.' : undefined,
  }),
  desk({
    path: 'spot/flag', says: 'finds that an account manipulates spot prices', takes: { region: 'text', requests: 'texts' },
    does: {
      '5.3#7': async ({ office, account, given }) => {
        const ids = given['requests'] as string[]
        if (ids.length > 0) await office.call({ account, region: text(given['region']) },
          ['ec2', 'CancelSpotInstanceRequests', { SpotInstanceRequestIds: ids }])
        return `cancelled ${ids.length} spot requests: the account manipulates prices`
      },
    },
  }),
  refusal({
    id: 'spot-manipulation', clauses: ['5.3#7'], says: 'Who manipulates prices gets no spot instances.', on: spotCalls,
    code: 'OperationNotPermitted',
    when: ({ office, call, input }) => spotImage(call.operation, input) !== undefined && office.kept('spot/flag', call.account).length > 0
      ? 'Spot requests of this account are refused: it was found to manipulate Spot prices (Service Terms 5.3).' : undefined,
  }),
]
