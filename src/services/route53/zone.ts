// Hosted zones, public and private: made with their SOA and NS records, associated with VPCs, listed, deleted when nothing else is in them.
// Source: "Working with hosted zones" and "NS and SOA records that Amazon Route 53 creates for a public hosted zone", Route 53 Developer
// Guide; the operations' pages, API Reference.

import type { HostedZone as ZoneShown, Route53, VPC } from '../../../generated/aws/route53.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { submitted } from './change.ts'
import { cleanName, RecordSet, reversed } from './record-name.ts'

export interface HostedZone {
  readonly id: string
  /** With its dot at the end. */
  readonly name: string
  readonly reference: string
  readonly comment: string | undefined
  readonly vpcs: readonly VPC[]
  readonly isPrivate: boolean
  readonly nameServers: readonly string[]
}

export const HostedZone = resource<HostedZone>({
  name: 'HostedZone', key: 'id', arn: 'arn:{partition}:route53:::hostedzone/{id}', tags: 'list',
  notFound: { code: 'NoSuchHostedZone', message: ([id]) => `No hosted zone found with ID: ${String(id)}` },
})

/** Zones of AWS's own naming: where none of the name servers is shared, as private ones have it. */
const privateServers = ['ns-0.awsdns-00.com', 'ns-512.awsdns-00.net', 'ns-1024.awsdns-00.org', 'ns-1536.awsdns-00.co.uk']
const mostOnPage = 100

