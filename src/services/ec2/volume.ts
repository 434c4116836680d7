// EBS volumes: made in a zone with AWS's defaults, attached to instances there, detached, changed, deleted.
// Source: "Amazon EBS volume types" for sizes and rates; CreateVolume and AttachVolume, EC2 API Reference.

import type { CreateVolumeRequest, Ec2, Volume as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { change, described, drop, find, make, required, seek } from './kind.ts'
import { Instance, Snapshot, Volume } from './kinds.ts'
import { checkZone } from './zone.ts'

const rangeByType: Readonly<Record<string, readonly [least: number, most: number]>> = {
  gp2: [1, 16_384], gp3: [1, 65_536], io1: [4, 16_384], io2: [4, 65_536], st1: [125, 16_384], sc1: [125, 16_384], standard: [1, 1_024],
}

/** What AWS gives a volume that names none: 3 operations a GiB for gp2, at least 100; 3,000 and 125 MiB/s for gp3. */
function ratesOf(type: string, size: number, iops: number | undefined, throughput: number | undefined) {
  if (type === 'gp2') return { Iops: Math.min(Math.max(100, size * 3), 16_000) }
  if (type === 'gp3') return { Iops: iops ?? 3_000, Throughput: throughput ?? 125 }
  return iops === undefined ? {} : { Iops: iops }
}

/** A volume that is there at once: an instance's own. */
export function newVolume(input: CreateVolumeRequest, call: Call, isNow = false): Shown {
  const { VolumeType: type = 'gp2', SnapshotId: snapshotId, Iops: iops, Throughput: throughput, Encrypted = false, KmsKeyId } = input
  const zone = checkZone(input.AvailabilityZone, call)
  const snapshot = snapshotId === undefined ? undefined : isNow ? seek(Snapshot, snapshotId, call) : find(Snapshot, snapshotId, call)
  const size = input.Size ?? snapshot?.VolumeSize
  if (size === undefined) throw required('size/snapshot')
  const [least, most] = rangeByType[type] ?? [1, 16_384]
  if (size < least || size > most) {
    const side = size < least ? `is less than the minimum of ${least}` : `exceeds the maximum of ${most}`
    throw new Fault('InvalidParameterValue', `Volume of ${size}GiB ${side} GiB.`)
  }
  if (snapshot !== undefined && size < snapshot.VolumeSize!) {
    throw new Fault('InvalidParameterValue',
      `Volume of ${size}GiB is smaller than snapshot '${snapshotId}', expect size >= ${snapshot.VolumeSize}GiB`)
  }
  if ((type === 'io1' || type === 'io2') && iops === undefined) {
    throw new Fault('MissingParameter', `The parameter iops must be specified for ${type} volumes.`)
  }
  const next = { at: call.now() + call.lifecycleMs(3_000), patch: { State: 'available' as const } }
  return make(Volume, call, id => ({
    VolumeId: id, AvailabilityZone: zone, Size: size, SnapshotId: snapshotId ?? '', VolumeType: type, ...ratesOf(type, size, iops,
      throughput),
    State: isNow ? 'available' : 'creating', CreateTime: call.now(), Encrypted, ...(KmsKeyId !== undefined && { KmsKeyId }),
      Attachments: [],
    MultiAttachEnabled: input.MultiAttachEnabled ?? false,
  }), { tags: input.TagSpecifications, ...(!isNow && { next }) })
}

export const CreateVolume: Ec2['CreateVolume'] = (input, call) => newVolume(input, call)

export const DescribeVolumes: Ec2['DescribeVolumes'] = function* ({ VolumeIds: ids, Filters: filters }, call) {
  yield* described(Volume, { ids, filters }, call)
}

export const DeleteVolume: Ec2['DeleteVolume'] = ({ VolumeId: id }, call) => {
  const { Attachments: attachments = [] } = find(Volume, id, call)
  if (attachments.length > 0) throw new Fault('VolumeInUse', `Volume ${id} is currently attached to ${attachments[0]!.InstanceId}`)
  drop(Volume, id, call)
}

/** Joins volume and instance, as both show it. */
export function join(volumeId: string, instanceId: string, device: string, isDeletedWith: boolean, call: Call) {
  const attachment = {
    VolumeId: volumeId, InstanceId: instanceId, Device: device, State: 'attached' as const, AttachTime: call.now(),
      DeleteOnTermination: isDeletedWith,
  }
  change(Volume, volumeId, { Attachments: [attachment], State: 'in-use' }, call)
  const instance = find(Instance, instanceId, call)
  const mapping = {
    DeviceName: device, Ebs: { VolumeId: volumeId, Status: 'attached' as const, AttachTime: call.now(),
      DeleteOnTermination: isDeletedWith },
  }
  const next = call.of(Instance.type).get(instanceId)!.next
  change(Instance, instanceId, { BlockDeviceMappings: [...instance.BlockDeviceMappings ?? [], mapping] }, call, next)
  return attachment
}

export const AttachVolume: Ec2['AttachVolume'] = ({ VolumeId: id, InstanceId: instanceId, Device: device }, call) => {
  const volume = find(Volume, id, call)
  const instance = find(Instance, instanceId, call)
  if (volume.Attachments!.length > 0) throw new Fault('VolumeInUse', `${id} is already attached to an instance`)
  if (volume.State !== 'available') throw new Fault('IncorrectState', `Volume '${id}' is not 'available'.`)
  if (volume.AvailabilityZone !== instance.Placement!.AvailabilityZone) {
    throw new Fault('InvalidVolume.ZoneMismatch',
      `The volume '${id}' is not in the same availability zone as instance '${instanceId}'`)
  }
  if (instance.State!.Name !== 'running' && instance.State!.Name !== 'stopped') {
    throw new Fault('IncorrectState', `Instance '${instanceId}' is not 'running'.`)
  }
  if (instance.BlockDeviceMappings?.some(({ DeviceName }) => DeviceName === device)) {
    throw new Fault('InvalidParameterValue', `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`)
  }
  return { ...join(id, instanceId, device, false, call), State: 'attaching' }
}

/** Undoes `join`. */
export function part(volumeId: string, instanceId: string, call: Call): void {
  change(Volume, volumeId, { Attachments: [], State: 'available' }, call)
  const { BlockDeviceMappings: mappings = [] } = find(Instance, instanceId, call)
  const next = call.of(Instance.type).get(instanceId)!.next
  change(Instance, instanceId, { BlockDeviceMappings: mappings.filter(({ Ebs }) => Ebs?.VolumeId !== volumeId) }, call, next)
}

export const DetachVolume: Ec2['DetachVolume'] = ({ VolumeId: id, InstanceId: wanted }, call) => {
  const [attachment] = find(Volume, id, call).Attachments ?? []
  if (attachment === undefined) throw new Fault('IncorrectState', `Volume '${id}' is in the 'available' state.`)
  if (wanted !== undefined && wanted !== attachment.InstanceId) {
    throw new Fault('InvalidAttachment.NotFound', `The volume '${id}' is not attached to instance '${wanted}'.`)
  }
  const instance = find(Instance, attachment.InstanceId, call)
  if (attachment.Device === instance.RootDeviceName && instance.State!.Name === 'running') {
    throw new Fault('OperationNotPermitted', `Unable to detach root volume '${id}' from instance '${attachment.InstanceId}'`)
  }
  part(id, attachment.InstanceId!, call)
  return { ...attachment, State: 'detaching' }
}

export const ModifyVolume: Ec2['ModifyVolume'] = (input, call) => {
  const before = find(Volume, input.VolumeId, call)
  const type = input.VolumeType ?? before.VolumeType!
  const size = input.Size ?? before.Size!
  if (size < before.Size!) throw new Fault('InvalidParameterValue', `New size cannot be smaller than existing size`)
  const sameType = type === before.VolumeType
  const rates = ratesOf(type, size, input.Iops ?? (sameType ? before.Iops : undefined), input.Throughput ?? (sameType
    ? before.Throughput : undefined))
  change(Volume, input.VolumeId, { VolumeType: type, Size: size, ...rates }, call)
  return {
    VolumeModification: {
      VolumeId: input.VolumeId, ModificationState: 'modifying', StartTime: call.now(), Progress: 0, OriginalSize: before.Size!,
        TargetSize: size,
      OriginalVolumeType: before.VolumeType!, TargetVolumeType: type, ...(before.Iops !== undefined && { OriginalIops: before.Iops }),
      ...(rates.Iops !== undefined && { TargetIops: rates.Iops }),
    },
  }
}
