// Configuration recorders: which types of resources are recorded, how often, and whether recording goes on. An account has one in a region.
// Source: PutConfigurationRecorder and its neighbours, AWS Config API Reference; "Recording AWS Resources", AWS Config Developer Guide.

import type { Config, ConfigurationRecorder as Shown, RecordingGroup, RecordingMode } from '../../../generated/aws/config.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { recorderFormation } from './recorder-formation.ts'
import { Channel } from './channel-record.ts'
import { tagSet } from './tag-set.ts'

export interface Recorder {
  readonly name: string
  readonly id: string
  readonly role?: string
  readonly group: RecordingGroup
  readonly mode: RecordingMode
  readonly isRecording: boolean
  readonly startedAt?: number
  readonly stoppedAt?: number
  readonly changedAt?: number
}

export const Recorder = resource<Recorder>({
  name: 'ConfigurationRecorder',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:configuration-recorder/{name}/{id}',
  tags: 'list',
  notFound: {
    code: 'NoSuchConfigurationRecorderException',
      message: ([name]) => `Cannot find configuration recorder with the specified name '${name}'.`,
  },
  cloudFormation: recorderFormation,
})

const globalTypes = new Set(['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::Role', 'AWS::IAM::Policy'])

export function recorderHere(call: Call): Recorder | undefined {
  return call.of(Recorder).first()
}

/** @throws the fault in which operations word that there is none */
export function someRecorder(call: Call<'NoAvailableConfigurationRecorderException'>): Recorder {
  const recorder = recorderHere(call)
  if (recorder !== undefined) return recorder
  throw call.fault('NoAvailableConfigurationRecorderException',
    'There are no configuration recorders available to provide the role needed to '
    + 'describe your resources. Create a configuration recorder.')
}

/** Whether and how often a type is recorded, as long as the recorder records. */
export function frequencyOf(type: string, { group, mode }: Recorder): 'CONTINUOUS' | 'DAILY' | undefined {
  if (!isRecorded(type, group)) return undefined
  const own = mode.recordingModeOverrides?.find(({ resourceTypes }) => resourceTypes.includes(type))?.recordingFrequency
  return (own ?? mode.recordingFrequency) === 'DAILY' ? 'DAILY' : 'CONTINUOUS'
}

function isRecorded(type: string, { allSupported, includeGlobalResourceTypes, resourceTypes, ...group }: RecordingGroup): boolean {
  const strategy = group.recordingStrategy?.useOnly
  if (strategy === 'EXCLUSION_BY_RESOURCE_TYPES') return group.exclusionByResourceTypes?.resourceTypes?.includes(type) !== true
  if (allSupported === true) return !globalTypes.has(type) || includeGlobalResourceTypes === true
  return resourceTypes?.includes(type) === true
}

/** Making one again changes it. */
export const PutConfigurationRecorder: Config['PutConfigurationRecorder'] = ({ ConfigurationRecorder: given, Tags: tags = [] }, call) => {
  const name = given.name ?? 'default'
  const existing = recorderHere(call)
  if (existing !== undefined && existing.name !== name) {
    throw call.fault('MaxNumberOfConfigurationRecordersExceededException', `Failed to put configuration recorder '${name}' because the `
      + 'maximum number of configuration recorders: 1 is reached.')
  }
  if (given.recordingScope !== undefined || given.servicePrincipal !== undefined) {
    throw call.fault('ValidationException', 'recordingScope and servicePrincipal belong to service-linked configuration recorders.')
  }
  const group = groupOf(given.recordingGroup ?? { allSupported: true }, call)
  const recorder = call.of(Recorder).put({
    id: call.alphanumeric(16).toLowerCase(), isRecording: false, ...existing, name, group,
    mode: given.recordingMode ?? existing?.mode ?? { recordingFrequency: 'CONTINUOUS' },
    ...(given.roleARN !== undefined && { role: given.roleARN }),
  })
  if (tags.length > 0) call.tags(Recorder).add(tagSet(tags), name)
  if (recorder.isRecording) heed(recorder, call)
}

