// What EventBridge hears of a derived resource, as a person has said it: that it is there, once what it takes to make it is over, and that
// it is gone. Pure.

import type { DerivedNews } from '../../../model/derived.ts'
import type { Values } from '../../../wire/protocol.ts'
import type { News, Occasion } from '../../changes.ts'
import type { DerivedRecord } from './record.ts'

export function derivedNews({ source, detailType, made, gone }: DerivedNews) {
  return (before: DerivedRecord | undefined, after: DerivedRecord | undefined, { at }: Occasion): News | undefined => {
    const detail = after === undefined ? gone : isThere(after) && (before === undefined || !isThere(before)) ? made : undefined
    if (detail === undefined) return undefined
    return { source, detailType, detail: filled(detail, { ...(after ?? before)!.values, at: new Date(at).toISOString() }) as Values }
  }
}

function isThere({ told, settledAt, createdAt }: DerivedRecord): boolean {
  return told === true || settledAt <= createdAt
}

function filled(form: unknown, values: Values): unknown {
  if (Array.isArray(form)) return form.map(each => filled(each, values))
  if (typeof form === 'object' && form !== null) {
    return Object.fromEntries(Object.entries(form).map(([name, each]) => [name, filled(each, values)]))
  }
  return typeof form === 'string' ? form.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')) : form
}
