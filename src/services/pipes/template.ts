// What an enrichment or target is told of an item: all of it, or a template filled from it; and parameters that name a part of it.
// Source: "Amazon EventBridge Pipes input transformation", EventBridge User Guide.

import { transformInline, valueAt } from '../../engines/input-transformer.ts'
import type { Json } from '../../engines/input-transformer.ts'
import type { Call } from '../../kernel/service.ts'
import { openView } from './item.ts'
import { Pipe } from './pipe.ts'

/** A text; JSON where no template says otherwise. */
export function payloadOf(template: string | undefined, event: Json, pipe: Pipe, call: Call): string {
  if (template === undefined || template === '') return JSON.stringify(event)
  const { Source, Target, Enrichment = '' } = pipe.given
  const view = openView(event)
  return transformInline(template, view, {
    'aws.pipes.pipe-arn': call.arn(Pipe, pipe),
    'aws.pipes.pipe-name': pipe.name,
    'aws.pipes.source-arn': Source,
    'aws.pipes.enrichment-arn': Enrichment,
    'aws.pipes.target-arn': Target,
    'aws.pipes.event.ingestion-time': new Date(call.now()).toISOString(),
    'aws.pipes.event': event,
    'aws.pipes.event.json': view,
  })
}

/** A parameter that begins with `$.` names a part of the event; any other stands for itself. */
export function parameterOf(text: string, event: Json): string {
  if (!text.startsWith('$.')) return text
  const value = valueAt(openView(event), text)
  return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}

export function parametersOf(texts: Readonly<Record<string, string>> | undefined, event: Json): Record<string, string> | undefined {
  return texts && Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, parameterOf(text, event)]))
}

/** Several payloads as one: an array of what they say. */
export function gathered(payloads: readonly string[]): string {
  return `[${payloads.map(asJson).join(',')}]`
}

function asJson(text: string): string {
  try {
    JSON.parse(text)
    return text
  } catch (error) {
    if (error instanceof SyntaxError) return JSON.stringify(text)
    throw error
  }
}
