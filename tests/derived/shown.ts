// What the answers of a derived resource's operations show of it, by plain names; and the parts of inputs that name it or say nothing of
// it.

import { isFailures, isVersionName, opened, plainMembers, singular } from '../../src/kernel/resource/derive/plan.ts'
import { plainName } from '../../src/kernel/resource/derive/plain-name.ts'
import type { Member, OperationModel, StructureShape } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import { valueFor } from './minimal-input.ts'

export type Named = string | number

/** What an input holds of one resource, with what stands around it. */
export function heldIn({ input: { memberByName } }: OperationModel, wrap: string | undefined, input: Values): Values {
  const inner = wrap === undefined ? undefined : input[wrap]
  if (wrap === undefined || inner === undefined) return input
  if (memberByName.get(wrap)!.shape.kind !== 'list') return { ...input, ...inner as Values }
  const [first] = inner as unknown[]
  return { ...input, ...(isRecord(first) ? first : { [singular(wrap)]: first }) }
}

/** Puts a member into an input, or into what holds the resource there. */
export function putInto(operation: OperationModel, wrap: string | undefined, input: Values, member: string, value: unknown): void {
  const { memberByName } = operation.input
  if (wrap === undefined || memberByName.has(member)) {
    input[member] = value
    return
  }
  const { shape } = memberByName.get(wrap)!
  if (shape.kind !== 'list') (input[wrap] as Values)[member] = value
  else if (shape.element.shape.kind === 'string') input[wrap] = [value]
  else (input[wrap] as Values[]).splice(0, Infinity, { ...(input[wrap] as Values[])[0], [member]: value })
}

/** What an answer says went wrong with some of several. */
export function failuresIn({ output: { members } }: OperationModel, output: Values): unknown {
  const found = members.find(({ name, shape }) => isFailures(name) && (shape.kind === 'list' || shape.kind === 'map'))
  const value = found === undefined ? undefined : output[found.name]
  return value === undefined || Object.keys(value as object).length === 0 ? undefined : value
}

export function openedInput({ input }: OperationModel, wrap: string | undefined, spelling: string): Map<string, Member> {
  return plainMembers(spelling, opened(input, wrap))
}

/** What is no property of the resource. */
export function isAside({ name, idempotencyToken }: Member): boolean {
  return idempotencyToken === true || /dryrun|token$/i.test(name)
}

/** Another call, not the same one repeated. */
export function withoutTokens({ input: { members } }: OperationModel, input: Values): Values {
  const changed = members.filter(member => member.idempotencyToken === true && input[member.name] !== undefined)
  return { ...input, ...Object.fromEntries(changed.map(({ name, shape }) => [name, valueFor(shape, 7)])) }
}

/** A text by its plain name, in an answer or in what it holds. */
export function textIn(spelling: string, name: string, values: Values): string | undefined {
  const inner = Object.values(values).flatMap(each => Array.isArray(each) ? each as unknown[] : [each]).filter(isRecord)
  for (const structure of [values, ...inner]) {
    const shape = { members: Object.keys(structure).map(each => ({ name: each })) } as unknown as StructureShape
    const member = plainMembers(spelling, shape).get(name)
    if (member !== undefined && typeof structure[member.name] === 'string') return structure[member.name] as string
  }
  return undefined
}

/** A text or number by its plain name. */
export function namedIn(spelling: string, name: string, values: Values): Named | undefined {
  const found = textIn(spelling, name, values)
  if (found !== undefined) return found
  const inner = [values, ...Object.values(values).filter(isRecord)]
  return inner.flatMap(each => Object.entries(each)).find(([member, value]) => plainName(spelling, member) === name
    && typeof value === 'number')?.[1] as
    number | undefined
}

export function versionIn(values: Values): string | undefined {
  const all = [values, ...Object.values(values).filter(isRecord)].flatMap(each => Object.entries(each))
  return all.find(([name, value]) => isVersionName(name.toLowerCase()) && typeof value === 'string')?.[1] as string | undefined
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

export function plain(value: unknown): unknown {
  if (value === undefined) return undefined
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => typeof each === 'bigint' ? Number(each)
    : each instanceof Uint8Array ? Object.assign([], each) : each)) as unknown
}

export function text(value: unknown, length = 80): string {
  return String(JSON.stringify(plain(value))).slice(0, length)
}
