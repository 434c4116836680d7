// Changes of reserved instances: others of the same worth in their place, split, joined, of another size of the family, in another zone.
// Source: "Modify Reserved Instances" and "Requirements and restrictions for modification", EC2 User Guide.

import type { Ec2, ReservedInstancesConfiguration, ReservedInstancesModification } from '../../../generated/aws/ec2.ts'
import { Fault, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, familyAndSize, hourStart, replaceAlike, reservedOf } from '../../contract/index.ts'
import type { Commitment } from '../../contract/index.ts'
import { filterPaths, passes } from './filter.ts'
import { activeNamed, arnOf } from './reservation.ts'
import { checkZone } from './zone.ts'

interface Change {
  readonly id: string
  readonly at: number
  readonly fulfilledAt: number
  readonly effectiveAt: number
  readonly sources: readonly string[]
  readonly results: readonly { readonly id: string, readonly target: ReservedInstancesConfiguration }[]
  readonly clientToken?: string
}

export const Change = records<Change>({ name: 'ReservedInstancesModification', key: 'id' })

/** A change is `processing` for this long. Assumed: AWS says that it takes minutes. */
const changingMs = 180_000

export const ModifyReservedInstances: Ec2['ModifyReservedInstances'] = (input, call) => {
  const { ReservedInstancesIds: ids, TargetConfigurations: targets, ClientToken: clientToken } = input
  const known = [...call.of(Change).scan()].find(each => clientToken !== undefined && each.clientToken === clientToken)
  if (known !== undefined) return { ReservedInstancesModificationId: known.id }
  const sources = ids.map(id => activeNamed(id, call))
  const successors = targets.map(target => successorOf(sources, target, call))
  const units = (each: { readonly reserved?: Commitment['reserved'] }) => each.reserved!.units
  const total = (list: readonly { readonly reserved?: Commitment['reserved'] }[]) => list.reduce((sum, each) => sum + units(each), 0n)
  if (total(sources) !== total(successors)) {
    throw new Fault('InvalidParameterValue', 'The target configurations must have the same total of normalized units as the reservations.')
  }
  const { ledger } = contractOf(call)
  const at = hourStart(call.now())
  replaceAlike(ledger, sources, successors, 'modified', at)
  const id = `rimod-${call.uuid()}`
  call.of(Change).insert({
    id, at: call.now(), fulfilledAt: call.now() + call.lifecycleMs(changingMs), effectiveAt: at, sources: ids,
    results: successors.map((each, i) => ({ id: each.id, target: targets[i]! })), ...(clientToken !== undefined && { clientToken }),
  })
  return { ReservedInstancesModificationId: id }
}

/** @throws InvalidParameterValue for what a reservation cannot become */
function successorOf(sources: readonly Commitment[], target: ReservedInstancesConfiguration, call: Call) {
  const [first] = sources
  const refuse = (why: string) => new Fault('InvalidParameterValue', why)
  const { reserved, endAt, offeringClass, payment, shown = {} } = first!
  const alike = (each: Commitment) => each.endAt - each.endAt % 3_600_000 === endAt - endAt % 3_600_000
    && each.offeringClass === offeringClass && each.payment === payment && each.reserved!.operation === reserved!.operation
    && familyAndSize(each.reserved!.type).family === familyAndSize(reserved!.type).family
  if (!sources.every(alike)) {
    throw refuse('The reservations must be of one family, platform, class and payment option, and end in the same hour.')
  }
  const { InstanceType: type = reserved!.type, InstanceCount: count = 1, AvailabilityZone: zone, Scope: scope } = target
  if (!Number.isInteger(count) || count < 1) throw refuse(`${count} is no number of instances.`)
  if (scope === 'Availability Zone' && zone === undefined) throw refuse('A reservation for a zone must name it.')
  if (scope === 'Region' && zone !== undefined) throw refuse('A reservation for the region names no zone.')
  if (zone !== undefined) checkZone(zone, call)
  const { family } = familyAndSize(reserved!.type)
  if (familyAndSize(type).family !== family) throw refuse(`${type} is not of the family ${family}.`)
  const isLinux = reserved!.operation === '' || reserved!.operation === 'RunInstances'
  if (type !== reserved!.type && !isLinux) throw refuse('The size can be changed for Linux/UNIX only.')
  const { ledger } = contractOf(call)
  const price = ledger.book.find(call.account, 'ec2', `BoxUsage:${type}`, reserved!.operation, call.region, call.now())
  if (price === undefined) throw refuse(`${type} is not sold in ${call.region}.`)
  const { zone: _, face: _face, ...rest } = shown
  const id = call.uuid()
  const made = reservedOf('ec2', `BoxUsage:${type}`, reserved!.operation, type, count)
  const all = sources.reduce((sum, each) => sum + each.reserved!.units, 0n)
  const face = sources.reduce((sum, each) => sum + BigInt(each.shown?.['face'] ?? each.upfront), 0n) * made.units / all
  return {
    id, arn: arnOf(call, { id }), reserved: made, shown: { ...rest, face: String(face), ...(zone !== undefined && { zone }) },
  }
}

const filters = filterPaths(`client-token create-date effective-date status update-date
  modification-result.reserved-instances-id=ModificationResults.ReservedInstancesId
  modification-result.target-configuration.availability-zone=ModificationResults.TargetConfiguration.AvailabilityZone
  modification-result.target-configuration.instance-count=ModificationResults.TargetConfiguration.InstanceCount
  modification-result.target-configuration.instance-type=ModificationResults.TargetConfiguration.InstanceType
  reserved-instances-id=ReservedInstancesIds.ReservedInstancesId reserved-instances-modification-id=ReservedInstancesModificationId`)

export const DescribeReservedInstancesModifications: Ec2['DescribeReservedInstancesModifications'] = function* (input, call) {
  const { ReservedInstancesModificationIds: ids = [], Filters: asked } = input
  for (const id of ids) {
    if (call.of(Change).get(id) === undefined) throw new Fault('InvalidReservedInstancesModificationId', `The ID '${id}' does not exist`)
  }
  for (const change of call.of(Change).scan()) {
    const shown = shownChange(change, call.now())
    if ((ids.length === 0 || ids.includes(change.id)) && passes(shown, asked, filters, {})) yield shown
  }
}

function shownChange({ id, at, fulfilledAt, effectiveAt, sources, results, clientToken }: Change,
  now: number): ReservedInstancesModification {
  const isDone = now >= fulfilledAt
  return {
    ReservedInstancesModificationId: id, ReservedInstancesIds: sources.map(each => ({ ReservedInstancesId: each })), CreateDate: at,
    UpdateDate: isDone ? fulfilledAt : at, EffectiveDate: effectiveAt, Status: isDone ? 'fulfilled' : 'processing',
    ModificationResults: results.map(each => ({ TargetConfiguration: each.target, ...(isDone && { ReservedInstancesId: each.id }) })),
    ...(clientToken !== undefined && { ClientToken: clientToken }),
  }
}
