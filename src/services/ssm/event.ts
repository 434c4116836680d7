// What EventBridge hears of Systems Manager. It hears it at best effort, as AWS says: an event that it does not take is lost.
// Source: "Amazon EventBridge events for Systems Manager", User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

/** Tells the account's default bus once the transaction is through. @param kind the event's detail type */
export function tell(kind: string, detail: object, resources: readonly string[], call: Call): void {
  const entry = { Source: 'aws.ssm', DetailType: kind, Detail: JSON.stringify(detail), Resources: resources, Time: call.now() }
  call.afterCommit(async () => {
    try {
      await call.to('events').PutEvents({ Entries: [entry] })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  })
}
