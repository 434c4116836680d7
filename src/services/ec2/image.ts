// Images: those that an account makes of its instances or registers, and the public ones of `public-image.ts`.
// Source: CreateImage, EC2 API Reference.

import type { BlockDeviceMapping, Ec2, Image as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { passes } from './filter.ts'
import { all, described, drop, find, make, seek } from './kind.ts'
import { Image, Instance } from './kinds.ts'
import { publicImagesOf } from './public-image.ts'
import { newSnapshot } from './snapshot.ts'

/** The image, of this account or public. @throws InvalidAMIID.NotFound */
export function imageOf(id: string, call: Call): Shown {
  return seek(Image, id, call) ?? publicImagesOf(call.region).find(({ ImageId }) => ImageId === id) ?? find(Image, id, call)
}

export const DescribeImages: Ec2['DescribeImages'] = function* ({ ImageIds: ids, Owners: owners, Filters: filters }, call) {
  const isWanted = ({ ImageId: id = '', OwnerId: owner, ImageOwnerAlias: alias }: Shown): boolean =>
    (ids === undefined || ids.length === 0 || ids.includes(id)) && (owners === undefined || owners.length === 0
      || owners.some(each => each === owner || each === alias || (each === 'self' && owner === call.account)))
  for (const id of ids ?? []) imageOf(id, call)
  for (const image of described(Image, { filters }, call)) if (isWanted(image)) yield image
  if (call.operation !== 'DescribeImages') return
  for (const image of publicImagesOf(call.region)) if (isWanted(image) && passes(image, filters, Image.filters, {})) yield image
}

function checkName(name: string, call: Call): void {
  for (const [id, image] of all(Image, call)) {
    if (image.Name === name) throw new Fault('InvalidAMIName.Duplicate', `AMI name ${name} is already in use by AMI ${id}`)
  }
}

function ownImage(id: string, name: string, call: Call) {
  return {
    ImageId: id, Name: name, ImageLocation: `${call.account}/${name}`, OwnerId: call.account, Public: false, ImageType: 'machine' as const,
    CreationDate: new Date(call.now()).toISOString(), VirtualizationType: 'hvm' as const, Hypervisor: 'xen' as const, ProductCodes: [],
    RootDeviceType: 'ebs' as const,
  }
}

export const CreateImage: Ec2['CreateImage'] = ({ InstanceId: instanceId, Name: name, Description, TagSpecifications: tags }, call) => {
  const instance = find(Instance, instanceId, call)
  checkName(name, call)
  const source = imageOf(instance.ImageId!, call)
  const mappings = (instance.BlockDeviceMappings ?? []).map(({ DeviceName, Ebs }): BlockDeviceMapping => {
    const snapshot = newSnapshot(Ebs!.VolumeId!, { Description: `Created by CreateImage(${instanceId})` }, call)
    return {
      DeviceName: DeviceName!,
      Ebs: { SnapshotId: snapshot.SnapshotId!, VolumeSize: snapshot.VolumeSize!, VolumeType: 'gp3', DeleteOnTermination: true,
        Encrypted: false },
    }
  })
  const image = make(Image, call, id => ({
    ...ownImage(id, name, call), State: 'pending' as const, Architecture: instance.Architecture!, EnaSupport: true,
    RootDeviceName: instance.RootDeviceName!, PlatformDetails: source.PlatformDetails!, UsageOperation: source.UsageOperation!,
    BlockDeviceMappings: mappings, SourceInstanceId: instanceId, ...(Description !== undefined && { Description }),
  }), { tags, next: { at: call.now() + call.lifecycleMs(120_000), patch: { State: 'available' } } })
  return { ImageId: image.ImageId! }
}

export const RegisterImage: Ec2['RegisterImage'] = (input, call) => {
  checkName(input.Name, call)
  const image = make(Image, call, id => ({
    ...ownImage(id, input.Name, call), State: 'available' as const, Architecture: input.Architecture ?? 'i386',
    EnaSupport: input.EnaSupport ?? false, RootDeviceName: input.RootDeviceName ?? '/dev/sda1',
    BlockDeviceMappings: input.BlockDeviceMappings ?? [], PlatformDetails: 'Linux/UNIX', UsageOperation: 'RunInstances',
    ...(input.Description !== undefined && { Description: input.Description }),
  }), { tags: input.TagSpecifications })
  return { ImageId: image.ImageId! }
}

export const DeregisterImage: Ec2['DeregisterImage'] = ({ ImageId: id }, call) => {
  find(Image, id, call)
  drop(Image, id, call)
  return { Return: true }
}
