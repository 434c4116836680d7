// What EventBridge hears of parameters: changes, and what their policies do. It hears them at best effort, as AWS says: an event that it
// does not take is lost. Source: "Amazon EventBridge events for Systems Manager", User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { arnOf } from './parameter.ts'
import type { Parameter, ParameterType } from './parameter.ts'

/** EventBridge, as far as it is needed; it may come later than this service. */
interface Bus { PutEvents(input: { readonly Entries: readonly object[] }): Promise<unknown> }

export function announce(parameter: Parameter, operation: 'Create' | 'Update' | 'Delete', type: ParameterType, call: Call): void {
  put(parameter, 'Parameter Store Change', { operation, name: parameter.name, type }, call)
}

export function announcePolicy(parameter: Parameter, policyType: string, type: ParameterType, call: Call): void {
  const detail = { 'parameter-name': parameter.name, 'parameter-type': type, 'policy-type': policyType, 'action-status': 'Success' }
  put(parameter, 'Parameter Store Policy Action', detail, call)
}

function put(parameter: Parameter, kind: string, detail: object, call: Call): void {
  const bus = (call as unknown as { to(service: 'events'): Bus }).to('events')
  const Resources = [arnOf(parameter, call)]
  const entry = { Source: 'aws.ssm', DetailType: kind, Detail: JSON.stringify(detail), Resources, Time: call.now() }
  call.afterCommit(async () => {
    try {
      await bus.PutEvents({ Entries: [entry] })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  })
}
