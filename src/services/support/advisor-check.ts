// Checks of Trusted Advisor: a stated selection, each computed from what is there, by real calls of the services that it looks at. Source:
// "AWS Trusted Advisor check reference", AWS Support User Guide: names, ids, columns and thresholds; words are our own.

import type { Call } from '../../kernel/service.ts'
import { partitions } from '../../kernel/service.ts'
import { chargesWithin, contractOf, costOf, dayMs, dollars, isActive } from '../../contract/index.ts'

export type CheckCategory = 'cost_optimizing' | 'security' | 'fault_tolerance' | 'service_limits'

/** A resource that a check looked at. */
export interface Looked {
  readonly status: 'ok' | 'warning' | 'error'
  readonly region?: string
  readonly id: string
  /** By the check's columns. */
  readonly metadata: readonly string[]
  /** Dollars a month that would be saved. */
  readonly saves?: number
}

export interface AdvisorCheck {
  readonly id: string
  readonly name: string
  readonly says: string
  readonly category: CheckCategory
  readonly columns: readonly string[]
  /** Open to every support plan. */
  readonly isCore?: boolean
  readonly look: (call: Call, regions: readonly string[]) => Promise<Looked[]>
}

/** Regions in which the account has anything: looking elsewhere finds nothing. */
export function regionsOf(call: Call): string[] {
  const { ledger } = contractOf(call)
  const used = new Set(ledger.ground.core.store.cellIds().filter(id => id.startsWith(`${call.account}/`)).map(id => id.split('/')[1]!))
  const known = partitions.flatMap(({ regions }) => regions.map(({ id }) => id))
  return [...used].filter(region => known.includes(region)).sort()
}

async function each<T>(regions: readonly string[], find: (region: string) => Promise<readonly T[]>): Promise<{ region: string,
  item: T }[]> {
  const found: { region: string, item: T }[] = []
  for (const region of regions) for (const item of await find(region)) found.push({ region, item })
  return found
}

/** Ports that are open with a reason, and ports that seldom are. Source: the check of this name in the check reference. */
const greenPorts = [80, 25, 443, 465]
const redPorts = [20, 21, 22, 1433, 1434, 3306, 3389, 4333, 5432, 5500]

const openPorts: AdvisorCheck = {
  id: 'HCP4007jGY', name: 'Security Groups - Specific Ports Unrestricted', category: 'security', isCore: true,
  says: 'Rules of security groups that let the whole world reach certain ports.',
  columns: ['Region', 'Security Group Name', 'Security Group ID', 'Protocol', 'Status', 'Ports'],
  async look(call, regions) {
    const groups = await each(regions, async region => (await call.to('ec2', { region }).DescribeSecurityGroups({})).SecurityGroups ?? [])
    return groups.flatMap(({ region, item: { GroupId: id = '', GroupName: name = '', IpPermissions: rules = [] } }) => {
      const open = rules.filter(({ IpRanges: ranges = [] }) => ranges.some(({ CidrIp: cidr }) => cidr === '0.0.0.0/0'))
      const looked = open.flatMap(({ FromPort: from = 0, ToPort: to = 65_535, IpProtocol: protocol = '-1' }) => {
        const hits = (ports: readonly number[]) => ports.some(port => port >= from && port <= to)
        const status = protocol === '-1' || hits(redPorts) ? 'error' as const : hits(greenPorts) && from === to ? 'ok' as const
          : 'warning' as const
        return [{ region, id, status,
          metadata: [region, name, id, protocol, colour[status], from === to ? String(from) : `${from}-${to}`] }]
      })
      return looked.length > 0 ? looked : [{ region, id, status: 'ok' as const, metadata: [region, name, id, '', 'Green', ''] }]
    })
  },
}

const colour = { ok: 'Green', warning: 'Yellow', error: 'Red' } as const

