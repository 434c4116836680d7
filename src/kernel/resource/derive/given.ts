// What AWS gives a resource whatever the caller says, after the form that a person has said: `https://{id}.example/`, with parts of the
// record, of its place and of chance. Texts inside lists and structures count too; a text that is one part alone keeps that part's kind.

import type { Values } from '../../../wire/protocol.ts'
import { idAfter } from './new-id.ts'
import type { Chance } from './new-id.ts'

export interface Place extends Chance {
  readonly region: string
  readonly account: string
  readonly partition: string
  readonly principal: { readonly arn: string }
}

/** Of a record, what is known only when it is shown. */
export interface Shown { readonly createdAt: number, readonly updatedAt: number, readonly changes?: number }

/** @param form a text with `{id}` for the record's, `{region}`, `{account}`, `{partition}`, `{caller}` and what `idAfter` knows */
export function given(form: unknown, values: Values, place: Place): unknown {
  if (Array.isArray(form)) return form.map(each => given(each, values, place))
  if (typeof form === 'object' && form !== null) {
    return Object.fromEntries(Object.entries(form).map(([name, each]) => [name, given(each, values, place)]))
  }
  if (typeof form !== 'string') return form
  const places: Values = { region: place.region, account: place.account, partition: place.partition, caller: place.principal.arn }
  const alone = /^\{(\w+)\}$/.exec(form)?.[1]
  if (alone !== undefined && late.has(alone)) return form
  if (alone !== undefined && alone !== 'uuid') return values[alone] ?? places[alone]
  const known = form.replace(/\{(\w+)\}/g, (text, name: string) => {
    const value = values[name] ?? places[name]
    return value === undefined ? text : String(value)
  })
  return idAfter(known, place)
}

const late = new Set(['created', 'createdText', 'updated', 'updatedText', 'version'])

/** What is given, as it is shown now: `{created}` and `{updated}` are times, `{version}` counts the changes from 1. */
export function shownNow(value: unknown, { createdAt, updatedAt, changes = 0 }: Shown): unknown {
  if (Array.isArray(value)) return value.map(each => shownNow(each, { createdAt, updatedAt, changes }))
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shownNow(each, { createdAt, updatedAt, changes })]))
  }
  switch (value) {
    case '{created}': return createdAt
    case '{updated}': return updatedAt
    case '{createdText}': return new Date(createdAt).toISOString()
    case '{updatedText}': return new Date(updatedAt).toISOString()
    case '{version}': return changes + 1
    default: return value
  }
}
