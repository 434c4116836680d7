// Record sets: a batch of changes is carried out whole or not at all. Source: ChangeResourceRecordSets and ListResourceRecordSets, Amazon
// Route 53 API Reference; the texts of InvalidChangeBatch are as AWS CLI users report them.

import { isDeepStrictEqual } from 'node:util'
import type { Change as Asked, ResourceRecordSet, Route53 } from '../../../generated/aws/route53.ts'
import type { Call, Fault } from '../../kernel/service.ts'
import { submitted } from './change.ts'
import { cleanName, RecordSet, reversed } from './record-name.ts'
import { zoneFor } from './zone.ts'
import type { HostedZone } from './zone.ts'

const mostOnPage = 300

export const ChangeResourceRecordSets: Route53['ChangeResourceRecordSets'] = ({ HostedZoneId, ChangeBatch: batch }, call) => {
  const zone = zoneFor(HostedZoneId, call)
  const flaws = batch.Changes.flatMap(change => carriedOut(zone, change, call))
  if (flaws.length > 0) throw invalid(flaws, call)
  const own = [...call.of(RecordSet).scan({ within: [zone.id, reversed(zone.name)] })].map(({ type }) => type)
  if (!own.includes('SOA')) throw invalid(['A HostedZone must contain exactly one SOA record.'], call)
  if (!own.includes('NS')) throw invalid(['A HostedZone must contain at least one NS record for the zone itself.'], call)
  return { ChangeInfo: submitted(call, batch.Comment) }
}

function invalid(flaws: readonly string[], call: Call): Fault {
  return call.fault('InvalidChangeBatch', `[${flaws.join(', ')}]`, { messages: flaws })
}

/** @returns what stands against it */
function carriedOut(zone: HostedZone, { Action: action, ResourceRecordSet: given }: Asked, call: Call): string[] {
  const set: ResourceRecordSet = { ...given, Name: cleanName(given.Name) }
  const { Name: name, Type: type, SetIdentifier: setId = '' } = set
  const sets = call.of(RecordSet)
  const place = reversed(name)
  const present = sets.get(zone.id, place, type, setId)
  const which = `resource record set [name='${name}', type='${type}'${setId === '' ? '' : `, set identifier='${setId}'`}]`
  if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
    return [`RRSet with DNS name ${name} is not permitted in zone ${zone.name}`]
  }
  if (action === 'DELETE') {
    if (present === undefined) return [`Tried to delete ${which} but it was not found`]
    if (!isDeepStrictEqual(plain(present.set), plain(set))) {
      return [`Tried to delete ${which} but the values provided do not match the current values`]
    }
    sets.delete(zone.id, place, type, setId)
    return []
  }
  if (action === 'CREATE' && present !== undefined) return [`Tried to create ${which} but it already exists`]
  const flaw = flawOf(zone, set, [...sets.scan({ within: [zone.id, place] })])
  if (flaw !== undefined) return [flaw]
  sets.put({ zone: zone.id, place, type, setId, set })
  return []
}

/** What forbids it, beside others of its name. */
function flawOf(zone: HostedZone, { Name: name, Type: type, ...set }: ResourceRecordSet, others: readonly RecordSet[]): string | undefined {
  const isAlias = set.AliasTarget !== undefined
  if (isAlias === (set.ResourceRecords !== undefined && set.ResourceRecords.length > 0)) {
    return `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], `
      + `but found ${isAlias ? 'more than one' : 'none'} in Change with [Action=CREATE, Name=${name}, Type=${type}]`
  }
  if (!isAlias && set.TTL === undefined) return `Missing field 'TTL' in Change with [Name=${name}, Type=${type}]`
  if (type === 'CNAME' && name === zone.name) {
    return `RRSet of type CNAME with DNS name ${name} is not permitted at apex in zone ${zone.name}`
  }
  const isClashing = others.some(other => (other.type === 'CNAME') !== (type === 'CNAME'))
  if (isClashing) {
    return `RRSet of type ${type} with DNS name ${name} is not permitted because a conflicting RRSet of another type with the same DNS `
      + `name already exists in zone ${zone.name}`
  }
  return undefined
}

/** Without members that were not given. */
function plain(set: ResourceRecordSet): unknown {
  return JSON.parse(JSON.stringify(set))
}

/** In order of names from the right, then of types; from a name on. */
export const ListResourceRecordSets: Route53['ListResourceRecordSets'] = (input, call) => {
  const { id } = zoneFor(input.HostedZoneId, call)
  const { StartRecordName: name, StartRecordType: type = '', StartRecordIdentifier: setId = '' } = input
  if (name === undefined && type !== '') {
    throw call.fault('InvalidInput', 'The input is not valid: StartRecordType without StartRecordName.')
  }
  const most = Math.min(Number(input.MaxItems ?? mostOnPage), mostOnPage)
  const first = name === undefined ? undefined : [reversed(cleanName(name)), type, setId]
  const isFrom = (set: RecordSet): boolean => {
    const own = [set.place, set.type, set.setId]
    const at = first?.findIndex((part, i) => part !== own[i]) ?? -1
    return at === -1 || own[at]! > first![at]!
  }
  const sets = [...call.of(RecordSet).scan({ within: [id] })].filter(isFrom)
  const next = sets[most]
  return {
    ResourceRecordSets: sets.slice(0, most).map(({ set }) => set), IsTruncated: next !== undefined, MaxItems: String(most),
    ...(next !== undefined && {
      NextRecordName: next.set.Name, NextRecordType: next.set.Type, ...(next.setId !== '' && { NextRecordIdentifier: next.setId }),
    }),
  }
}
