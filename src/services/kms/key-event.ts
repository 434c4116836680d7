// What EventBridge hears of keys: that one was rotated or is gone, that imported material has expired. It hears them at best effort, as
// AWS says: an event that it does not take is lost. Source: "Monitoring KMS keys with Amazon EventBridge", KMS Developer Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Key } from './key.ts'

type Happening = 'KMS CMK Rotation' | 'KMS CMK Deletion' | 'KMS Imported Key Material Expiration'

/** Inside a transaction. */
export function announce(happening: Happening, key: Key, call: Call): void {
  const entry = {
    Source: 'aws.kms', DetailType: happening, Detail: JSON.stringify({ 'key-id': key.id }), Resources: [call.arn(Key, key)],
      Time: call.now(),
  }
  call.afterCommit(async () => {
    try {
      await call.to('events').PutEvents({ Entries: [entry] })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  })
}
