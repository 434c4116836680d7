// One call of a target, by the service that its ARN names. Where a target has a role, it is made in a session of it, else in EventBridge's
// own name. Source: "Event bus targets available in the Amazon EventBridge console", EventBridge User Guide.

import type { Target as GivenTarget } from '../../../generated/aws/events.ts'
import { createHash } from 'node:crypto'
import { valueAt } from '../../engines/input-transformer.ts'
import type { Json } from '../../engines/input-transformer.ts'
import { roleSession } from '../../engines/role-session.ts'
import { targetCall } from '../../engines/target-call/face.ts'
import type { TargetExtras } from '../../engines/target-call/face.ts'
import { assumedRolePrincipal, Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { callDestination } from './api-destination.ts'
import type { Event } from './event.ts'
import { writeLine } from './log-target.ts'

export interface TargetCall {
  readonly target: GivenTarget
  readonly payload: string
  readonly event: Event
  readonly ruleArn: string
  /** The event came from another bus. */
  readonly wasForwarded: boolean
}

type Place = NonNullable<ReturnType<typeof parseArn>>

/** @throws Fault the callee's, or one that says that no such target can be called */
export async function callTarget(asked: TargetCall, call: Call): Promise<void> {
  const { target, ruleArn } = asked
  const place = parseArn(target.Arn)!
  const { account, region } = place
  if (place.service === 'events' && place.resource.startsWith('event-bus/')) return forward(asked, place, call)
  if (place.service === 'events' && place.resource.startsWith('api-destination/')) return callDestination(asked, place, call)
  const principal = await actingFor(asked, call)
  const where = { account: account || call.account, region: region || call.region, sourceArn: ruleArn, ...(principal && { principal }) }
  if (place.service === 'logs') return writeLine({ resource: place.resource, event: asked.event, payload: asked.payload }, where, call)
  const found = targetCall({ ...place, arn: target.Arn }, { id: asked.event.id, payload: asked.payload, endpoint: call.endpoint },
    extrasOf(asked))
  if (found === undefined) throw new Fault('InvalidTarget', `Targets of ${place.service} cannot be called.`)
  await call.invoke(found.service, found.operation, found.input, where)
}

/** A session of the target's role. @throws Fault where it cannot be had */
async function actingFor({ target: { RoleArn: roleArn }, ruleArn }: TargetCall, call: Call): Promise<Principal | undefined> {
  if (roleArn === undefined) return undefined
  return roleSession({ roleArn, sessionName: createHash('md5').update(ruleArn).digest('hex'), sourceArn: ruleArn }, call)
}

function extrasOf({ target, event }: TargetCall): TargetExtras {
  const { SqsParameters: queue, KinesisParameters: stream, EcsParameters: task } = target
  const key = stream === undefined ? undefined : valueAt(event as unknown as Json, stream.PartitionKeyPath)
  return {
    ...(queue?.MessageGroupId !== undefined && { messageGroupId: queue.MessageGroupId }),
    ...(typeof key === 'string' && { partitionKey: key }),
    task, vpc: task?.NetworkConfiguration?.awsvpcConfiguration, job: target.BatchParameters, command: target.RunCommandParameters,
    pipeline: target.SageMakerPipelineParameters, statement: target.RedshiftDataParameters,
  }
}

/** To another bus; what came from one does not go on to a third in another account or region. */
async function forward(asked: TargetCall, { account, region }: Place, call: Call): Promise<void> {
  const { target, event, ruleArn, wasForwarded } = asked
  const far = account !== call.account || region !== call.region
  if (wasForwarded && far) return
  const entry = {
    Source: event.source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail), Resources: event.resources,
    Time: Date.parse(event.time), EventBusName: target.Arn,
    TraceHeader: call.seal('forwarded', { id: event.id, account: event.account, region: event.region }),
  }
  const principal = await actingFor(asked, call) ?? (account === call.account ? undefined : senderOf(call))
  const { Entries: [result] = [] } = await call.to('events', { account, region, sourceArn: ruleArn, ...(principal && { principal }) })
    .PutEvents({ Entries: [entry] })
  if (result?.ErrorCode !== undefined && result.ErrorCode !== 'NotAuthorizedForSource') {
    throw new Fault(result.ErrorCode, result.ErrorMessage ?? '')
  }
}

/** Whom the other account's bus sees where the target has no role: one that stands for the account. */
function senderOf(call: Call): Principal {
  const { account, partition } = call
  const roleName = 'AmazonEventBridge'
  return assumedRolePrincipal({ account, partition, roleName, roleId: call.identity.uniqueIdFor('AROA', account, roleName),
    sessionName: 'events' })
}