/** What is given with what follows from it. @throws InvalidRecordingGroupException */
function groupOf(given: RecordingGroup, call: Call<'InvalidRecordingGroupException'>): RecordingGroup {
  const { allSupported = false, includeGlobalResourceTypes = false, resourceTypes = [], exclusionByResourceTypes,
    recordingStrategy } = given
  const isExclusion = recordingStrategy?.useOnly === 'EXCLUSION_BY_RESOURCE_TYPES'
    || (exclusionByResourceTypes?.resourceTypes ?? []).length > 0
  const isWrong = (allSupported && resourceTypes.length > 0) || (includeGlobalResourceTypes && !allSupported && !isExclusion)
    || (isExclusion && (allSupported || resourceTypes.length > 0)) || (!allSupported && !isExclusion && resourceTypes.length === 0)
  if (isWrong) throw call.fault('InvalidRecordingGroupException', 'The recording group provided is not valid')
  const useOnly = isExclusion ? 'EXCLUSION_BY_RESOURCE_TYPES' : allSupported ? 'ALL_SUPPORTED_RESOURCE_TYPES'
    : 'INCLUSION_BY_RESOURCE_TYPES'
  return {
    allSupported, includeGlobalResourceTypes, resourceTypes, exclusionByResourceTypes: exclusionByResourceTypes ?? { resourceTypes: [] },
    recordingStrategy: { useOnly },
  }
}

export const DescribeConfigurationRecorders: Config['DescribeConfigurationRecorders'] = (input, call) =>
  ({ ConfigurationRecorders: asked(input, call).map(recorder => shown(recorder, call)) })

export const ListConfigurationRecorders: Config['ListConfigurationRecorders'] = function* ({ Filters: filters = [] }, call) {
  const wantsPaid = filters.every(({ filterValue = [] }) => filterValue.some(value => value.toUpperCase() === 'PAID'))
  if (wantsPaid) for (const each of call.of(Recorder).scan()) yield { arn: call.arn(Recorder, each), name: each.name,
    recordingScope: 'PAID' }
}

interface Asked { readonly ConfigurationRecorderNames?: readonly string[], readonly Arn?: string, readonly ServicePrincipal?: string }

/** @throws NoSuchConfigurationRecorderException */
function asked({ ConfigurationRecorderNames: names, Arn: arn, ServicePrincipal: service }: Asked, call: Call): readonly Recorder[] {
  if (names !== undefined && names.length > 0) return names.map(name => call.of(Recorder).require(name))
  if (service !== undefined) return []
  return [...call.of(Recorder).scan()].filter(each => arn === undefined || call.arn(Recorder, each) === arn)
}

function shown(recorder: Recorder, call: Call): Shown {
  const { name, role, group, mode } = recorder
  return {
    arn: call.arn(Recorder, recorder), name, ...(role !== undefined && { roleARN: role }), recordingGroup: group, recordingMode: mode,
    recordingScope: 'PAID',
  }
}

export const DescribeConfigurationRecorderStatus: Config['DescribeConfigurationRecorderStatus'] = (input, call) => ({
  ConfigurationRecordersStatus: asked(input, call).map(recorder => {
    const { name, isRecording, startedAt, stoppedAt, changedAt } = recorder
    return {
      arn: call.arn(Recorder, recorder), name, recording: isRecording, ...(startedAt !== undefined && { lastStartTime: startedAt }),
      ...(stoppedAt !== undefined && { lastStopTime: stoppedAt }),
      ...(changedAt !== undefined
        && { lastStatus: isRecording ? 'Success' as const : 'Pending' as const, lastStatusChangeTime: changedAt }),
    }
  }),
})

export const StartConfigurationRecorder: Config['StartConfigurationRecorder'] = ({ ConfigurationRecorderName: name }, call) => {
  const recorder = call.of(Recorder).require(name)
  if (call.of(Channel).first() === undefined) {
    throw call.fault('NoAvailableDeliveryChannelException', 'Delivery channel is not available to start configuration recorder.')
  }
  if (recorder.isRecording) return
  const started = call.of(Recorder).put({ ...recorder, isRecording: true, startedAt: call.now(), changedAt: call.now() })
  heed(started, call)
  call.setTimer('inventory', name, call.now())
}

export const StopConfigurationRecorder: Config['StopConfigurationRecorder'] = ({ ConfigurationRecorderName: name }, call) => {
  const recorder = call.of(Recorder).require(name)
  if (!recorder.isRecording) return
  call.of(Recorder).put({ ...recorder, isRecording: false, stoppedAt: call.now(), changedAt: call.now() })
  call.changes.unheed('changes', 'changes', 'recorder')
}

export const DeleteConfigurationRecorder: Config['DeleteConfigurationRecorder'] = ({ ConfigurationRecorderName: name }, call) => {
  call.of(Recorder).require(name)
  call.of(Recorder).delete(name)
  call.changes.unheed('changes', 'changes', 'recorder')
}

/** Only while it records is it told of changes. */
function heed({ group }: Recorder, call: Call): void {
  const withGlobal = [...globalTypes].some(type => isRecorded(type, group))
  call.changes.heed('changes', 'changes', 'recorder', withGlobal)
}
