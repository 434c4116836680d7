// What EventBridge hears of EC2: the states of instances, and what has become of volumes, snapshots and images.
// Source: "Automate Amazon EC2 with EventBridge" and "EventBridge events for Amazon EBS", EC2 and EBS User Guides.

import type { Image, Instance, Snapshot, Volume } from '../../../generated/aws/ec2.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { News, Occasion } from '../../kernel/service.ts'

const source = 'aws.ec2'
const volumeArn = arnTemplate('arn:{partition}:ec2:{region}:{account}:volume/{id}')
/** Snapshots' events name things without an account, images' too. */
const snapshotArn = arnTemplate('arn:{partition}:ec2::{region}:snapshot/{id}')
const sourceArn = arnTemplate('arn:{partition}:ec2::{region}:volume/{id}')
const imageArn = arnTemplate('arn:{partition}:ec2:{region}::image/{id}')

export function instanceNews(before: Instance | undefined, after: Instance | undefined): News | undefined {
  const state = after?.State?.Name
  if (state === undefined || state === before?.State?.Name) return undefined
  return { source, detailType: 'EC2 Instance State-change Notification', detail: { 'instance-id': after!.InstanceId, state } }
}

export function volumeNews(before: Volume | undefined, after: Volume | undefined, occasion: Occasion): News | undefined {
  const happening = volumeHappening(before, after)
  if (happening === undefined) return undefined
  const [event, result] = happening
  return {
    source, detailType: 'EBS Volume Notification', detail: { result, cause: '', event, 'request-id': occasion.requestId },
    resources: [volumeArn(occasion, { id: (after ?? before)!.VolumeId })],
  }
}

function volumeHappening(before: Volume | undefined, after: Volume | undefined): readonly [event: string, result: string] | undefined {
  if (after === undefined) return ['deleteVolume', 'deleted']
  const [was, is] = [before?.State, after.State]
  if (is === 'available' && (was === undefined || was === 'creating')) return ['createVolume', 'available']
  if (is === 'in-use' && was !== 'in-use') return ['attachVolume', 'attached']
  if (is === 'available' && was === 'in-use') return ['detachVolume', 'detached']
  return before !== undefined && (before.Size !== after.Size || before.VolumeType !== after.VolumeType || before.Iops !== after.Iops)
    ? ['modifyVolume', 'optimizing'] : undefined
}

export function snapshotNews(before: Snapshot | undefined, after: Snapshot | undefined, occasion: Occasion): News | undefined {
  if (after?.State !== 'completed' || before?.State === 'completed') return undefined
  const own = snapshotArn(occasion, { id: after.SnapshotId })
  return {
    source, detailType: 'EBS Snapshot Notification', resources: [own],
    detail: {
      event: 'createSnapshot', result: 'succeeded', cause: '', 'request-id': occasion.requestId, snapshot_id: own,
      source: sourceArn(occasion, { id: after.VolumeId }), startTime: timeText(after.StartTime), endTime: timeText(occasion.at),
    },
  }
}

export function imageNews(before: Image | undefined, after: Image | undefined, occasion: Occasion): News | undefined {
  const state = after === undefined ? 'deregistered' : after.State
  if (state === 'pending' || state === before?.State) return undefined
  const { ImageId: id } = (after ?? before)!
  return {
    source, detailType: 'EC2 AMI State Change', resources: [imageArn(occasion, { id })],
    detail: { RequestId: occasion.requestId, ImageId: id, State: state, ErrorMessage: '' },
  }
}

/** To the second. */
function timeText(at: number | undefined): string {
  return `${new Date(at ?? 0).toISOString().slice(0, 19)}Z`
}
