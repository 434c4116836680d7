// How long sessions may last: what the session's document says, or the account's preferences, which are a document too.
// Source: "Specify an idle session timeout value" (20 minutes where nothing is set, 1 to 60) and "Specify maximum session duration" (1 to
// 1,440 minutes), Systems Manager User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

export interface Preferences {
  readonly idleMs: number
  readonly longestMs?: number
}

/** The document of the account's preferences, which is there once they have been set. */
export const usualDocument = 'SSM-SessionManagerRunShell'

const minuteMs = 60_000

/** @throws InvalidDocument for one that is not there, or of another type */
export async function preferencesOf(name: string, call: Call): Promise<Preferences> {
  const text = await contentOf(name, call)
  const { inputs } = jsonObject(text ?? '') ?? {}
  const { idleSessionTimeout: idle, maxSessionDuration: longest } = (inputs ?? {}) as Readonly<Record<string, unknown>>
  const minutes = (value: unknown, most: number) => /^\d+$/.test(String(value)) ? Math.min(most, Math.max(1, Number(value))) : undefined
  const longestMinutes = minutes(longest, 1440)
  return { idleMs: (minutes(idle, 60) ?? 20) * minuteMs, ...(longestMinutes !== undefined && { longestMs: longestMinutes * minuteMs }) }
}

async function contentOf(name: string, call: Call): Promise<string | undefined> {
  try {
    const { DocumentType: type, Content: content } = await call.to('ssm').GetDocument({ Name: name, DocumentFormat: 'JSON' })
    if (type === 'Session') return content
    throw call.fault('InvalidDocument', `The document ${name} is of type ${type ?? ''}, not Session.`)
  } catch (error) {
    if (error instanceof Fault && error.code === 'InvalidDocument' && name === usualDocument) return undefined
    throw error
  }
}
