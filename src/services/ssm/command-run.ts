// How commands go on. There is no agent here that would run them: an invocation waits for one until the delivery times out, unless a person
// or a test says through the control `answer-command` what the agent on the node did.
// Source: "Understanding command statuses" and "Run Command timeouts", Systems Manager User Guide.

import type { Call } from '../../kernel/service.ts'
import { share } from './automation-rate.ts'
import { announceCommand, announceInvocation } from './command-notice.ts'
import { Command, errorCount, Invocation, invocationsOf, isOver, outputKey } from './command.ts'
import type { Outcome } from './command.ts'

/** An invocation comes to its end, and with the last one the command. */
export function finish(invocation: Invocation, outcome: Outcome, said: Partial<Invocation>, call: Call): void {
  const command = call.of(Command).get(invocation.commandId)!
  const done = call.of(Invocation).put({ ...invocation, ...said, outcome, finishedAt: call.now() })
  announceInvocation(done, command, call)
  settle(command, call)
  if (command.associationId !== undefined) call.setTimer('association-look', command.associationId, call.now())
}

/** When too many have failed, those that were not sent yet, since so many are under way at a time, are not sent any more. */
export function settle(command: Command, call: Call): void {
  if (isOver(command.outcome)) return
  const { nodeIds, maxErrors, maxConcurrency } = command
  const invocations = invocationsOf(command.id, call)
  let waiting = invocations.filter(({ outcome }) => !isOver(outcome))
  if (errorCount(invocations) > share(maxErrors, nodeIds.length)) {
    const underWay = Math.max(1, share(maxConcurrency, nodeIds.length)) - 1
    for (const each of waiting.slice(underWay)) {
      announceInvocation(call.of(Invocation).put({ ...each, outcome: 'Terminated', finishedAt: call.now() }), command, call)
    }
    waiting = waiting.slice(0, underWay)
  }
  if (waiting.length > 0) return
  call.cancelTimer('command', command.id)
  announceCommand(call.of(Command).put({ ...command, outcome: outcomeOf(invocationsOf(command.id, call)) }), call)
}

function outcomeOf(invocations: readonly Invocation[]): Outcome {
  const outcomes = invocations.map(({ outcome }) => outcome)
  if (outcomes.length === 0) return 'NoInstancesInTag'
  const all = (wanted: Outcome): boolean => outcomes.every(outcome => outcome === wanted)
  if (outcomes.includes('Terminated')) return 'RateExceeded'
  if (outcomes.includes('Cancelled')) return 'Cancelled'
  if (all('Undeliverable')) return 'Failed'
  if (outcomes.includes('Failed') || outcomes.includes('InvalidPlatform')) return 'Failed'
  if (outcomes.includes('DeliveryTimedOut')) return 'DeliveryTimedOut'
  return outcomes.every(outcome => outcome === 'Success') ? 'Success' : 'Incomplete'
}

/** Timer: what no agent took in time is not delivered. */
export function expireCommand(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  for (const invocation of invocationsOf(id, call)) {
    if (!isOver(call.of(Invocation).get(id, invocation.nodeId)!.outcome)) finish(invocation, 'DeliveryTimedOut', {}, call)
  }
}

/** Timer: commands are shown for 30 days. */
export function forgetCommand(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  for (const { nodeId } of invocationsOf(id, call)) call.of(Invocation).delete(id, nodeId)
  call.of(Command).delete(id)
}

interface Answer {
  readonly commandId?: string
  readonly instanceId?: string
  readonly responseCode?: number
  readonly output?: string
  readonly error?: string
}

/** @throws ValidationException */
function answer({ commandId = '', instanceId = '', responseCode = 0, output = '', error = '' }: Answer, call: Call): object {
  const invocation = call.of(Invocation).get(commandId, instanceId)
  if (invocation === undefined || isOver(invocation.outcome)) {
    throw call.fault('ValidationException', `The command ${commandId} does not wait for ${instanceId}.`)
  }
  const command = call.of(Command).get(commandId)!
  finish(invocation, responseCode === 0 ? 'Success' : 'Failed', { responseCode, output, errorOutput: error }, call)
  if (command.bucket !== '') call.afterCommit(() => store(command, instanceId, { stdout: output, stderr: error }, call))
  return { status: call.of(Invocation).get(commandId, instanceId)!.outcome }
}

async function store(command: Command, nodeId: string, streams: Readonly<Record<string, string>>, call: Call): Promise<void> {
  const s3 = call.to('s3', command.bucketRegion === undefined ? {} : { region: command.bucketRegion })
  for (const [stream, text] of Object.entries(streams)) {
    if (text === '') continue
    await s3.PutObject({ Bucket: command.bucket, Key: outputKey(command, nodeId, command.plugins[0]!, stream), Body: Buffer.from(text) })
  }
}

export const commandControls = {
  'answer-command': {
    does: 'says what the agent on a node did with a command', run: answer,
    example: { commandId: '01234567-89ab-cdef-0123-456789abcdef', instanceId: 'mi-0123456789abcdef0', responseCode: 0, output: 'hello\n' },
  },
}
