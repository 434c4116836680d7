// Replays the request and response examples that AWS ships with its SDK for JavaScript v2 against one service: what makes things first,
// what deletes them last. Ids that AWS's example shows and ours does not have are carried from an answer into later inputs; one that no
// answer showed stands for the last one that was shown under its name; tokens of pages are left out. What an example of a derived resource
// takes for granted and no example makes is made before it. An example passes when it is answered, the answer has what its shape requires,
// and what was put in and has a place in the answer is there unchanged.

import { isDeepStrictEqual } from 'node:util'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import type { OperationModel, ServiceModel, Shape, StructureShape } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import type { Caller } from '../derived/caller.ts'
import { granted, kindOf, nothing } from './granted.ts'
import { preludes } from './preludes.ts'
import type { Prelude } from './preludes.ts'

export interface Example { readonly operation: string, readonly input: Values, readonly output: Values }

export interface Replayed { readonly passed: number, readonly failures: readonly string[] }

const order = [
  /^(Create|Register|Allocate|Run|Import|Put|Add|Set|Enable|Request|Upload|Initiate)/, /^(Associate|Attach|Authorize|Tag|Start)/,
  /^(Get|Describe|List|Batch|Lookup|Query|Scan|Check)/, /^(Update|Modify|Change|Replace)/,
    /^(Untag|Stop|Disassociate|Detach|Revoke|Disable|Cancel)/,
  /^(Delete|Deregister|Remove|Release|Terminate|ScheduleKeyDeletion)/,
]

export async function replay(caller: Caller, service: ServiceModel, examples: readonly Example[]): Promise<Replayed> {
  const ids = new Ids()
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
  for (const prelude of preludes[service.id] ?? []) await before(caller, service, prelude, ids)
  let passed = 0
  for (const example of [...examples].sort((a, b) => rank(a) - rank(b) || depth(a) - depth(b))) {
    const flaw = await flawOf(caller, service, example, ids)
    if (flaw === undefined) passed += 1
    else failures.push(`${service.id} ${example.operation}: ${flaw}`)
  }
  return { passed, failures }
}

/** A call that comes before the examples. */
async function before(caller: Caller, service: ServiceModel, { operation: name, input, as = {} }: Prelude, ids: Ids): Promise<void> {
  const operation = service.operation(name)!
  const { output, fault } = await answerOf(caller, operation, meant(operation.input, ids.carried(input, false)) as Values)
  if (output === undefined) throw new Error(`before the examples of ${service.id}, ${name} answers ${fault}`)
  ids.learn(undefined, output)
  for (const [theirs, path] of Object.entries(as)) {
    const ours = path.split('.').reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | undefined)?.[part], output)
    if (typeof ours === 'string') ids.say(theirs, ours.replace('/hostedzone/', ''))
  }
}

async function flawOf(caller: Caller, service: ServiceModel, example: Example, ids: Ids): Promise<string | undefined> {
  const operation = service.operation(example.operation)
  if (operation === undefined) return 'the model has no such operation'
  const isNew = /^(Create|Register|Import|Put|Add|Allocate|Request)/.test(example.operation)
  const read = (): Values => withoutPages(operation, meant(operation.input, ids.carried(example.input, isNew)) as Values)
  let input = read()
  let answer = await answerOf(caller, operation, input)
  if (answer.fault !== undefined && !answer.fault.startsWith('NotImplemented')) {
    const made = await granted(caller, service, operation, example.input)
    for (const [theirs, ours] of made) ids.say(theirs, ours)
    if (made !== nothing) {
      input = read()
      answer = await answerOf(caller, operation, input)
    }
  }
  const { output, fault } = answer
  if (fault !== undefined) return fault
  ids.learn(example.output, output)
  if (isNew) ids.keep(example.input)
  const absent = operation.output.members.find(({ name, required }) => required && output[name] === undefined)
  if (absent !== undefined) return `answered without ${absent.name}`
  const changed = changedMember(operation, input, output, example)
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

/** Tokens of pages are those of the cloud that gave them. */
function withoutPages({ pagination }: OperationModel, input: Values): Values {
  return Object.fromEntries(Object.entries(input).filter(([name]) => !(pagination?.inputTokens.includes(name) ?? false)))
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

/** Which of our ids and ARNs stands where AWS's examples have another. */
class Ids {
  readonly #ours = new Map<string, string>()
  /** The last id that was shown under a name; the last ARN of a kind. */
  readonly #last = new Map<string, string>()
  /** What examples said themselves when they made things. */
  readonly #said = new Set<string>()

  /** @param isNew what it makes is called as it says */
  carried(value: unknown, isNew: boolean, name = ''): unknown {
    if (typeof value === 'string') {
      const own = this.#ours.get(value)
      if (own !== undefined || isNew || this.#said.has(value)) return own ?? value
      return this.#last.get(kindOf(value) ?? name.toLowerCase()) ?? value
    }
    if (Array.isArray(value)) return value.map(each => this.carried(each, isNew, name.replace(/s$/, '')))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([member, each]) => [member, this.carried(each, isNew, member)]))
  }

  learn(theirs: unknown, ours: unknown, name = ''): void {
    if (typeof ours === 'string' && /(id|arn|url|token)$/i.test(name)) {
      // AWS shows one id for several things; the first is the plainest.
      if (typeof theirs === 'string' && theirs !== ours && !this.#ours.has(theirs)) this.#ours.set(theirs, ours)
      if (/(id|arn)$/i.test(name)) this.#last.set(kindOf(ours) ?? name.toLowerCase(), ours)
    } else if (Array.isArray(ours)) {
      ours.forEach((each, at) => { this.learn(Array.isArray(theirs) ? theirs[at] : undefined, each, name.replace(/s$/, '')) })
    } else if (isValues(ours)) {
      for (const [member, each] of Object.entries(ours)) this.learn(isValues(theirs) ? theirs[member] : undefined, each, member)
    }
  }

  say(theirs: string, ours: string): void {
    this.#ours.set(theirs, ours)
  }

  keep(input: unknown): void {
    if (typeof input === 'string') this.#said.add(input)
    else if (Array.isArray(input)) for (const each of input) this.keep(each)
    else if (isValues(input)) for (const each of Object.values(input)) this.keep(each)
  }
}

/** The first member that was put in, has a like one in the answer, and is another there, as in AWS's answer it is not. */
function changedMember(
  { input: from, output: to, name }: OperationModel, input: Values, output: Values, example: Example,
): string | undefined {
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
      if (isDeepStrictEqual(plain(given), plain(values[member.name]))) continue
      const theirs = [example.output, ...Object.values(example.output).filter(isValues)].map(each => each[member.name])
      const isOtherwise = theirs.some(each => each !== undefined && !isDeepStrictEqual(each, example.input[member.name]))
      if (!isOtherwise) return member.name
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