const idleAddresses: AdvisorCheck = {
  id: 'Z4AUBRNSmz', name: 'Unassociated Elastic IP Addresses', category: 'cost_optimizing',
  says: 'Elastic addresses that nothing uses, and that are paid for.', columns: ['Region', 'IP Address'],
  async look(call, regions) {
    const found = await each(regions, async region => (await call.to('ec2', { region }).DescribeAddresses({})).Addresses ?? [])
    return found.map(({ region, item: { PublicIp: ip = '', AssociationId: association } }) => ({
      region, id: ip, status: association === undefined ? 'warning' as const : 'ok' as const, metadata: [region, ip],
      ...(association === undefined && { saves: 0.005 * 730 }),
    }))
  },
}

const idleVolumes: AdvisorCheck = {
  id: 'DAvU99Dc4C', name: 'Underutilized Amazon EBS Volumes', category: 'cost_optimizing',
  says: 'Volumes that have been attached to nothing for seven days.',
  columns: ['Region', 'Volume ID', 'Volume Name', 'Volume Type', 'Volume Size', 'Monthly Storage Cost', 'Snapshot ID'],
  async look(call, regions) {
    const found = await each(regions, async region => (await call.to('ec2', { region }).DescribeVolumes({})).Volumes ?? [])
    return found.map(({ region, item }) => {
      const { VolumeId: id = '', State: state, Size: size = 0, VolumeType: type = '', CreateTime: madeAt = 0,
        SnapshotId: snapshot = '' } = item
      const name = (item.Tags ?? []).find(({ Key: key }) => key === 'Name')?.Value ?? ''
      const isIdle = state === 'available' && Number(madeAt) < call.now() - 7 * dayMs
      const { book } = contractOf(call).ledger
      const suffix = type === 'standard' ? '' : type === 'io1' ? '.piops' : `.${type}`
      const price = book.find(call.account, 'ec2', `EBS:VolumeUsage${suffix}`, '', region, call.now())
      const monthly = Number(price?.tiers[0]?.price ?? 0n) / 1e12 * size
      return {
        region, id, status: isIdle ? 'warning' as const : 'ok' as const,
        metadata: [region, id, name, type, String(size), `$${monthly.toFixed(2)}`, snapshot], ...(isIdle && { saves: monthly }),
      }
    })
  },
}

const expiringReservations: AdvisorCheck = {
  id: '1e93e4c0b5', name: 'Amazon EC2 Reserved Instance Lease Expiration', category: 'cost_optimizing',
  says: 'Reserved instances whose term ends within thirty days, or ended within the last thirty.',
  columns: ['Status', 'Zone', 'Instance Type', 'Platform', 'Instance Count', 'Current Monthly Cost', 'Expiration Date',
    'Reserved Instance ID'],
  look(call) {
    const now = call.now()
    const { commitments } = contractOf(call).ledger
    const near = commitments.of(call.account, 'ec2').filter(({ endAt, endedAt }) => endedAt === undefined
      && Math.abs(endAt - now) <= 30 * dayMs)
    return Promise.resolve(near.map(each => {
      const status = isActive(each, now) ? 'warning' as const : 'error' as const
      const monthly = Number(each.recurring) / 1e12 * 730
      return {
        status, region: each.region, id: each.id,
          metadata: [colour[status], each.region, each.reserved!.type, 'Linux/UNIX', String(each.reserved!.count),
          `$${monthly.toFixed(2)}`, new Date(each.endAt).toISOString(), each.id],
      }
    }))
  },
}

const rootKeys: AdvisorCheck = {
  id: '7DAFEmoDos', name: 'MFA on Root Account', category: 'security', isCore: true,
  says: 'Whether the root user signs in with a second factor.', columns: [],
  async look(call) {
    const { SummaryMap: summary = {} } = await call.to('iam').GetAccountSummary({})
    const has = Number((summary as Readonly<Record<string, number>>)['AccountMFAEnabled'] ?? 0) > 0
    return [{ id: call.account, status: has ? 'ok' : 'error', metadata: [] }]
  },
}

