// Resources that are not AWS's, or that third parties describe: their configurations are handed in, and are items like all others.
// Source: PutResourceConfig and DeleteResourceConfig, AWS Config API Reference; "Recording Configurations for Third-Party Resources".

import type { Config } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { evaluateChange } from './evaluation.ts'
import { isThere, Newest } from './item.ts'
import { recorderHere } from './recorder.ts'
import { keep, remove } from './recording.ts'
import { relationshipsOf } from './relationship.ts'

type RecordingCall = Call<'NoRunningConfigurationRecorderException' | 'ValidationException'>

export const PutResourceConfig: Config['PutResourceConfig'] = async (input, call) => {
  const { ResourceType: type, ResourceId: id, ResourceName: name, Configuration: text, Tags: tags = {} } = input
  checkRecording(type, call)
  const configuration = jsonObject(text)
  if (configuration === undefined) throw call.fault('ValidationException', 'The configuration is not a valid JSON object.')
  const item = call.transact(() => {
    const before = call.of(Newest).get(type, id)
    return keep({
      type, id, arn: '', region: call.region, zone: 'Not Applicable', sequence: call.sequence(), capturedAt: call.now(), tags,
        configuration,
      supplementary: {}, relationships: relationshipsOf(id, configuration), frequency: 'CONTINUOUS',
      status: before === undefined || !isThere(before) ? 'ResourceDiscovered' : 'OK', ...(name !== undefined && { name }),
    }, call)
  })
  await evaluateChange(item, call)
}

export const DeleteResourceConfig: Config['DeleteResourceConfig'] = async ({ ResourceType: type, ResourceId: id }, call) => {
  checkRecording(type, call)
  const before = call.of(Newest).get(type, id)
  if (before === undefined || !isThere(before)) return
  await evaluateChange(call.transact(() => remove(before, call)), call)
}

function checkRecording(type: string, call: RecordingCall): void {
  if (recorderHere(call)?.isRecording !== true) {
    throw call.fault('NoRunningConfigurationRecorderException', 'There is no configuration recorder running.')
  }
  if (/^(AWS|Amazon|Alexa)::/.test(type)) {
    throw call.fault('ValidationException', `The resource type ${type} is not a custom resource type registered in AWS CloudFormation.`)
  }
}
