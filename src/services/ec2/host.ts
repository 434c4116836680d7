// Dedicated hosts: allocated for a family, billed by the hour as long as they are there, released unless a reservation covers them (Service
// Terms 5.4.2). Source: AllocateHosts, Host and ReleaseHosts, EC2 API Reference; "Dedicated Host instance capacity configurations", EC2
// User
// Guide.

import type { Ec2, Host as ShownHost } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, familyAndSize, isActive } from '../../contract/index.ts'
import type { Commitment } from '../../contract/index.ts'
import { all, change, described, invalid, kind, make, required, seek } from './kind.ts'
import { zoneId, zoneNames } from './zone.ts'

export const Host = kind<ShownHost>({
  name: 'Host', word: 'dedicated-host', prefix: 'h', missing: ['InvalidHostID.NotFound', 'The host ID \'{id}\' does not exist'],
  filters: `auto-placement availability-zone client-token host-reservation-id instance-type=HostProperties.InstanceType
    state`,
})

interface Machine { readonly sockets: number, readonly cores: number }

/** Families that hosts are offered of here, each as the price book has it. */
const machines: Readonly<Record<string, Machine>> = {
  c5: { sockets: 2, cores: 36 }, m4: { sockets: 2, cores: 24 }, m5: { sockets: 2, cores: 48 }, r4: { sockets: 2, cores: 36 },
  r5: { sockets: 2, cores: 48 },
}

export const hostFamilies: readonly string[] = Object.keys(machines)

/** A released host is shown for so long. */
const shownAfterwardsMs = 3_600_000

export const AllocateHosts: Ec2['AllocateHosts'] = (input, call) => {
  const { InstanceType: type, InstanceFamily: family, Quantity: count = 1, AvailabilityZone: zone } = input
  if ((type === undefined) === (family === undefined)) {
    throw new Fault('InvalidParameterCombination', 'Specify either an instance type or an instance family, but not both.')
  }
  if (zone === undefined) throw required('AvailabilityZone')
  if (!zoneNames(call.region).includes(zone)) throw invalid(zone, 'availabilityZone', 'It is no zone of the region.')
  const of = family ?? familyAndSize(type!).family
  const machine = machines[of]
  if (machine === undefined) throw invalid(type ?? of, type === undefined ? 'instanceFamily'
    : 'instanceType', 'No hosts are offered of it.')
  const { AutoPlacement = 'on', HostRecovery = 'off', HostMaintenance = 'off' } = input
  const made = Array.from({ length: count }, () => make(Host, call, id => ({
    HostId: id, State: 'available', AvailabilityZone: zone, AvailabilityZoneId: zoneId(zone), AllocationTime: call.now(),
      OwnerId: call.account,
    AutoPlacement, HostRecovery, HostMaintenance, AllowsMultipleInstanceTypes: type === undefined ? 'on' : 'off', Instances: [],
    MemberOfServiceLinkedResourceGroup: false,
    HostProperties: {
      Sockets: machine.sockets, Cores: machine.cores, TotalVCpus: machine.cores * 2, InstanceFamily: of,
      ...(type !== undefined && { InstanceType: type }),
    },
    AvailableCapacity: { AvailableVCpus: machine.cores * 2 },
  }), { tags: input.TagSpecifications }))
  return { HostIds: made.map(({ HostId: id }) => id!) }
}

export const DescribeHosts: Ec2['DescribeHosts'] = function* ({ HostIds: ids, Filter: filters }, call) {
  for (const host of described(Host, { ids, filters }, call)) {
    const covering = reservationOf(host.HostId!, call)
    yield { ...host, ...(covering !== undefined && { HostReservationId: covering.id }) }
  }
}

/** The reservation that covers a host now. */
export function reservationOf(id: string, call: Call): Commitment | undefined {
  return hostReservations(call).find(each => isActive(each, call.now()) && hostsOf(each).includes(id))
}

/** The account's reservations of hosts in the region. */
export function hostReservations(call: Call): Commitment[] {
  return contractOf(call).ledger.commitments.of(call.account, 'ec2').filter(({ region, shown }) => region === call.region
    && shown?.['hosts'] !== undefined)
}

export function hostsOf({ shown }: Commitment): string[] {
  return (shown?.['hosts'] ?? '').split(',')
}

interface Outcome { readonly Successful: string[],
  readonly Unsuccessful: { ResourceId: string, Error: { Code: string, Message: string } }[] }

/** What became of each, by what is wrong with it. */
function outcome(ids: readonly string[], problemOf: (id: string) => { Code: string, Message: string } | undefined): Outcome {
  const problems = ids.map(id => ({ id, problem: problemOf(id) }))
  return {
    Successful: problems.filter(({ problem }) => problem === undefined).map(({ id }) => id),
    Unsuccessful: problems.flatMap(({ id, problem }) => problem === undefined ? [] : [{ ResourceId: id, Error: problem }]),
  }
}

function problemOf(id: string, call: Call): { Code: string, Message: string } | undefined {
  const host = seek(Host, id, call)
  if (host?.State !== 'available') return { Code: 'Client.InvalidHost.NotFound', Message: `The host '${id}' does not exist` }
  return undefined
}

export const ReleaseHosts: Ec2['ReleaseHosts'] = ({ HostIds: ids }, call) => {
  const released = outcome(ids, id => {
    const covering = reservationOf(id, call)
    return problemOf(id, call) ?? (covering === undefined ? undefined
      : { Code: 'Client.InvalidHostState',
        Message: `The host '${id}' is covered by the reservation ${covering.id}: it cannot be released.` })
  })
  for (const id of released.Successful) {
    change(Host, id, { State: 'released', ReleaseTime: call.now() }, call, undefined, call.now() + shownAfterwardsMs)
  }
  return released
}

export const ModifyHosts: Ec2['ModifyHosts'] = ({ HostIds: ids, AutoPlacement, HostRecovery, HostMaintenance }, call) => {
  const modified = outcome(ids, id => problemOf(id, call))
  const changes = {
    ...(AutoPlacement !== undefined && { AutoPlacement }), ...(HostRecovery !== undefined && { HostRecovery }),
    ...(HostMaintenance !== undefined && { HostMaintenance }),
  }
  for (const id of modified.Successful) change(Host, id, changes, call)
  return modified
}

/** Hosts that are there, by id. */
export function presentHosts(call: Call): Map<string, ShownHost> {
  return new Map([...all(Host, call)].filter(([, { State: state }]) => state === 'available'))
}
