// What EventBridge hears of parameters: changes, and what their policies do.
// Source: "Amazon EventBridge events for Systems Manager", User Guide.

import type { Call } from '../../kernel/service.ts'
import { tell } from './event.ts'
import { arnOf } from './parameter.ts'
import type { Parameter, ParameterType } from './parameter.ts'

export function announce(parameter: Parameter, operation: 'Create' | 'Update' | 'Delete', type: ParameterType, call: Call): void {
  tell('Parameter Store Change', { operation, name: parameter.name, type }, [arnOf(parameter, call)], call)
}

export function announcePolicy(parameter: Parameter, policyType: string, type: ParameterType, call: Call): void {
  const detail = { 'parameter-name': parameter.name, 'parameter-type': type, 'policy-type': policyType, 'action-status': 'Success' }
  tell('Parameter Store Policy Action', detail, [arnOf(parameter, call)], call)
}
