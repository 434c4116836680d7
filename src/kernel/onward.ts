// Who calls when one service calls another: the service itself, or the principal that it passes on, in the name of which it then acts.

import type { CallOrigin } from './call.ts'
import { servicePrincipal } from './identity/principal.ts'
import type { CallTarget } from './service.ts'

/** @param service id of the service that calls */
export function onwardOrigin(origin: CallOrigin, service: string, requestId: string, target: CallTarget): CallOrigin {
  const { request: _, family: _family, calledVia = [], sourceArn: _sourceArn, ...own } = origin
  const name = `${service}.amazonaws.com`
  return {
    ...own,
    principal: target.principal ?? servicePrincipal(target.servicePrincipal ?? name),
    account: target.account ?? origin.account,
    region: target.region ?? origin.region,
    requestId,
    sourceAddress: name,
    userAgent: name,
    ...(target.principal !== undefined && { calledVia: [...calledVia, name] }),
    ...(target.sourceArn !== undefined && { sourceArn: target.sourceArn }),
  }
}
