// Actions on images: made of an instance, copied, deleted with their snapshots.
// Source: "aws:createImage", "aws:copyImage", "aws:deleteImage", Systems Manager User Guide.

import type { Action, ActionRun, Progress } from './automation-action.ts'
import { given, lookAgainAt, text } from './automation-action.ts'

/** Both are over when the image is there. */
async function untilAvailable(id: string, { call, target, step }: ActionRun): Promise<Progress> {
  const { Images: [image] = [] } = await call.to('ec2', target).DescribeImages({ ImageIds: [id] })
  const state = String(image?.State ?? 'pending')
  if (state === 'available') return { done: { ImageId: id, ImageState: state } }
  if (state === 'failed' || state === 'error') return { failed: `Image ${id} came to state ${state}.` }
  return { wait: id, untilAt: lookAgainAt(step.startedAt!, call) }
}

export const createImage: Action = async (inputs, run) => {
  if (typeof run.state === 'string') return await untilAvailable(run.state, run)
  const { ImageId } = await run.call.invokePlainly('ec2', 'CreateImage', {
    InstanceId: text(inputs, 'InstanceId'), Name: text(inputs, 'ImageName'), NoReboot: String(inputs.NoReboot ?? 'false') === 'true',
    ...(inputs.ImageDescription !== undefined && { Description: inputs.ImageDescription }), ...given(inputs, 'BlockDeviceMappings'),
  }, run.target) as { ImageId: string }
  return await untilAvailable(ImageId, run)
}

export const copyImage: Action = async (inputs, run) => {
  if (typeof run.state === 'string') return await untilAvailable(run.state, run)
  const { ImageId } = await run.call.invokePlainly('ec2', 'CopyImage', {
    SourceImageId: text(inputs, 'SourceImageId'), SourceRegion: text(inputs, 'SourceRegion'), Name: text(inputs, 'ImageName'),
    ...(inputs.ImageDescription !== undefined && { Description: inputs.ImageDescription }),
      ...given(inputs, 'Encrypted', 'KmsKeyId', 'ClientToken'),
  }, run.target) as { ImageId: string }
  return await untilAvailable(ImageId, run)
}

export const deleteImage: Action = async (inputs, { call, target }) => {
  const ImageId = text(inputs, 'ImageId')
  const ec2 = call.to('ec2', target)
  const { Images: [image] = [] } = await ec2.DescribeImages({ ImageIds: [ImageId] })
  await ec2.DeregisterImage({ ImageId })
  for (const { Ebs: { SnapshotId } = {} } of image?.BlockDeviceMappings ?? []) {
    if (SnapshotId !== undefined) await ec2.DeleteSnapshot({ SnapshotId })
  }
  return { done: {} }
}
