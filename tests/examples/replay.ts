// Replays the request and response examples that AWS ships with its SDK for JavaScript v2 against one service: what makes things first,
// what
// deletes them last. Ids that AWS's example shows and ours does not have are carried from an answer into later inputs. An example passes
// when
// it is answered, the answer has what its shape requires, and what was put in and has a place in the answer is there unchanged.

import { isDeepStrictEqual } from 'node:util'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import type { OperationModel, ServiceModel, Shape, StructureShape } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import type { Caller } from '../derived/caller.ts'

export interface Example { readonly operation: string, readonly input: Values, readonly output: Values }

export interface Replayed { readonly passed: number, readonly failures: readonly string[] }

const order = [
  /^(Create|Register|Allocate|Run|Import|Put|Add|Set|Enable|Request|Upload|Initiate)/, /^(Associate|Attach|Authorize|Tag|Start)/,
  /^(Get|Describe|List|Batch|Lookup|Query|Scan|Check)/, /^(Update|Modify|Change|Replace)/,
    /^(Untag|Stop|Disassociate|Detach|Revoke|Disable|Cancel)/,
  /^(Delete|Deregister|Remove|Release|Terminate)/,
]

export async function replay(caller: Caller, service: ServiceModel, examples: readonly Example[]): Promise<Replayed> {
  const ids = new Map<string, string>()
  const failures: string[] = []
  const rank = ({ operation }: Example): number => {
    const at = order.findIndex(pattern => pattern.test(operation))
    return at === -1 ? 3 : at
  }
  // What stands below something names it: it is made after it, and goes before it.
  const depth = ({ operation }: Example): number => {
    const asked = service.operation(operation)?.input.members.filter(({ name, required }) => required && /(id|arn|name)$/i.test(name)) ?? []
    const last = order.length - 1
    return rank({ operation } as Example) === 0 ? asked.length
      : rank({ operation } as Example) === last ? -asked.length - (operation.startsWith('Delete') ? 0 : 9) : 0
  }
  let passed = 0
  for (const example of [...examples].sort((a, b) => rank(a) - rank(b) || depth(a) - depth(b))) {
    const flaw = await flawOf(caller, service, example, ids)
    if (flaw === undefined) passed += 1
    else failures.push(`${service.id} ${example.operation}: ${flaw}`)
  }
  return { passed, failures }
}

async function flawOf(caller: Caller, service: ServiceModel, example: Example, ids: Map<string, string>): Promise<string | undefined> {
  const operation = service.operation(example.operation)
  if (operation === undefined) return 'the model has no such operation'
  const input = meant(operation.input, carried(example.input, ids)) as Values
  const { output, fault } = await answerOf(caller, operation, input)
  if (fault !== undefined) return fault
  learn(example.output, output, ids)
  const absent = operation.output.members.find(({ name, required }) => required && output[name] === undefined)
  if (absent !== undefined) return `answered without ${absent.name}`
  const changed = changedMember(operation, input, output)
  return changed === undefined ? undefined : `${changed} comes out otherwise`
}

async function answerOf(
  caller: Caller, operation: OperationModel, input: Values,
): Promise<{ readonly output: Values, readonly fault?: undefined } | { readonly fault: string, readonly output?: undefined }> {
  try {
    const { output, fault } = await caller.call(operation, input)
    return fault === undefined ? { output } : { fault: `${fault.code}: ${fault.message.slice(0, 120)}` }
  } catch (error) {
    // Some examples leave out what the path of the request is made of.
    return { fault: `cannot be sent: ${String(error).slice(0, 120)}` }
  }
}

/** JSON of an example as our codec takes it: moments in milliseconds, bytes as bytes. */
function meant(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  switch (shape.kind) {
    case 'structure': {
      if (typeof value !== 'object') return value
      const members = shape.members.map(({ name, shape: inner }) => [name, meant(inner, (value as Values)[name])] as const)
      return Object.fromEntries(members.filter(([, each]) => each !== undefined))
    }
    case 'list': return Array.isArray(value) ? value.map(each => meant(shape.element.shape, each)) : value
    case 'map': return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, meant(shape.value.shape, each)]))
    case 'timestamp': return typeof value === 'number' ? value * 1_000 : Date.parse(String(value))
    case 'blob': return Buffer.from(String(value))
    case 'boolean': return value === true || value === 'true'
    case 'string': return String(value)
    case 'integer': case 'long': case 'float': case 'double': return Number(value)
    default: return value
  }
}

function carried(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return ids.get(value) ?? value
  if (Array.isArray(value)) return value.map(each => carried(each, ids))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, carried(each, ids)]))
}

/** Which of our ids and ARNs stands where the example's answer has another. */
function learn(theirs: unknown, ours: unknown, ids: Map<string, string>, name = ''): void {
  if (typeof theirs === 'string' && typeof ours === 'string') {
    if (theirs !== ours && /(id|arn|url|token)$/i.test(name)) ids.set(theirs, ours)
  } else if (Array.isArray(theirs) && Array.isArray(ours)) {
    theirs.forEach((each, at) => { learn(each, ours[at], ids, name.replace(/s$/, '')) })
  } else if (isValues(theirs) && isValues(ours)) {
    for (const [member, each] of Object.entries(theirs)) learn(each, ours[member], ids, member)
  }
}

/** The first member that was put in, has a like one in the answer, and is another there. */
function changedMember({ input: from, output: to, name }: OperationModel, input: Values, output: Values): string | undefined {
  if (!/^(Create|Put|Register|Update|Modify|Get|Describe)/.test(name)) return undefined
  const within: [StructureShape, Values][] = [[to, output]]
  for (const { name: member, shape } of to.members) {
    if (shape.kind === 'structure' && isValues(output[member])) within.push([shape, output[member]])
  }
  for (const member of from.members) {
    const given = input[member.name]
    for (const [shape, values] of within) {
      const other = shape.memberByName.get(member.name)
      if (given === undefined || other === undefined || values[member.name] === undefined || !compatible(member.shape,
        other.shape)) continue
      if (!isDeepStrictEqual(plain(given), plain(values[member.name]))) return member.name
    }
  }
  return undefined
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => typeof each === 'bigint' ? Number(each) : each)) as unknown
}
