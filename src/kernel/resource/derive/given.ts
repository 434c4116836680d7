// What AWS gives a resource whatever the caller says, after the form that a person has said: `https://{id}.example/`, with parts of the
// record, of its place and of chance. Texts inside lists and structures count too; a text that is one part alone keeps that part's kind.

import type { Values } from '../../../wire/protocol.ts'
import { idAfter } from './new-id.ts'
import type { Chance } from './new-id.ts'

export interface Place extends Chance { readonly region: string, readonly account: string, readonly partition: string, now(): number }

/** @param form a text with `{id}` for the record's, `{region}`, `{account}`, `{partition}`, `{now}` and what `idAfter` knows */
export function given(form: unknown, values: Values, place: Place): unknown {
  if (Array.isArray(form)) return form.map(each => given(each, values, place))
  if (typeof form === 'object' && form !== null) {
    return Object.fromEntries(Object.entries(form).map(([name, each]) => [name, given(each, values, place)]))
  }
  if (typeof form !== 'string') return form
  const places: Values = { region: place.region, account: place.account, partition: place.partition, now: place.now() }
  const alone = /^\{(\w+)\}$/.exec(form)?.[1]
  if (alone !== undefined && alone !== 'uuid') return values[alone] ?? places[alone]
  const known = form.replace(/\{(\w+)\}/g, (text, name: string) => {
    const value = values[name] ?? places[name]
    return value === undefined ? text : String(value)
  })
  return idAfter(known, place)
}
