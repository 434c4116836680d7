// Snapshots of volumes. No bytes are kept: a volume here has a size and no contents. Source: CreateSnapshot, EC2 API Reference.

import type { Ec2, Snapshot as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, described, drop, find, make } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { Image, Snapshot, Volume } from './kinds.ts'

interface NewSnapshot { readonly Description?: string | undefined, readonly TagSpecifications?: readonly TagSpecification[] | undefined }

export function newSnapshot(volumeId: string, { Description = '', TagSpecifications: tags }: NewSnapshot, call: Call): Shown {
  const { Size, Encrypted, KmsKeyId } = find(Volume, volumeId, call)
  const doneAt = call.now() + call.lifecycleMs(30_000)
  return make(Snapshot, call, id => ({
    SnapshotId: id, VolumeId: volumeId, VolumeSize: Size!, Description, Encrypted: Encrypted!, OwnerId: call.account, StartTime: call.now(),
    State: 'pending', Progress: '0%', StorageTier: 'standard', ...(KmsKeyId !== undefined && { KmsKeyId }),
  }), { tags, next: { at: doneAt, patch: { State: 'completed', Progress: '100%', CompletionTime: doneAt } } })
}

export const CreateSnapshot: Ec2['CreateSnapshot'] = ({ VolumeId: id, ...input }, call) => newSnapshot(id, input, call)

export const CopySnapshot: Ec2['CopySnapshot'] = (input, call) => {
  if (input.SourceRegion !== call.region) throw new Fault('NotImplemented', 'Snapshots are copied within one region only.')
  const { VolumeSize } = find(Snapshot, input.SourceSnapshotId, call)
  const doneAt = call.now() + call.lifecycleMs(30_000)
  const copy = make(Snapshot, call, id => ({
    SnapshotId: id, VolumeId: 'vol-ffffffff', VolumeSize: VolumeSize!, Description: input.Description ?? '', Encrypted: input.Encrypted
      ?? false,
    OwnerId: call.account, StartTime: call.now(), State: 'pending', Progress: '0%', StorageTier: 'standard',
  }), { tags: input.TagSpecifications, next: { at: doneAt, patch: { State: 'completed', Progress: '100%' } } })
  return { SnapshotId: copy.SnapshotId!, Tags: copy.Tags ?? [] }
}

export const DescribeSnapshots: Ec2['DescribeSnapshots'] = function* ({ SnapshotIds: ids, OwnerIds: owners, Filters: filters }, call) {
  for (const snapshot of described(Snapshot, { ids, filters }, call)) {
    if (owners === undefined || owners.length === 0 || owners.some(each => each === 'self' || each === snapshot.OwnerId)) yield snapshot
  }
}

export const DeleteSnapshot: Ec2['DeleteSnapshot'] = ({ SnapshotId: id }, call) => {
  find(Snapshot, id, call)
  for (const [image, { BlockDeviceMappings: mappings }] of all(Image, call)) {
    if (!mappings?.some(({ Ebs }) => Ebs?.SnapshotId === id)) continue
    throw new Fault('InvalidSnapshot.InUse', `The snapshot ${id} is currently in use by ${image}`)
  }
  drop(Snapshot, id, call)
}
