// Operations that do to several what another does to one: their elements are told apart, each is done by itself, and what went well and
// what did not is said in the operation's own shape. Where it has no place for failures, the first one is the whole operation's.

import type { ListShape, Member, Shape, StructureShape } from '../../../model/shape.ts'
import type { Values } from '../../../wire/protocol.ts'
import { Fault } from '../../fault.ts'
import type { Call } from '../../service.ts'
import { compatible } from './compatible.ts'
import { isFailures, opened, planOf, singular } from './plan.ts'
import type { Kept, Plan } from './plan.ts'

/** Where an answer says what became of the elements. */
export interface Outcomes {
  /** The list of those that went well; without a plan it holds their names. */
  readonly done?: { readonly member: Member, readonly plan?: Plan }
  /** The list, or the map by name, of those that did not. */
  readonly undone?: Member
  /** Texts of the input that the answer repeats. */
  readonly echoes: readonly string[]
  /** Required members that nothing is known of. */
  readonly missing: readonly string[]
}

/** The element of a list by which an operation means several; undefined where the member is no list of structures or texts. */
export function elementOf(member: Member | undefined): Shape | undefined {
  const element = member?.shape.kind === 'list' ? member.shape.element.shape : undefined
  return element?.kind === 'structure' || element?.kind === 'string' ? element : undefined
}

/** What an answer tells of the elements of an input. */
export function outcomesOf(output: StructureShape, input: StructureShape, wrap: string, kept: Kept): Outcomes {
  const lists = output.members.filter(({ shape }) => shape.kind === 'list' || shape.kind === 'map')
  const undone = lists.find(({ name }) => isFailures(name))
  const others = lists.filter(member => member !== undone && member.shape.kind === 'list' && !isFailures(member.name))
  const known = others.map(member => {
    const { shape } = (member.shape as ListShape).element
    return { member, ...(shape.kind === 'structure' && { plan: planOf(shape, kept) }), isNames: shape.kind === 'string' }
  })
  const done = known.find(({ plan, isNames }) => isNames || (plan !== undefined && plan.known > 0))
  const beside = output.members.filter(member => member !== undone && member !== done?.member)
  const isEcho = ({ name, shape }: Member): boolean => shape.kind === 'string' && input.memberByName.get(name)?.shape.kind === 'string'
  const rest = beside.filter(member => member.required && !isEcho(member)).map(({ name }) => name)
  const failure = undone === undefined ? [] : failureGaps(undone, input, wrap)
  return {
    ...(done !== undefined && { done: { member: done.member, ...(done.plan !== undefined && { plan: done.plan }) } }),
    ...(undone !== undefined && { undone }), echoes: beside.filter(isEcho).map(({ name }) => name),
      missing: [...rest, ...done?.plan?.missing ?? [], ...failure],
  }
}

/** Required members of a failure that neither the element nor a fault fills. */
function failureGaps(undone: Member, input: StructureShape, wrap: string): string[] {
  const shape = failureShape(undone)
  if (shape === undefined) return []
  const sample = Object.fromEntries(opened(input, wrap).members.map(({ name }) => [name, '']))
  const said = failureIn(shape, sample, opened(input, wrap), new Fault('Code', 'text'))
  return shape.members.filter(({ name, required }) => required && said[name] === undefined).map(({ name }) => `${undone.name}.${name}`)
}

function failureShape({ shape }: Member): StructureShape | undefined {
  const held = shape.kind === 'list' ? shape.element.shape : shape.kind === 'map' ? shape.value.shape : undefined
  return held?.kind === 'structure' ? held : undefined
}

/** What is said of an element that went wrong. @param shapes of the element's members */
export function failureIn(shape: StructureShape, element: Values, shapes: StructureShape, fault: Fault): Values {
  const found: Values = {}
  for (const { name, shape: inner } of shape.members) {
    const own = shapes.members.find(each => sameName(each.name, name) && element[each.name] !== undefined
      && compatible(each.shape, inner))
    const value = own !== undefined ? element[own.name]
      : inner.kind === 'structure' ? structureIn(inner, element, shapes, fault)
        : inner.kind !== 'string' || inner.constraints?.enum !== undefined ? undefined
          : /message|description|detail|reason$/i.test(name) ? fault.message : /code|type$/i.test(name) ? fault.code : undefined
    if (value !== undefined) found[name] = value
  }
  return found
}

/** The element itself, or a structure with the code and its words. */
function structureIn(shape: StructureShape, element: Values, shapes: StructureShape, fault: Fault): Values | undefined {
  const isElement = shape.members.length > 0 && shape.members.every(({ name }) => shapes.memberByName.has(name))
  if (isElement) return Object.fromEntries(shape.members.flatMap(({ name }) => element[name] === undefined ? [] : [[name, element[name]]]))
  const said = failureIn(shape, element, shapes, fault)
  return Object.keys(said).length === 0 ? undefined : said
}

/** `VersionId` and `versionId`; `PartitionValues` and `Values`, `Id` and `ruleId`. */
function sameName(a: string, b: string): boolean {
  const [short, long] = [a.toLowerCase(), b.toLowerCase()].sort((x, y) => x.length - y.length) as [string, string]
  return short === long || (short.length > 1 && long.endsWith(short) && /^(values?|ids?|names?|arns?)$/.test(short))
}

export type One = (input: Values, call: Call, plan: Plan | undefined) => Values

/** Runs one after another. @param nameOf the element's name, for answers that hold names alone */
export function manyOf(
  wrap: string, input: StructureShape, { done, undone, echoes }: Outcomes, one: One, nameOf: (input: Values) => unknown,
): (given: Values, call: Call) => Values {
  const inner = singular(wrap)
  const shapes = opened(input, wrap)
  const failure = undone === undefined ? undefined : failureShape(undone)
  return (given, call) => {
    const [well, ill, illByName]: [unknown[], unknown[], Values] = [[], [], {}]
    for (const element of (given[wrap] ?? []) as unknown[]) {
      const single = { ...given, [wrap]: undefined, ...(typeof element === 'object' ? element as Values : { [inner]: element }) }
      try {
        const output = one(single, call, done?.plan)
        well.push(done?.plan === undefined ? nameOf(single) : output)
      } catch (error) {
        if (undone === undefined || !(error instanceof Fault) || error.code === 'NotImplemented') throw error
        const said = failure === undefined ? nameOf(single) : failureIn(failure, single, shapes, error)
        ill.push(said)
        illByName[String(nameOf(single))] = said
      }
    }
    return {
      ...Object.fromEntries(echoes.map(name => [name, given[name]])),
      ...(done !== undefined && { [done.member.name]: well }),
      ...(undone !== undefined && { [undone.name]: undone.shape.kind === 'map' ? illByName : ill }),
    }
  }
}
