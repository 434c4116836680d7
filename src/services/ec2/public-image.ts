// Public images by their well-known names, which exist without being stored. Their ids are ours, the same for a name and region in every
// cloud. Owners' accounts are as "Find an AMI", the ECS and EKS guides and Canonical's pages give them.

import { createHash } from 'node:crypto'
import type { Image as Shown } from '../../../generated/aws/ec2.ts'

interface PublicImage {
  readonly name: string
  readonly owner: string
  readonly alias?: string
  readonly architecture: 'x86_64' | 'arm64'
  readonly root: string
  readonly sizeGiB: number
  readonly windows?: true
}

const amazon = { owner: '137112412989', alias: 'amazon', root: '/dev/xvda', sizeGiB: 8 }
const canonical = { owner: '099720109477', root: '/dev/sda1', sizeGiB: 8 }
const microsoft = { owner: '801119661308', alias: 'amazon', windows: true, root: '/dev/sda1', sizeGiB: 30 } as const
const containers = { owner: '591542846629', alias: 'amazon', root: '/dev/xvda', sizeGiB: 30 }
const kubernetes = { owner: '602401143452', alias: 'amazon', root: '/dev/xvda', sizeGiB: 20 }

const both = ['x86_64', 'arm64'] as const

const publicImages: readonly PublicImage[] = [
  ...both.flatMap((architecture): PublicImage[] => [
    { name: `al2023-ami-2023.6.20250115.0-kernel-6.1-${architecture}`, architecture, ...amazon },
    { name: `al2023-ami-minimal-2023.6.20250115.0-kernel-6.1-${architecture}`, architecture, ...amazon, sizeGiB: 2 },
    { name: `amzn2-ami-hvm-2.0.20250123.4-${architecture}-gp2`, architecture, ...amazon },
    { name: `amzn2-ami-kernel-5.10-hvm-2.0.20250123.4-${architecture}-gp2`, architecture, ...amazon },
    { name: `amzn2-ami-ecs-hvm-2.0.20250117-${architecture}-ebs`, architecture, ...containers },
    { name: `al2023-ami-ecs-hvm-2023.0.20250117-kernel-6.1-${architecture}`, architecture, ...containers },
    ...['1.30', '1.31', '1.32'].map((version): PublicImage => (
      { name: `amazon-eks-node-al2023-${architecture}-standard-${version}-v20250116`, architecture, ...kubernetes })),
  ]),
  { name: 'amzn2-ami-ecs-gpu-hvm-2.0.20250117-x86_64-ebs', architecture: 'x86_64', ...containers },
  ...(['amd64', 'arm64'] as const).flatMap((cpu): PublicImage[] => {
    const architecture = cpu === 'amd64' ? 'x86_64' : cpu
    return [
      { name: `ubuntu/images/hvm-ssd/ubuntu-focal-20.04-${cpu}-server-20250112`, architecture, ...canonical },
      { name: `ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-${cpu}-server-20250112`, architecture, ...canonical },
      { name: `ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-${cpu}-server-20250115`, architecture, ...canonical },
    ]
  }),
  ...['2016', '2019', '2022', '2025'].flatMap(year => ['Full', 'Core'].map((kind): PublicImage => (
    { name: `Windows_Server-${year}-English-${kind}-Base-2025.01.15`, architecture: 'x86_64', ...microsoft }))),
]

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 17)
}

export function publicImagesOf(region: string): Shown[] {
  return publicImages.map(({ name, owner, alias, architecture, root, sizeGiB, windows }) => ({
    ImageId: `ami-${digest(`${region} ${name}`)}`, Name: name, ImageLocation: `${alias ?? owner}/${name}`, OwnerId: owner, Public: true,
    ...(alias !== undefined && { ImageOwnerAlias: alias }), Architecture: architecture, ImageType: 'machine', State: 'available',
    CreationDate: '2025-01-15T00:00:00.000Z', RootDeviceType: 'ebs', RootDeviceName: root, VirtualizationType: 'hvm', Hypervisor: 'xen',
    EnaSupport: true, PlatformDetails: windows === true ? 'Windows' : 'Linux/UNIX', ProductCodes: [],
    UsageOperation: windows === true ? 'RunInstances:0002' : 'RunInstances', ...(windows === true && { Platform: 'Windows' as const }),
    BlockDeviceMappings: [{
      DeviceName: root,
      Ebs: {
        SnapshotId: `snap-${digest(`snapshot ${region} ${name}`)}`, VolumeSize: sizeGiB, VolumeType: 'gp3', DeleteOnTermination: true,
        Encrypted: false,
      },
    }],
  }))
}
