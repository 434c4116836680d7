// Parameters that name images of EC2: of Amazon Linux, Windows, Ubuntu, and those that are made for ECS and EKS. What they say is asked
// of EC2
// by a real call; what EC2 does not show has no parameter.
// Sources: "Calling AMI public parameters in Parameter Store", Systems Manager User Guide; "Retrieving Amazon ECS-optimized Linux AMI
// metadata", ECS Developer Guide; "Retrieve recommended Amazon Linux AMI IDs", EKS User Guide; Canonical's page on SSM parameters.

import type { Call } from '../../kernel/service.ts'

/** An image, and what of it the parameter holds: its id, another field, or all of them as JSON. */
interface ImageParameter { readonly image: string, readonly field: string, readonly about: Readonly<Record<string, string>> }

const released = '2023.6.20250115.0'
const second = '2.0.20250123.4'
const windows = '2025.01.15'

/** What follows `/aws/service/`, and the name of the image. */
function plainImages(): (readonly [string, string])[] {
  const linux = ['x86_64', 'arm64'].flatMap(cpu => [
    [`al2023-ami-kernel-default-${cpu}`, `al2023-ami-${released}-kernel-6.1-${cpu}`],
    [`al2023-ami-kernel-6.1-${cpu}`, `al2023-ami-${released}-kernel-6.1-${cpu}`],
    [`al2023-ami-minimal-kernel-default-${cpu}`, `al2023-ami-minimal-${released}-kernel-6.1-${cpu}`],
    [`al2023-ami-minimal-kernel-6.1-${cpu}`, `al2023-ami-minimal-${released}-kernel-6.1-${cpu}`],
    [`amzn2-ami-hvm-${cpu}-gp2`, `amzn2-ami-hvm-${second}-${cpu}-gp2`],
    [`amzn2-ami-kernel-5.10-hvm-${cpu}-gp2`, `amzn2-ami-kernel-5.10-hvm-${second}-${cpu}-gp2`],
  ].map(([path, name]) => [`ami-amazon-linux-latest/${path!}`, name!] as const))
  const servers = ['2016', '2019', '2022', '2025'].flatMap(year => ['Full', 'Core'].map(kind =>
    [`ami-windows-latest/Windows_Server-${year}-English-${kind}-Base`, `Windows_Server-${year}-English-${kind}-Base-${windows}`] as const))
  const releases = [['20.04', 'focal', 'gp2', '20250112'], ['22.04', 'jammy', 'gp2', '20250112'],
    ['24.04', 'noble', 'gp3', '20250115']] as const
  const ubuntu = releases.flatMap(([version, word, disk, built]) => ['amd64', 'arm64'].map(cpu => [
    `canonical/ubuntu/server/${version}/stable/current/${cpu}/hvm/ebs-${disk}/ami-id`,
    `ubuntu/images/hvm-ssd${disk === 'gp3' ? '-gp3' : ''}/ubuntu-${word}-${version}-${cpu}-server-${built}`,
  ] as const))
  return [...linux, ...servers, ...ubuntu]
}

const agent = { ecs_runtime_version: 'Docker version 25.0.6', ecs_agent_version: '1.89.3' }

interface Recommended { readonly path: string, readonly image: string, readonly about: Readonly<Record<string, string>> }

/** Images with a parameter for each of their fields, and one for all of them. */
function recommended(): Recommended[] {
  const ecs = [
    ['amazon-linux-2', 'amzn2-ami-ecs-hvm-2.0.20250117-x86_64-ebs', 'Amazon Linux 2'],
    ['amazon-linux-2/arm64', 'amzn2-ami-ecs-hvm-2.0.20250117-arm64-ebs', 'Amazon Linux 2'],
    ['amazon-linux-2/gpu', 'amzn2-ami-ecs-gpu-hvm-2.0.20250117-x86_64-ebs', 'Amazon Linux 2'],
    ['amazon-linux-2023', 'al2023-ami-ecs-hvm-2023.0.20250117-kernel-6.1-x86_64', 'Amazon Linux 2023'],
    ['amazon-linux-2023/arm64', 'al2023-ami-ecs-hvm-2023.0.20250117-kernel-6.1-arm64', 'Amazon Linux 2023'],
  ].map(([path, image, os]): Recommended => ({
    path: `ecs/optimized-ami/${path!}/recommended`, image: image!,
    about: { os: os!, image_version: /\d{8}/.exec(image!)![0], ...agent },
  }))
  const eks = ['1.30', '1.31', '1.32'].flatMap(version => ['x86_64', 'arm64'].map((cpu): Recommended => ({
    path: `eks/optimized-ami/${version}/amazon-linux-2023/${cpu}/standard/recommended`,
    image: `amazon-eks-node-al2023-${cpu}-standard-${version}-v20250116`, about: { release_version: `${version}-20250116` },
  })))
  return [...ecs, ...eks]
}

/** By the whole name. */
export function imageParameters(root: string): ReadonlyMap<string, ImageParameter> {
  const found = new Map<string,
    ImageParameter>(plainImages().map(([path, image]) => [`${root}${path}`, { image, field: 'image_id', about: {} }]))
  for (const { path, image, about } of recommended()) {
    found.set(`${root}${path}`, { image, field: '', about })
    for (const field of ['image_id', 'image_name', ...Object.keys(about)]) found.set(`${root}${path}/${field}`, { image, field, about })
  }
  return found
}

/** What these parameters hold, those of images that are there. */
export async function imageValues(wanted: readonly ImageParameter[], call: Call): Promise<Map<ImageParameter, string>> {
  const names = [...new Set(wanted.map(({ image }) => image))]
  const { Images: images = [] } = names.length === 0 ? {}
    : await call.to('ec2').DescribeImages({ Filters: [{ Name: 'name', Values: names }] })
  const ids = new Map(images.filter(({ Public }) => Public === true).map(({ Name, ImageId }) => [Name!, ImageId!]))
  return new Map(wanted.flatMap(parameter => {
    const { image, field, about } = parameter
    const id = ids.get(image)
    if (id === undefined) return []
    const fields: Readonly<Record<string, string>> = { image_id: id, image_name: image, ...about }
    return [[parameter, field === '' ? JSON.stringify({ schema_version: '1', ...fields }) : fields[field]!] as const]
  }))
}
