// What a target is told of an event: all of it, a part, a constant, or a filled template.
// Source: "Amazon EventBridge input transformation", EventBridge User Guide.

import type { Target as GivenTarget } from '../../../generated/aws/events.ts'
import { transform, valueAt } from '../../engines/input-transformer.ts'
import type { Json } from '../../engines/input-transformer.ts'
import type { Call } from '../../kernel/service.ts'
import type { Event } from './event.ts'

/** A text; nothing where the path names nothing. */
export function payloadOf({ Input: input, InputPath: path, InputTransformer: transformer }: GivenTarget, event: Event, ruleArn: string,
  call: Call): string {
  const value = event as unknown as Json
  if (input !== undefined) return input
  if (path !== undefined && path !== '') return JSON.stringify(valueAt(value, path) ?? {})
  if (transformer === undefined) return JSON.stringify(event)
  return transform({ paths: transformer.InputPathsMap ?? {}, template: transformer.InputTemplate }, value, {
    'aws.events.rule-arn': ruleArn,
    'aws.events.rule-name': ruleArn.slice(ruleArn.lastIndexOf('/') + 1),
    'aws.events.event.ingestion-time': new Date(call.now()).toISOString(),
    'aws.events.event': { ...event, detail: undefined } as unknown as Json,
    'aws.events.event.json': value,
  })
}
