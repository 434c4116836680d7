// Pipes as they are kept and shown. What changes them is in `change.ts`, what they do in `poll.ts` and `execution.ts`.
// Source: DescribePipe and ListPipes, EventBridge Pipes API Reference.

import type { CreatePipeRequest, PipeSourceParameters, Pipes } from '../../../generated/aws/pipes.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { pipeFormation } from './cloud-formation.ts'

export type State = 'RUNNING' | 'STOPPED' | 'CREATING' | 'UPDATING' | 'DELETING' | 'STARTING' | 'STOPPING'
  | 'CREATE_FAILED' | 'UPDATE_FAILED' | 'START_FAILED'

/** What a pipe is told to do, as it was told. */
export type Given = Omit<CreatePipeRequest, 'Name' | 'Tags' | 'DesiredState'>

export interface Pipe {
  readonly name: string
  readonly given: Given
  readonly desiredState: 'RUNNING' | 'STOPPED'
  readonly state: State
  readonly reason?: string
  readonly createdAt: number
  readonly modifiedAt: number
  /** When it first began to read: what was there before it is not read by one that starts with the latest. */
  readonly beganAt?: number
}

export const Pipe = resource<Pipe>({
  name: 'Pipe',
  key: 'name',
  arn: 'arn:{partition}:pipes:{region}:{account}:pipe/{name}',
  tags: 'map',
  notFound: { code: 'NotFoundException', message: ([name]) => `Pipe ${name} does not exist.` },
  exists: { code: 'ConflictException', message: ([name]) => `Pipe ${name} already exists.` },
  cloudFormation: pipeFormation,
})

/** The members of a source's parameters that name no source. */
export type StreamParameters =
  NonNullable<PipeSourceParameters['KinesisStreamParameters'] | PipeSourceParameters['DynamoDBStreamParameters']>

export function streamParameters({ given: { SourceParameters: source } }: Pipe): StreamParameters | undefined {
  return source?.KinesisStreamParameters ?? source?.DynamoDBStreamParameters
}

/** What the operations that change a pipe answer. */
export function shown(pipe: Pipe, call: Call) {
  const { name, desiredState, state, createdAt, modifiedAt } = pipe
  return {
    Arn: call.arn(Pipe, pipe), Name: name, DesiredState: desiredState, CurrentState: state, CreationTime: createdAt,
    LastModifiedTime: modifiedAt,
  }
}

export const DescribePipe: Pipes['DescribePipe'] = ({ Name: name }, call) => {
  const pipe = call.of(Pipe).require(name)
  return { ...pipe.given, ...shown(pipe, call), Tags: call.tags(Pipe).get(name), ...(pipe.reason && { StateReason: pipe.reason }) }
}

export const ListPipes: Pipes['ListPipes'] = function* (input, call) {
  const { NamePrefix: prefix = '', SourcePrefix: source = '', TargetPrefix: target = '', DesiredState: desired,
    CurrentState: current } = input
  for (const pipe of call.of(Pipe).scan({ prefix })) {
    const { Source, Target, Enrichment } = pipe.given
    if (!Source.startsWith(source) || !Target.startsWith(target)) continue
    if ((desired !== undefined && pipe.desiredState !== desired) || (current !== undefined && pipe.state !== current)) continue
    yield { ...shown(pipe, call), Source, Target, ...(Enrichment && { Enrichment }), ...(pipe.reason && { StateReason: pipe.reason }) }
  }
}
