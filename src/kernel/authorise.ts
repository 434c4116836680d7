// Whether a principal may make a call. The root of an account may do everything in it; another account's root, nothing that a policy does
// not give. Policies are evaluated in `policy/`; until a principal has any stored, sessions are bound only by the policies passed with
// them.

import type { Core } from './core.ts'
import { Fault } from './fault.ts'
import type { RunningCall } from './call.ts'
import type { BoundOperation, LoadedService } from './services.ts'

/** @throws Fault the service family's access-denied fault */
export function authorise(core: Core, service: LoadedService, bound: BoundOperation, call: RunningCall): void {
  const { principal } = call
  if (principal.kind === 'service' || bound.model.anonymous || service.declaration.admitsAnonymous) return
  if (principal.kind !== 'anonymous' && principal.kind !== 'bearer') return
  if (core.settings.iam === 'off') return
  throw new Fault('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
}
