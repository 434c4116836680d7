// Amazon's runbooks that everyone uses: the names, parameters and steps are AWS's, so that an execution shows what AWS's shows.
// Source: AWS Systems Manager Automation Runbook Reference.

import type { OwnedContent } from './owned-document.ts'

const text = (description: string, usual?: string) =>
  ({ type: 'String', description: usual === undefined ? `(Required) ${description}` : `(Optional) ${description}`,
    ...(usual !== undefined && { default: usual }) })
const list = (description: string) => ({ type: 'StringList', description: `(Required) ${description}` })
const role = { AutomationAssumeRole: { type: 'String', default: '', description: '(Optional) The role that Automation acts in.' } }
const flag = (description: string, usual: boolean) =>
  ({ type: 'Boolean', default: usual, allowedValues: [true, false], description: `(Optional) ${description}` })
const instances = { InstanceId: { type: 'List<AWS::EC2::Instance::Id>', description: '(Required) EC2 instances.' } }
const instance = { InstanceId: { type: 'AWS::EC2::Instance::Id', description: '(Required) The EC2 instance.' } }
const approval = { Approvers: list('Users who may approve.'), SNSTopicArn: text('The topic that tells them.') }

interface Step { readonly name: string, readonly action: string, readonly inputs: object, readonly [more: string]: unknown }

function runbook(description: string, parameters: object, steps: readonly Step[], outputs?: readonly string[]): OwnedContent {
  const mainSteps = steps.map((step, i) => i === steps.length - 1 ? { ...step, isEnd: true } : step)
  return { type: 'Automation', content: {
    schemaVersion: '0.3', description, assumeRole: '{{ AutomationAssumeRole }}', parameters: { ...parameters, ...role }, mainSteps,
    ...(outputs !== undefined && { outputs }),
  } }
}

function state(name: string, DesiredState: string, more: object = {}, rest: object = {}): Step {
  return { name, action: 'aws:changeInstanceState', inputs: { InstanceIds: '{{ InstanceId }}', DesiredState, ...more }, ...rest }
}

function api(name: string, Service: string, Api: string, inputs: object, rest: object = {}): Step {
  return { name, action: 'aws:executeAwsApi', inputs: { Service, Api, ...inputs }, ...rest }
}

function waiting(name: string, Service: string, Api: string, PropertySelector: string, DesiredValues: readonly string[],
  inputs: object): Step {
  return { name, action: 'aws:waitForAwsResourceProperty', timeoutSeconds: 3600,
    inputs: { Service, Api, PropertySelector, DesiredValues, ...inputs } }
}

const stops: readonly Step[] = [
  state('stopInstances', 'stopped', {}, { onFailure: 'Continue' }), state('forceStopInstances', 'stopped', { Force: true }),
]
const approved: Step = { name: 'approve', action: 'aws:approve', onFailure: 'Abort', inputs: {
  NotificationArn: '{{ SNSTopicArn }}', Message: 'Approval is asked for a change of EC2 instances.', MinRequiredApprovals: 1,
  Approvers: '{{ Approvers }}',
} }
const databases = { DBInstanceIdentifier: '{{ InstanceId }}' }
const databaseIs = (name: string, value: string): Step =>
  waiting(name, 'rds', 'DescribeDBInstances', '$.DBInstances[0].DBInstanceStatus', [value], databases)
const databaseId = { InstanceId: text('Id of the database instance.') }

