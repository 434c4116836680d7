// A pipe on its way from one state to the next, on the clock: it arrives where it was meant to, or its source does not let it. A running
// pipe heeds its source, so it costs nothing while nothing comes.
// Source: "PipeState", EventBridge Pipes API Reference; reasons of failure, public reports (terraform-aws-modules/terraform-aws-eventbridge
// pull request 133, hashicorp/terraform-provider-aws 40572).

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Pipe, streamParameters } from './pipe.ts'
import { deadLetterProblem } from './dead-letter.ts'
import { Shard } from './shard.ts'
import { actingRole } from './role.ts'
import { sourceKind } from './validation.ts'
import { describeQueue } from './queue-source.ts'
import { openShards } from './stream-source.ts'

/** What a change takes in AWS, about. */
const typicalMs = 30_000

/** Inside a transaction. */
export function begin({ name, given: { Source: source } }: Pipe, call: Call): void {
  call.arrivals.unheed(source, 'poll', name)
  for (const kind of ['poll', 'recheck', 'resume']) call.cancelTimer(kind, name)
  call.setTimer('arrive', name, call.now() + call.lifecycleMs(typicalMs))
}

/** Timer: the change is made. */
export async function arrive(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const pipe = call.of(Pipe).get(name)
  if (pipe === undefined) return
  if (pipe.state === 'DELETING') return call.transact(() => remove(name, call))
  const problem = pipe.desiredState === 'RUNNING' || pipe.state === 'CREATING' ? await accessProblem(pipe, call) : undefined
  call.transact(() => settle(name, problem, call))
}

const failures: Readonly<Record<string, Pipe['state']>> = { CREATING: 'CREATE_FAILED', UPDATING: 'UPDATE_FAILED', STARTING: 'START_FAILED' }

function settle(name: string, problem: string | undefined, call: Call): void {
  const { reason: _, ...pipe } = call.of(Pipe).require(name)
  if (problem !== undefined) {
    const reason = `Input parameter is invalid from the request due to : ${problem}`
    call.of(Pipe).put({ ...pipe, state: failures[pipe.state] ?? 'STOPPED', reason })
    return
  }
  call.of(Pipe).put({ ...pipe, state: pipe.desiredState, ...(pipe.desiredState === 'RUNNING' && { beganAt: pipe.beganAt ?? call.now() }) })
  if (pipe.desiredState !== 'RUNNING') return
  call.arrivals.heed(pipe.given.Source, 'poll', name)
  call.setTimer('poll', name, call.now())
}

function remove(name: string, call: Call): void {
  for (const { id } of call.of(Shard).scan({ within: [name] })) call.of(Shard).delete(name, id)
  call.of(Pipe).delete(name)
}

/** Why a pipe's role cannot read its source, or bury what it must; undefined where it can. */
async function accessProblem(pipe: Pipe, call: Call): Promise<string | undefined> {
  const { Source: source } = pipe.given
  const isQueue = sourceKind(source) === 'sqs'
  try {
    const principal = await actingRole(pipe, call)
    if (isQueue) await describeQueue(pipe, principal, call)
    else await openShards(pipe, principal, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return isQueue ? `The provided customer role does not have permissions to call ReceiveMessage on SQS. ${error.message}`
      : `Cannot access stream ${source}. Please ensure the customer role can perform actions on source stream. ${error.message}`
  }
  return deadLetterProblem(streamParameters(pipe)?.DeadLetterConfig?.Arn)
}