/** Ids are taken with and without the path that answers show. */
export function zoneId(given: string): string {
  return given.replace(/^\/?hostedzone\//, '')
}

/** @throws NoSuchHostedZone */
export function zoneFor(given: string, call: Call): HostedZone {
  return call.of(HostedZone).require(zoneId(given))
}

export const CreateHostedZone: Route53['CreateHostedZone'] = (input, call) => {
  const { Name, CallerReference, HostedZoneConfig: config = {}, VPC: vpc } = input
  if (input.DelegationSetId !== undefined) {
    throw call.fault('NoSuchDelegationSet', `No delegation set found with id: ${input.DelegationSetId}`)
  }
  const zones = [...call.of(HostedZone).scan()]
  if (zones.some(({ reference }) => reference === CallerReference)) {
    throw call.fault('HostedZoneAlreadyExists',
      `A hosted zone has already been created with the specified caller reference: ${CallerReference}`)
  }
  const name = cleanName(Name)
  if (!/^([a-z0-9_!"#$%&'()*+,/:;<=>?@[\\\]^`{|}~-]{1,63}\.)+$/.test(name)) {
    throw call.fault('InvalidDomainName', `${Name} is not a valid domain name.`)
  }
  const isPrivate = vpc !== undefined
  const isClashing = (zone: HostedZone): boolean => zone.isPrivate && zone.name === name
    && zone.vpcs.some(({ VPCId }) => VPCId === vpc?.VPCId)
  if (isPrivate && zones.some(isClashing)) {
    throw call.fault('ConflictingDomainExists', `The VPC ${String(vpc.VPCId)} has already been associated with a hosted zone of that name.`)
  }
  const zone = call.of(HostedZone).put({
    id: `Z${call.alphanumeric(20).toUpperCase()}`, name, reference: CallerReference, comment: config.Comment, isPrivate,
    vpcs: isPrivate ? [vpc] : [], nameServers: isPrivate ? privateServers : publicServers(call),
  })
  addOwnRecords(zone, call)
  return {
    HostedZone: shown(zone, call), ChangeInfo: submitted(call), ...delegation(zone), ...(isPrivate && { VPC: vpc }),
    Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
  } as ReturnType<Route53['CreateHostedZone']>
}

/** Four name servers under four top-level domains. */
function publicServers(call: Call): string[] {
  const number = (most: number): number => Math.floor(call.random() * most)
  const two = (text: number): string => String(text).padStart(2, '0')
  return ['com', 'net', 'org', 'co.uk'].map((end, at) => `ns-${at * 512 + number(512)}.awsdns-${two(number(64))}.${end}`)
}

function addOwnRecords({ id, name, nameServers }: HostedZone, call: Call): void {
  const sets = call.of(RecordSet)
  const place = { zone: id, place: reversed(name), setId: '' }
  const servers = nameServers.map(server => ({ Value: `${server}.` }))
  sets.put({ ...place, type: 'NS', set: { Name: name, Type: 'NS', TTL: 172_800, ResourceRecords: servers } })
  const authority = `${nameServers[0]!}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`
  sets.put({ ...place, type: 'SOA', set: { Name: name, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: authority }] } })
}

/** A private zone has no servers that anybody could delegate to. */
function delegation({ isPrivate, nameServers }: HostedZone): { readonly DelegationSet?: { readonly NameServers: string[] } } {
  return isPrivate ? {} : { DelegationSet: { NameServers: [...nameServers] } }
}

function shown({ id, name, reference, comment, isPrivate }: HostedZone, call: Call): ZoneShown {
  return {
    Id: `/hostedzone/${id}`, Name: name, CallerReference: reference,
    Config: { ...(comment !== undefined && { Comment: comment }), PrivateZone: isPrivate },
    ResourceRecordSetCount: [...call.of(RecordSet).scan({ within: [id] })].length,
  }
}

export const GetHostedZone: Route53['GetHostedZone'] = ({ Id }, call) => {
  const zone = zoneFor(Id, call)
  return { HostedZone: shown(zone, call), ...delegation(zone), ...(zone.isPrivate && { VPCs: [...zone.vpcs] }) }
}

export const GetHostedZoneCount: Route53['GetHostedZoneCount'] = (_input, call) =>
  ({ HostedZoneCount: [...call.of(HostedZone).scan()].length })

/** By id, from the marker on. */
export const ListHostedZones: Route53['ListHostedZones'] = ({ Marker: marker = '', MaxItems, HostedZoneType: type }, call) => {
  const most = Math.min(Number(MaxItems ?? mostOnPage), mostOnPage)
  const zones = [...call.of(HostedZone).scan()].filter(({ id, isPrivate }) => id >= marker && (type === undefined || isPrivate))
  const next = zones[most]
  return {
    HostedZones: zones.slice(0, most).map(zone => shown(zone, call)), Marker: marker, IsTruncated: next !== undefined,
    MaxItems: String(most), ...(next !== undefined && { NextMarker: next.id }),
  }
}

/** By name with its labels from the right, from a name on. */
export const ListHostedZonesByName: Route53['ListHostedZonesByName'] = ({ DNSName, HostedZoneId, MaxItems }, call) => {
  const most = Math.min(Number(MaxItems ?? mostOnPage), mostOnPage)
  const order = ({ name, id }: Pick<HostedZone, 'name' | 'id'>): string => `${reversed(name)} ${id}`
  const first = DNSName === undefined ? '' : order({ name: cleanName(DNSName), id: HostedZoneId === undefined ? '' : zoneId(HostedZoneId) })
  const zones = [...call.of(HostedZone).scan()].filter(zone => order(zone) >= first).sort((a, b) => order(a) < order(b) ? -1 : 1)
  const next = zones[most]
  return {
    HostedZones: zones.slice(0, most).map(zone => shown(zone, call)), IsTruncated: next !== undefined, MaxItems: String(most),
    ...(DNSName !== undefined && { DNSName }), ...(HostedZoneId !== undefined && { HostedZoneId }),
    ...(next !== undefined && { NextDNSName: next.name, NextHostedZoneId: next.id }),
  }
}

export const UpdateHostedZoneComment: Route53['UpdateHostedZoneComment'] = ({ Id, Comment: comment }, call) =>
  ({ HostedZone: shown(call.of(HostedZone).put({ ...zoneFor(Id, call), comment }), call) })

/** Only one that holds nothing but what it was made with. */
export const DeleteHostedZone: Route53['DeleteHostedZone'] = ({ Id }, call) => {
  const { id, name } = zoneFor(Id, call)
  const sets = [...call.of(RecordSet).scan({ within: [id] })]
  if (sets.some(({ set, type }) => set.Name !== name || (type !== 'NS' && type !== 'SOA'))) {
    throw call.fault('HostedZoneNotEmpty',
      'The specified hosted zone contains non-required resource record sets and so cannot be deleted.')
  }
  for (const { place, type, setId } of sets) call.of(RecordSet).delete(id, place, type, setId)
  call.of(HostedZone).delete(id)
  return { ChangeInfo: submitted(call) }
}

export const AssociateVPCWithHostedZone: Route53['AssociateVPCWithHostedZone'] = ({ HostedZoneId, VPC: vpc, Comment }, call) => {
  const zone = zoneFor(HostedZoneId, call)
  if (!zone.isPrivate) throw call.fault('PublicZoneVPCAssociation', `Hosted zone ${zone.id} is public and cannot be associated with a VPC.`)
  const others = zone.vpcs.filter(({ VPCId }) => VPCId !== vpc.VPCId)
  call.of(HostedZone).put({ ...zone, vpcs: [...others, vpc] })
  return { ChangeInfo: submitted(call, Comment) }
}

export const DisassociateVPCFromHostedZone: Route53['DisassociateVPCFromHostedZone'] = ({ HostedZoneId, VPC: vpc, Comment }, call) => {
  const zone = zoneFor(HostedZoneId, call)
  const others = zone.vpcs.filter(({ VPCId }) => VPCId !== vpc.VPCId)
  if (others.length === zone.vpcs.length) {
    throw call.fault('VPCAssociationNotFound', `The VPC ${String(vpc.VPCId)} is not associated with hosted zone ${zone.id}.`)
  }
  if (others.length === 0) {
    throw call.fault('LastVPCAssociation', `The VPC ${String(vpc.VPCId)} is the last one that is associated with the hosted zone.`)
  }
  call.of(HostedZone).put({ ...zone, vpcs: others })
  return { ChangeInfo: submitted(call, Comment) }
}
