// What a call offers to services whose business is identity: issuing credentials, reading keys and what was signed or sealed.

import { createHash } from 'node:crypto'
import type { Core } from './core.ts'
import { decodeAccessKeyAccount, newUniqueId } from './identity/access-key.ts'
import { familyOf, refusalFault } from './identity/refusal.ts'
import type { Family } from './identity/refusal.ts'
import { Identities } from './policy/identities.ts'
import { standing } from './identity/signing-time.ts'
import type { IdentityFace } from './service.ts'
import type { LoadedService } from './services.ts'

/** What sealed denials are sealed for. */
export const denialPurpose = 'authorization-message'

/** What is needed of the call. */
interface IdentifyingCall {
  readonly partition: string
  readonly account: string
  readonly service: LoadedService
  readonly origin: { readonly family?: Family }
}

export function identityFace({ credentials, identity, clock, sealer, store, random }: Core, call: IdentifyingCall): IdentityFace {
  return {
    issueSession: session => credentials.issueSession(session),
    issueKey: principal => credentials.issueKey(principal),
    changeKey: (accessKeyId, change) => { credentials.change(accessKeyId, change) },
    deleteKey: accessKeyId => { credentials.delete(accessKeyId) },
    newUniqueId: prefix => newUniqueId(prefix, call.account, random),
    identitiesOf: (account = call.account) => new Identities(store, account),
    holderOf(accessKeyId, sessionToken) {
      const found = credentials.lookup(accessKeyId, sessionToken, call.partition)
      return typeof found === 'string' ? undefined : found.principal
    },
    signerOf(text, signature) {
      const signer = identity.identifyText(text, signature, call.partition)
      if (!('refused' in signer)) return signer
      const { model } = call.service
      throw refusalFault(signer, call.origin.family ?? familyOf(model.protocols[0]!, model.unwrappedXmlErrors === true))
    },
    standing: clientAt => standing(clock, clientAt),
    accountOfAccessKey: decodeAccessKeyAccount,
    uniqueIdFor: (prefix, account, name) => {
      const digest = createHash('sha256').update(`${prefix}${account}${name}`).digest()
      return newUniqueId(prefix, account, { bytes: length => digest.subarray(0, length) })
    },
    openDenial: message => sealer.open(denialPurpose, message) as string | undefined,
  }
}
