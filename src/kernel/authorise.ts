// Whether a caller may make a call. Who says nothing of himself is turned away before anything of the request is read, unless the operation
// admits everyone. The root of an account may do everything in it; sessions are bound by the policies passed with them, once policies are
// evaluated.

import type { Core } from './core.ts'
import type { Principal } from './identity/principal.ts'
import { missing, refusalFault } from './identity/refusal.ts'
import type { Family } from './identity/refusal.ts'
import type { BoundOperation, LoadedService } from './services.ts'

/** @throws Fault `MissingAuthenticationToken` in the words of the service's family */
export function admit(core: Core, service: LoadedService, bound: BoundOperation, principal: Principal, family: Family): void {
  if (principal.kind !== 'anonymous' && principal.kind !== 'bearer') return
  if (core.settings.iam === 'off' || bound.model.anonymous || service.declaration.admitsAnonymous) return
  throw refusalFault(missing(), family)
}