const versioning: AdvisorCheck = {
  id: 'R365s2Qddf', name: 'Amazon S3 Bucket Versioning', category: 'fault_tolerance',
  says: 'Buckets that keep no versions, or keep none any more.',
    columns: ['Region', 'Bucket Name', 'Versioning', 'MFA Delete Enabled', 'Status'],
  async look(call) {
    const { Buckets: buckets = [] } = await call.to('s3').ListBuckets({})
    const found: Looked[] = []
    for (const { Name: name = '' } of buckets) {
      const { Status: state = 'Not Enabled', MFADelete: factor = 'Disabled' } = await call.to('s3').GetBucketVersioning({ Bucket: name })
      const status = state === 'Enabled' ? 'ok' as const : 'warning' as const
      found.push({ id: name, status, metadata: [call.region, name, state, factor, colour[status]] })
    }
    return found
  },
}

/** Rates of what may be used up: the warning begins at 80 percent. */
function limit(id: string, name: string, service: string, most: number,
  count: (call: Call, region: string) => Promise<number>): AdvisorCheck {
  return {
    id, name, category: 'service_limits', isCore: true, says: `How much of its quota "${name}" has reached.`,
    columns: ['Region', 'Service', 'Limit Name', 'Limit Amount', 'Current Usage', 'Status'],
    async look(call, regions) {
      const found: Looked[] = []
      for (const region of regions) {
        const used = await count(call, region)
        const status = used >= most ? 'error' as const : used >= most * 0.8 ? 'warning' as const : 'ok' as const
        found.push({ region, id: `${service}/${region}`, status,
          metadata: [region, service, name, String(most), String(used), colour[status]] })
      }
      return found
    },
  }
}

const spending: AdvisorCheck = {
  id: 'vZ2c2W1srf', name: 'Savings Plan', category: 'cost_optimizing',
  says: 'Hours of instances of the last thirty days that a Compute plan of a year without up-front payment would have made cheaper.',
  columns: ['Status', 'Savings Plan type', 'Payment option', 'On-demand cost', 'Estimated monthly savings'],
  look(call) {
    const from = call.now() - 30 * dayMs
    const lines = chargesWithin(contractOf(call), call.account, from - from % 3_600_000,
      call.now() - call.now() % 3_600_000).flatMap(each => each.lines)
    const onDemand = lines.filter(({ kind, usageType }) => kind === 'Usage'
      && usageType.startsWith('BoxUsage:')).reduce((sum, line) => sum + costOf(line), 0n)
    const terms = contractOf(call).ledger.commitments.terms.find(each => each.programme === 'Compute' && each.years === 1
      && each.payment === 'No Upfront')!
    const saved = onDemand * (1000n - terms.permille) / 1000n
    if (saved === 0n) return Promise.resolve([])
    return Promise.resolve([{
      id: 'Compute', status: 'warning', metadata: ['Yellow', 'Compute', 'No Upfront', `$${dollars(onDemand)}`, `$${dollars(saved)}`],
        saves: Number(dollars(saved)),
    }])
  },
}

/** In the order of their names. */
export const advisorChecks: readonly AdvisorCheck[] = [
  openPorts, idleAddresses, idleVolumes, expiringReservations, rootKeys, versioning, spending,
  limit('lN7RR0l7J9', 'EC2-VPC Elastic IP Address', 'EC2', 5, async (call, region) =>
    ((await call.to('ec2', { region }).DescribeAddresses({})).Addresses ?? []).length),
  limit('jL7PP0l7J9', 'VPC', 'VPC', 5, async (call, region) => ((await call.to('ec2', { region }).DescribeVpcs({})).Vpcs ?? []).length),
  limit('kM7QQ0l7J9', 'VPC Internet Gateways', 'VPC', 5, async (call, region) =>
    ((await call.to('ec2', { region }).DescribeInternetGateways({})).InternetGateways ?? []).length),
].sort((a, b) => a.name < b.name ? -1 : 1)
