// Making pipes, changing, starting, stopping and ending them. Each change is checked at once and made on the clock: `passage.ts`.
// Source: CreatePipe, UpdatePipe, StartPipe, StopPipe and DeletePipe, EventBridge Pipes API Reference.

import type { Pipes, PipeSourceParameters, UpdatePipeSourceParameters } from '../../../generated/aws/pipes.ts'
import type { Call } from '../../kernel/service.ts'
import { begin } from './passage.ts'
import { Pipe, shown } from './pipe.ts'
import type { Given } from './pipe.ts'
import { problemsOf } from './validation.ts'

export const CreatePipe: Pipes['CreatePipe'] = ({ Name: name, Tags: tags = {}, DesiredState: desired = 'RUNNING', ...given }, call) => {
  check(given, call)
  call.quota('Pipes', call.of(Pipe).count() + 1)
  const pipe = call.of(Pipe).insert({
    name, given, desiredState: desired as Pipe['desiredState'], state: 'CREATING', createdAt: call.now(), modifiedAt: call.now(),
  })
  if (Object.keys(tags).length > 0) call.tags(Pipe).add(tags, name)
  begin(pipe, call)
  return shown(pipe, call)
}

/** What is not said of stays, apart from the source's, target's and enrichment's parameters, which are given whole. */
export const UpdatePipe: Pipes['UpdatePipe'] = ({ Name: name, DesiredState: desired, SourceParameters: source, ...given }, call) => {
  const pipe = settledPipe(name, call)
  const merged: Given = {
    ...pipe.given, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(source !== undefined && { SourceParameters: mergedSource(pipe.given.SourceParameters, source) }),
  }
  // An empty enrichment takes it away.
  const { Enrichment: _, ...without } = merged
  const after = merged.Enrichment === '' ? without : merged
  check(after, call)
  return changed({ ...pipe, given: after, desiredState: (desired ?? pipe.desiredState) as Pipe['desiredState'] }, 'UPDATING', call)
}

/** A stream's starting position cannot be changed, so it is kept. */
function mergedSource(before: PipeSourceParameters = {}, after: UpdatePipeSourceParameters): PipeSourceParameters {
  const { KinesisStreamParameters: kinesis, DynamoDBStreamParameters: dynamodb } = before
  return {
    ...before, ...after,
    ...(kinesis && { KinesisStreamParameters: { ...after.KinesisStreamParameters, StartingPosition: kinesis.StartingPosition,
      ...(kinesis.StartingPositionTimestamp && { StartingPositionTimestamp: kinesis.StartingPositionTimestamp }) } }),
    ...(dynamodb && { DynamoDBStreamParameters: { ...after.DynamoDBStreamParameters, StartingPosition: dynamodb.StartingPosition } }),
  } as PipeSourceParameters
}

export const StartPipe: Pipes['StartPipe'] = ({ Name: name }, call) => {
  const pipe = settledPipe(name, call)
  if (pipe.state === 'RUNNING') return shown(pipe, call)
  return changed({ ...pipe, desiredState: 'RUNNING' }, 'STARTING', call)
}

export const StopPipe: Pipes['StopPipe'] = ({ Name: name }, call) => {
  const pipe = settledPipe(name, call)
  if (pipe.state === 'STOPPED') return shown(pipe, call)
  return changed({ ...pipe, desiredState: 'STOPPED' }, 'STOPPING', call)
}

export const DeletePipe: Pipes['DeletePipe'] = ({ Name: name }, call) => changed(settledPipe(name, call), 'DELETING', call)

function changed({ reason: _, ...pipe }: Pipe, state: Pipe['state'], call: Call) {
  const after = call.of(Pipe).put({ ...pipe, state, modifiedAt: call.now() })
  begin(after, call)
  return shown(after, call)
}

/** @throws ConflictException while it is on its way to another state */
function settledPipe(name: string, call: Call): Pipe {
  const pipe = call.of(Pipe).require(name)
  if (!pipe.state.endsWith('ING') || pipe.state === 'RUNNING') return pipe
  throw call.fault('ConflictException', `Pipe ${name} is currently ${pipe.state}.`, { resourceId: name, resourceType: 'Pipe' })
}

function check(given: Given, call: Call): void {
  const problems = problemsOf(given)
  if (problems.length === 0) return
  throw call.fault('ValidationException', JSON.stringify({ ValidationErrorFields: problems.map(([Name, Message]) => ({ Name, Message })) }),
    { fieldList: problems.map(([name, message]) => ({ name, message })) })
}
