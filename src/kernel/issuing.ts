// Issuing and reading credentials, as the services whose business that is see it; made from the cloud's core.

import { createHash } from 'node:crypto'
import type { Core } from './core.ts'
import { decodeAccessKeyAccount, newUniqueId } from './identity/access-key.ts'
import type { IdentityFace } from './service.ts'

/** What sealed denials are sealed for. */
export const denialPurpose = 'authorization-message'

export function identityFace({ credentials, sealer }: Core): IdentityFace {
  return {
    issueSession: session => credentials.issueSession(session),
    accountOfAccessKey: decodeAccessKeyAccount,
    uniqueIdFor: (prefix, account, name) => {
      const digest = createHash('sha256').update(`${prefix}${account}${name}`).digest()
      return newUniqueId(prefix, account, { bytes: length => digest.subarray(0, length) })
    },
    openDenial: message => sealer.open(denialPurpose, message) as string | undefined,
  }
}
