// AWS::Config::ConfigurationRecorder and AWS::Config::DeliveryChannel for Cloud Control and CloudFormation.
// Source: the resource types' pages, CloudFormation Template Reference: a recorder is started once there is a channel.

import type { ConfigurationRecorder, DeliveryChannel } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { formation, lowerFirst, upperFirst } from './formation.ts'

export const recorderFormation = formation({
  type: 'AWS::Config::ConfigurationRecorder', identifier: ['Name'], readOnly: ['Id'], createOnly: ['Name', 'StartedOnCreate'],
  missing: 'NoSuchConfigurationRecorderException',
  async put({ Name: name = 'default', RecordingGroup, RecordingMode, RoleARN }, call) {
    const recorder = {
      name: String(name), ...(RoleARN !== undefined && { roleARN: String(RoleARN) }),
      ...(RecordingGroup !== undefined && { recordingGroup: lowerFirst(RecordingGroup) as object }),
      ...(RecordingMode !== undefined && { recordingMode: lowerFirst(RecordingMode) as object }),
    } as ConfigurationRecorder
    await call.to('config').PutConfigurationRecorder({ ConfigurationRecorder: recorder })
    const { DeliveryChannels: channels = [] } = await call.to('config').DescribeDeliveryChannels({})
    if (channels.length > 0) await call.to('config').StartConfigurationRecorder({ ConfigurationRecorderName: String(name) })
    return String(name)
  },
  async found(call) {
    const { ConfigurationRecorders: all = [] } = await call.to('config').DescribeConfigurationRecorders({})
    return all.map(({ name, roleARN, recordingGroup, recordingMode }) => ({
      Name: name, Id: name, RoleARN: roleARN, RecordingGroup: upperFirst(recordingGroup), RecordingMode: upperFirst(recordingMode),
    }))
  },
  async delete(name, call) {
    await call.to('config').DeleteConfigurationRecorder({ ConfigurationRecorderName: name })
  },
})

export const channelFormation = formation({
  type: 'AWS::Config::DeliveryChannel', identifier: ['Name'], missing: 'NoSuchDeliveryChannelException',
  async put({ Name: name = 'default', SnsTopicARN, ...properties }, call) {
    const channel = {
      ...lowerFirst(properties) as object, name: String(name), ...(SnsTopicARN !== undefined && { snsTopicARN: String(SnsTopicARN) }),
    } as DeliveryChannel
    await call.to('config').PutDeliveryChannel({ DeliveryChannel: channel })
    await startRecorders(call)
    return String(name)
  },
  async found(call) {
    const { DeliveryChannels: all = [] } = await call.to('config').DescribeDeliveryChannels({})
    return all.map(channel => upperFirst(channel) as Record<string, unknown>)
  },
  async delete(name, call) {
    const config = call.to('config')
    for (const recorder of await recordersOf(call)) await config.StopConfigurationRecorder({ ConfigurationRecorderName: recorder })
    await call.to('config').DeleteDeliveryChannel({ DeliveryChannelName: name })
  },
})

async function startRecorders(call: Call): Promise<void> {
  for (const name of await recordersOf(call)) await call.to('config').StartConfigurationRecorder({ ConfigurationRecorderName: name })
}

async function recordersOf(call: Call): Promise<readonly string[]> {
  const { ConfigurationRecorders: all = [] } = await call.to('config').DescribeConfigurationRecorders({})
  return all.map(({ name }) => name!)
}
