// Calls whose input a user wrote as a plain document: names as the model has them, times as texts, bytes as text, numbers that may stand in
// texts. The model says what each value is to be; what it cannot be is the user's fault, and said so before anything is called.
// The words are those of AWS's Python SDK, in whose form such documents are written.

import type { Member, Shape, StructureShape } from '../model/shape.ts'
import type { Values } from '../wire/protocol.ts'
import type { Core } from './core.ts'
import { Fault } from './fault.ts'

/** @throws Fault `UnknownOperationException` */
export function checkKnown({ catalogue }: Core, service: string, operation: string): void {
  if (catalogue.entry(service) !== undefined && catalogue.operationNames(service).includes(operation)) return
  throw new Fault('UnknownOperationException', `There is no operation ${operation} of ${service}.`)
}

/** @param ask makes the call of typed values @returns the answer as a plain document @throws Fault `ValidationException` */
export async function callPlainly(core: Core, service: string, operation: string, document: Values,
  ask: (input: Values) => Promise<Values>):
Promise<Values> {
  checkKnown(core, service, operation)
  const bound = (await core.services.load(service))?.operation(operation)
  if (bound === undefined) throw new Error(`assert: there is no ${service} ${operation} to call`)
  const { input, output } = bound.model
  return plainOf(output, await ask(structureOf(input, document, '')))
}

function structureOf(shape: StructureShape, document: unknown, path: string): Values {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) throw wrong(path, document, 'structure')
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(document)) {
    const member = memberNamed(shape, name)
    if (member === undefined) {
      const known = shape.members.map(each => each.name).join(', ')
      throw new Fault('ValidationException', `Unknown parameter in ${path === '' ? 'input' : path}: "${name}", must be one of: ${known}`)
    }
    if (value !== undefined && value !== null) values[member.name] = valueOf(member.shape, value, path === '' ? name : `${path}.${name}`)
  }
  return values
}

/** Whichever way its first letter is written. */
function memberNamed({ memberByName }: StructureShape, name: string): Member | undefined {
  const [first = ''] = name
  return memberByName.get(name) ?? memberByName.get(first.toUpperCase() + name.slice(1)) ?? memberByName.get(first.toLowerCase()
    + name.slice(1))
}

function valueOf(shape: Shape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'structure': return structureOf(shape, value, path)
    case 'list':
      if (!Array.isArray(value)) throw wrong(path, value, 'list')
      return value.map((each, i) => valueOf(shape.element.shape, each, `${path}[${i}]`))
    case 'map':
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(path, value, 'map')
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, valueOf(shape.value.shape, each, `${path}.${name}`)]))
    case 'document': return value
    case 'boolean':
      if (!/^(?:true|false)$/i.test(String(value))) throw wrong(path, value, 'boolean')
      return String(value).toLowerCase() === 'true'
    case 'string': case 'blob': case 'timestamp': case 'bigDecimal': return textual(shape, value, path)
    default:
      if (value === '' || typeof value === 'object' || Number.isNaN(Number(value))) throw wrong(path, value, 'number')
      return Number(value)
  }
}

function textual({ kind, ...shape }: Exclude<Shape, StructureShape>, value: unknown, path: string): unknown {
  if (typeof value === 'object') throw wrong(path, value, kind)
  if (kind === 'blob') return Buffer.from(String(value))
  if (kind !== 'timestamp') return 'jsonValue' in shape && shape.jsonValue === true ? value : String(value)
  const at = typeof value === 'number' ? value * 1000 : Date.parse(String(value))
  if (Number.isNaN(at)) throw wrong(path, value, kind)
  return at
}

function wrong(path: string, value: unknown, kind: string): Fault {
  const shown = typeof value === 'string' ? value : JSON.stringify(value)
  return new Fault('ValidationException',
    `Invalid type for parameter ${path === '' ? 'input' : path}, value: ${shown}, valid type: ${kind}`)
}

function plainOf(shape: StructureShape, values: Values): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const { name, shape: of } of shape.members) {
    if (values[name] !== undefined && values[name] !== null) plain[name] = plainValue(of, values[name])
  }
  return plain
}

function plainValue(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case 'structure': return plainOf(shape, value as Values)
    case 'list': return [...value as Iterable<unknown>].map(each => plainValue(shape.element.shape, each))
    case 'map': return Object.fromEntries(Object.entries(value as Values).map(([name, each]) => [name,
      plainValue(shape.value.shape, each)]))
    case 'timestamp': return new Date(value as number).toISOString()
    // Bytes that are still to come are no part of a document.
    case 'blob': return value instanceof Uint8Array ? Buffer.from(value).toString() : ''
    default: return typeof value === 'bigint' ? Number(value) : value
  }
}
