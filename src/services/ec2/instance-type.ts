// Instance types: processors and memory of those families whose sizes follow a rule that AWS publishes. A type that is not here is still a
// type that RunInstances takes, and DescribeInstanceTypes leaves it out. Source: "Instance type specifications", EC2 Instance Types guide.

import type { Ec2, InstanceTypeInfo } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import { filterPaths, passes } from './filter.ts'

interface Family {
  readonly gibPerCpu: number
  readonly sizes: string
  readonly arm?: true
}

const bySize: Readonly<Record<string, number>> = {
  medium: 1, large: 2, xlarge: 4, '2xlarge': 8, '3xlarge': 12, '4xlarge': 16, '6xlarge': 24, '8xlarge': 32, '9xlarge': 36, '12xlarge': 48,
  '16xlarge': 64, '18xlarge': 72, '24xlarge': 96, '32xlarge': 128, '48xlarge': 192,
}
const intel = 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge'
const intel6 = `${intel} 32xlarge`
const intel7 = 'large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 48xlarge'
const graviton = 'medium large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge'
const graviton4 = `${graviton} 24xlarge 48xlarge`

const families: Readonly<Record<string, Family>> = {
  m5: { gibPerCpu: 4, sizes: intel }, m5a: { gibPerCpu: 4, sizes: intel }, m6i: { gibPerCpu: 4, sizes: intel6 },
  m6a: { gibPerCpu: 4, sizes: `${intel6} 48xlarge` }, m7i: { gibPerCpu: 4, sizes: intel7 },
  m6g: { gibPerCpu: 4, sizes: graviton, arm: true }, m7g: { gibPerCpu: 4, sizes: graviton, arm: true },
  m8g: { gibPerCpu: 4, sizes: graviton4, arm: true },
  c5: { gibPerCpu: 2, sizes: 'large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge' }, c6i: { gibPerCpu: 2, sizes: intel6 },
  c7i: { gibPerCpu: 2, sizes: intel7 }, c6g: { gibPerCpu: 2, sizes: graviton, arm: true }, c7g: { gibPerCpu: 2, sizes: graviton,
    arm: true },
  c8g: { gibPerCpu: 2, sizes: graviton4, arm: true },
  r5: { gibPerCpu: 8, sizes: intel }, r6i: { gibPerCpu: 8, sizes: intel6 }, r7i: { gibPerCpu: 8, sizes: intel7 },
  r6g: { gibPerCpu: 8, sizes: graviton, arm: true }, r7g: { gibPerCpu: 8, sizes: graviton, arm: true },
  r8g: { gibPerCpu: 8, sizes: graviton4, arm: true },
}

/** Processors and GiB of the burstable sizes. */
const burstable: Readonly<Record<string, readonly [number, number]>> = {
  nano: [2, 0.5], micro: [2, 1], small: [2, 2], medium: [2, 4], large: [2, 8], xlarge: [4, 16], '2xlarge': [8, 32],
}
/** T2's smaller sizes have one processor. */
const t2: typeof burstable = { ...burstable, nano: [1, 0.5], micro: [1, 1], small: [1, 2] }

export interface TypeFacts { readonly cpus: number, readonly gib: number, readonly architecture: 'x86_64' | 'arm64' }

/** Undefined for a type of which nothing is known here. */
export function typeFacts(type: string): TypeFacts | undefined {
  const [family = '', size = ''] = type.split('.')
  const small = family === 't2' ? t2[size] : ['t3', 't3a', 't4g'].includes(family) ? burstable[size] : undefined
  if (small !== undefined) return { cpus: small[0], gib: small[1], architecture: family === 't4g' ? 'arm64' : 'x86_64' }
  const facts = families[family]
  if (facts === undefined || !facts.sizes.split(' ').includes(size)) return undefined
  const cpus = bySize[size]!
  return { cpus, gib: cpus * facts.gibPerCpu, architecture: facts.arm === true ? 'arm64' : 'x86_64' }
}

function knownTypes(): string[] {
  const small = ['t2', 't3', 't3a', 't4g'].flatMap(family => Object.keys(burstable).map(size => `${family}.${size}`))
  return [...small, ...Object.entries(families).flatMap(([family, { sizes }]) => sizes.split(' ').map(size => `${family}.${size}`))]
}

function infoOf(type: string): InstanceTypeInfo {
  const { cpus, gib, architecture } = typeFacts(type)!
  const family = type.split('.')[0]!
  const isOld = family === 't2'
  return {
    InstanceType: type, CurrentGeneration: true, FreeTierEligible: type === 't2.micro' || type === 't3.micro',
    SupportedUsageClasses: ['on-demand', 'spot'], SupportedRootDeviceTypes: ['ebs'], SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false, Hypervisor: isOld ? 'xen' : 'nitro', ProcessorInfo: { SupportedArchitectures: [architecture] },
    VCpuInfo: { DefaultVCpus: cpus }, MemoryInfo: { SizeInMiB: gib * 1_024 }, InstanceStorageSupported: false,
    BurstablePerformanceSupported: family.startsWith('t'),
  }
}

const filters = filterPaths(`instance-type current-generation free-tier-eligible hypervisor bare-metal instance-storage-supported
  burstable-performance-supported processor-info.supported-architecture=ProcessorInfo.SupportedArchitectures
  vcpu-info.default-vcpus=VCpuInfo.DefaultVCpus memory-info.size-in-mib=MemoryInfo.SizeInMiB supported-usage-class=SupportedUsageClasses
  supported-root-device-type=SupportedRootDeviceTypes supported-virtualization-type=SupportedVirtualizationTypes`)

export const DescribeInstanceTypes: Ec2['DescribeInstanceTypes'] = function* ({ InstanceTypes: names, Filters: asked }) {
  for (const name of names ?? []) {
    if (typeFacts(name) !== undefined) continue
    const isFamily = name.split('.')[0]! in families
    if (isFamily) throw new Fault('InvalidInstanceType', `The following supplied instance types do not exist: [${name}]`)
    throw new Fault('NotImplemented', `Orrery's EC2 knows processors and memory of the T, M, C and R families; ask it for none of ${name}.`)
  }
  for (const type of names !== undefined && names.length > 0 ? names : knownTypes()) {
    const info = infoOf(type)
    if (passes(info, asked, filters, {})) yield info
  }
}

export const DescribeInstanceTypeOfferings: Ec2['DescribeInstanceTypeOfferings'] = function* ({ LocationType: kind = 'region',
  Filters: asked }, call) {
  if (kind !== 'region') throw new Fault('NotImplemented', 'Orrery knows no zones of instance types. Ask by region.')
  for (const type of knownTypes()) {
    const offering = { InstanceType: type, LocationType: kind, Location: call.region }
    if (passes(offering, asked, filterPaths('instance-type location'), {})) yield offering
  }
}
