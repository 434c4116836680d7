// In whose name a pipe acts: a session of its execution role, assumed by a real call.
// Source: "Amazon EventBridge Pipes permissions", EventBridge User Guide.

import { createHash } from 'node:crypto'
import { roleSession } from '../../engines/role-session.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { Pipe } from './pipe.ts'

/** @throws Fault the security token service's */
export function actingRole(pipe: Pipe, call: Call): Promise<Principal> {
  const sourceArn = call.arn(Pipe, pipe)
  const sessionName = createHash('md5').update(sourceArn).digest('hex')
  return roleSession({ roleArn: pipe.given.RoleArn, sessionName, sourceArn }, call)
}