export const ownedRunbooks: Readonly<Record<string, OwnedContent>> = {
  'AWS-StartEC2Instance': runbook('Start EC2 instances.', instances, [state('startInstances', 'running')]),
  'AWS-StopEC2Instance': runbook('Stop EC2 instances.', instances, stops),
  'AWS-RestartEC2Instance': runbook('Restart EC2 instances.', instances,
    [state('stopInstances', 'stopped'), state('startInstances', 'running')]),
  'AWS-TerminateEC2Instance': runbook('Terminate EC2 instances.', instances, [state('terminateInstances', 'terminated')]),
  'AWS-StartEC2InstanceWithApproval': runbook('Start EC2 instances once it is approved.', { ...instances, ...approval },
    [approved, state('startInstances', 'running')]),
  'AWS-StopEC2InstanceWithApproval': runbook('Stop EC2 instances once it is approved.', { ...instances, ...approval },
    [approved, ...stops]),
  'AWS-RestartEC2InstanceWithApproval': runbook('Restart EC2 instances once it is approved.', { ...instances, ...approval },
    [approved, state('stopInstances', 'stopped'), state('startInstances', 'running')]),
  'AWS-TerminateEC2InstanceWithApproval': runbook('Terminate EC2 instances once it is approved.', { ...instances, ...approval },
    [approved, state('terminateInstances', 'terminated')]),
  'AWS-ResizeInstance': runbook('Change the type of an EC2 instance.', {
    ...instance, InstanceType: text('The new type.'), SleepWait: text('How long to wait before it starts.', 'PT5S'),
  }, [
    { name: 'assertInstanceType', action: 'aws:assertAwsResourceProperty', isCritical: false, onFailure: 'step:stopInstance',
      nextStep: 'stopInstance', inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: ['{{ InstanceId }}'],
        PropertySelector: '$.Reservations[0].Instances[0].State.Name', DesiredValues: ['running', 'stopped'] } },
    { name: 'stopInstance', action: 'aws:changeInstanceState', inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'stopped' } },
    api('resizeInstance', 'ec2', 'ModifyInstanceAttribute',
      { InstanceId: '{{ InstanceId }}', InstanceType: { Value: '{{ InstanceType }}' } }),
    { name: 'wait', action: 'aws:sleep', inputs: { Duration: '{{ SleepWait }}' } },
    { name: 'startInstance', action: 'aws:changeInstanceState', inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' } },
  ]),
  'AWS-CreateImage': runbook('Make an image of an EC2 instance.', { ...instance, NoReboot: flag('Do not restart it first.', false) }, [{
    name: 'createImage', action: 'aws:createImage', inputs: {
      InstanceId: '{{ InstanceId }}', ImageName: '{{ InstanceId }}_{{ automation:EXECUTION_ID }}', NoReboot: '{{ NoReboot }}',
      ImageDescription: 'Made by Automation {{ automation:EXECUTION_ID }}',
    } }], ['createImage.ImageId']),
  'AWS-DeleteImage': runbook('Delete an image and its snapshots.', { ImageId: text('The image.') },
    [{ name: 'deleteImage', action: 'aws:deleteImage', inputs: { ImageId: '{{ ImageId }}' } }]),
  'AWS-CreateSnapshot': runbook('Make a snapshot of a volume.',
    { VolumeId: text('The volume.'), Description: text('Its description.', '') }, [
    api('createSnapshot', 'ec2', 'CreateSnapshot', { VolumeId: '{{ VolumeId }}', Description: '{{ Description }}' },
      { outputs: [{ Name: 'SnapshotId', Selector: '$.SnapshotId', Type: 'String' }] }),
    waiting('verifySnapshot', 'ec2', 'DescribeSnapshots', '$.Snapshots[0].State', ['completed'],
      { SnapshotIds: ['{{ createSnapshot.SnapshotId }}'] }),
  ], ['createSnapshot.SnapshotId']),
  'AWS-DeleteSnapshot': runbook('Delete a snapshot.', { SnapshotId: text('The snapshot.') },
    [api('deleteSnapshot', 'ec2', 'DeleteSnapshot', { SnapshotId: '{{ SnapshotId }}' })]),
  'AWS-AttachEBSVolume': runbook('Attach a volume to an EC2 instance.',
    { Device: text('Name of the device.'), ...instance, VolumeId: text('The volume.') }, [
      api('attachVolume', 'ec2', 'AttachVolume', { Device: '{{ Device }}', InstanceId: '{{ InstanceId }}', VolumeId: '{{ VolumeId }}' }),
      waiting('verifyAttachVolume', 'ec2', 'DescribeVolumes', '$.Volumes[0].Attachments[0].State', ['attached'],
        { VolumeIds: ['{{ VolumeId }}'] }),
    ]),
  'AWS-DetachEBSVolume': runbook('Detach a volume.', { VolumeId: text('The volume.') }, [
    api('detachVolume', 'ec2', 'DetachVolume', { VolumeId: '{{ VolumeId }}' }),
    waiting('verifyDetachVolume', 'ec2', 'DescribeVolumes', '$.Volumes[0].State', ['available'], { VolumeIds: ['{{ VolumeId }}'] }),
  ]),
  'AWS-StartRdsInstance': runbook('Start a database instance.', databaseId,
    [api('startInstance', 'rds', 'StartDBInstance', databases), databaseIs('waitForAvailable', 'available')]),
  'AWS-StopRdsInstance': runbook('Stop a database instance.', databaseId,
    [api('stopInstance', 'rds', 'StopDBInstance', databases), databaseIs('waitForStopped', 'stopped')]),
  'AWS-RebootRdsInstance': runbook('Restart a database instance.', databaseId,
    [api('rebootInstance', 'rds', 'RebootDBInstance', databases), databaseIs('waitForAvailable', 'available')]),
  'AWS-PublishSNSNotification': runbook('Publish a message to a topic.', { TopicArn: text('The topic.'), Message: text('The message.') },
    [api('publishMessage', 'sns', 'Publish', { TopicArn: '{{ TopicArn }}', Message: '{{ Message }}' })]),
  'AWS-ConfigureS3BucketVersioning': runbook('Switch versions of a bucket\'s objects on or off.', {
    BucketName: text('The bucket.'), VersioningState: { ...text('The state.', 'Enabled'), allowedValues: ['Enabled', 'Suspended'] },
  }, [api('PutBucketVersioning', 's3', 'PutBucketVersioning',
    { Bucket: '{{ BucketName }}', VersioningConfiguration: { Status: '{{ VersioningState }}' } })]),
  'AWS-EnableS3BucketEncryption': runbook('Encrypt a bucket\'s objects by default.', {
    BucketName: text('The bucket.'), SSEAlgorithm: text('The algorithm.', 'AES256'),
  }, [api('PutBucketEncryption', 's3', 'PutBucketEncryption', { Bucket: '{{ BucketName }}', ServerSideEncryptionConfiguration: {
    Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: '{{ SSEAlgorithm }}' } }],
  } })]),
  'AWS-DisableS3BucketPublicReadWrite': runbook('Keep a bucket from being public.', { S3BucketName: text('The bucket.') }, [
    api('DisableS3BucketPublicReadWrite', 's3', 'PutPublicAccessBlock', { Bucket: '{{ S3BucketName }}', PublicAccessBlockConfiguration: {
      BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
    } })]),
  'AWS-DeleteCloudFormationStack': runbook('Delete a stack.', { StackNameOrId: text('The stack.') },
    [{ name: 'deleteStack', action: 'aws:deleteStack', inputs: { StackName: '{{ StackNameOrId }}' } }]),
}
