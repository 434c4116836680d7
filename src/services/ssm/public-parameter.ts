// Parameters that AWS publishes under `/aws/service/`: images, and the regions and their names. Ids of images are made of region and name,
// always the same. Source: "Working with public parameters in Parameter Store", Systems Manager User Guide.

import { createHash } from 'node:crypto'
import type { Call } from '../../kernel/service.ts'
import type { ParameterVersion } from './parameter.ts'

const regions: Readonly<Record<string, string>> = {
  'af-south-1': 'Africa (Cape Town)', 'ap-east-1': 'Asia Pacific (Hong Kong)', 'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-northeast-2': 'Asia Pacific (Seoul)', 'ap-northeast-3': 'Asia Pacific (Osaka)', 'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-south-2': 'Asia Pacific (Hyderabad)', 'ap-southeast-1': 'Asia Pacific (Singapore)', 'ap-southeast-2': 'Asia Pacific (Sydney)',
  'ap-southeast-3': 'Asia Pacific (Jakarta)', 'ap-southeast-4': 'Asia Pacific (Melbourne)', 'ca-central-1': 'Canada (Central)',
  'ca-west-1': 'Canada West (Calgary)', 'eu-central-1': 'Europe (Frankfurt)', 'eu-central-2': 'Europe (Zurich)',
  'eu-north-1': 'Europe (Stockholm)', 'eu-south-1': 'Europe (Milan)', 'eu-south-2': 'Europe (Spain)', 'eu-west-1': 'Europe (Ireland)',
  'eu-west-2': 'Europe (London)', 'eu-west-3': 'Europe (Paris)', 'il-central-1': 'Israel (Tel Aviv)', 'me-central-1': 'Middle East (UAE)',
  'me-south-1': 'Middle East (Bahrain)', 'sa-east-1': 'South America (Sao Paulo)', 'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)', 'us-west-1': 'US West (N. California)', 'us-west-2': 'US West (Oregon)',
}

const images = [
  ...['al2023-ami-kernel-default', 'al2023-ami-minimal-kernel-default', 'al2023-ami-kernel-6.1', 'al2023-ami-minimal-kernel-6.1']
    .flatMap(name => ['arm64', 'x86_64'].map(architecture => `ami-amazon-linux-latest/${name}-${architecture}`)),
  'ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2', 'ami-amazon-linux-latest/amzn2-ami-hvm-arm64-gp2',
  'ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2', 'ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-arm64-gp2',
  'ami-windows-latest/Windows_Server-2019-English-Full-Base', 'ami-windows-latest/Windows_Server-2022-English-Full-Base',
  'ami-windows-latest/Windows_Server-2025-English-Full-Base',
  ...['20.04', '22.04', '24.04'].flatMap(version => ['amd64', 'arm64'].map(architecture =>
    `canonical/ubuntu/server/${version}/stable/current/${architecture}/hvm/${version === '24.04' ? 'ebs-gp3' : 'ebs-gp2'}/ami-id`)),
  'ecs/optimized-ami/amazon-linux-2/recommended/image_id', 'ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
]

const root = '/aws/service/'
const infrastructure = `${root}global-infrastructure/`

export function publicParameter(name: string, call: Call): ParameterVersion | undefined {
  const image = name.startsWith(root) ? name.slice(root.length) : ''
  if (images.includes(image)) return published(name, imageId(call.region, image), 'aws:ec2:image')
  const [, region, field] = /^\/aws\/service\/global-infrastructure\/regions\/([\w-]+)(?:\/(\w+))?$/.exec(name) ?? []
  if (region === undefined || regions[region] === undefined) return undefined
  const value = field === undefined ? region : { longName: regions[region], partition: 'aws', domain: 'amazonaws.com' }[field]
  return value === undefined ? undefined : published(name, value, 'text')
}

export function* publicParameters(call: Call): Generator<ParameterVersion> {
  const names = [
    ...images.map(image => `${root}${image}`),
    ...Object.keys(regions).flatMap(region => ['', '/domain', '/longName', '/partition'].map(field =>
      `${infrastructure}regions/${region}${field}`)),
  ]
  for (const name of names.sort()) yield publicParameter(name, call)!
}

export function imageId(region: string, image: string): string {
  return `ami-${createHash('sha256').update(`${region} ${image}`).digest('hex').slice(0, 17)}`
}

/** AWS's own are of no account; they are taken to be as old as the service. */
function published(name: string, value: string, dataType: string): ParameterVersion {
  return {
    name, value, dataType, version: 1, type: 'String', tier: 'Standard', labels: [], modifiedAt: Date.UTC(2016, 11, 1), modifiedBy: '',
  }
}
