// Regions and availability zones: which there are, from the SDKs' partition data. Zone ids are `use1-az1` and so on; which letter stands
// for which, AWS shuffles by account, and we do not. Source: "AWS Regions and Availability Zones".

import type { Ec2, AvailabilityZone, Region } from '../../../generated/aws/ec2.ts'
import { partitions } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Fault } from '../../kernel/service.ts'
import { filterPaths, passes } from './filter.ts'

/** Regions that an account has without asking: those opened before 20 March 2019, and Osaka. */
const alwaysOn = new Set([
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1',
  'ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'sa-east-1',
])

const letters: Readonly<Record<string, string>> = { 'us-east-1': 'abcdef', 'us-west-2': 'abcd', 'ap-northeast-2': 'abcd',
  'us-west-1': 'ac' }

const regionFilters = filterPaths('region-name endpoint opt-in-status')
const zoneFilters = filterPaths('region-name zone-name zone-id group-name network-border-group state zone-type opt-in-status')

export function zoneNames(region: string): string[] {
  return [...letters[region] ?? 'abc'].map(letter => region + letter)
}

/** @throws InvalidParameterValue for a zone of another region */
export function checkZone(name: string | undefined, call: Call): string {
  if (name !== undefined && zoneNames(call.region).includes(name)) return name
  throw new Fault('InvalidParameterValue', `Invalid availability zone: [${name ?? ''}]`)
}

/** `use1-az1` */
export function zoneId(name: string): string {
  const region = name.slice(0, -1)
  const [area = '', ...rest] = region.split('-')
  const number = rest.pop() ?? ''
  const short = rest.map(word => word.replace(/^(north|south)(east|west)$/, (_, one: string, two: string) => one[0]! + two[0]!))
    .map(word => word.length <= 2 ? word : word[0]!).join('')
  return `${area}${short}${number}-az${zoneNames(region).indexOf(name) + 1}`
}

export const DescribeRegions: Ec2['DescribeRegions'] = ({ RegionNames: names, AllRegions: all, Filters: filters }, call) => {
  const partition = partitions.find(({ id }) => id === call.partition)!
  const known = partition.regions.map(({ id }): Region => {
    const isOn = call.partition !== 'aws' || alwaysOn.has(id)
    return { RegionName: id, Endpoint: `ec2.${id}.${partition.dnsSuffix}`, OptInStatus: isOn ? 'opt-in-not-required' : 'not-opted-in' }
  })
  for (const name of names ?? []) {
    if (!known.some(({ RegionName }) => RegionName === name)) throw new Fault('InvalidParameterValue', `Invalid region name: [${name}]`)
  }
  const wanted = ({ RegionName: name = '', OptInStatus: status }: Region): boolean =>
    names?.includes(name) ?? (all === true || status === 'opt-in-not-required')
  return { Regions: known.filter(region => wanted(region) && passes(region, filters, regionFilters, {})) }
}

export const DescribeAvailabilityZones: Ec2['DescribeAvailabilityZones'] = ({ ZoneNames: names, ZoneIds: ids, Filters: filters }, call) => {
  const { region } = call
  for (const name of names ?? []) checkZone(name, call)
  const zones = zoneNames(region).map((name): AvailabilityZone => ({
    State: 'available', OptInStatus: 'opt-in-not-required', Messages: [], RegionName: region, ZoneName: name, ZoneId: zoneId(name),
    GroupName: `${region}-zg-1`, NetworkBorderGroup: region, ZoneType: 'availability-zone',
  }))
  const wanted = ({ ZoneName: name = '', ZoneId: id = '' }: AvailabilityZone): boolean =>
    (names === undefined || names.includes(name)) && (ids === undefined || ids.includes(id))
  return { AvailabilityZones: zones.filter(zone => wanted(zone) && passes(zone, filters, zoneFilters, {})) }
}
