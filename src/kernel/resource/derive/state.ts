// The states of a derived resource: which value of an enumeration it has while it is made, when it is there, and when it goes. Only names
// that leave no doubt count; an enumeration with two settled states that fit, or none, is not filled.

import type { Shape, SimpleShape, StructureShape } from '../../../model/shape.ts'

export interface States {
  readonly making?: string
  readonly settled: string
  readonly going?: string
}

const stateNames = /^(status|state|lifecyclestate|lifecyclestatus|currentstatus|currentstate)$/
const settledNames = ['ACTIVE', 'AVAILABLE', 'READY', 'CREATE_COMPLETE', 'CREATED', 'CREATION_COMPLETE', 'CREATE_SUCCEEDED']
const makingNames = ['CREATING', 'CREATE_IN_PROGRESS', 'CREATION_IN_PROGRESS', 'PENDING_CREATION', 'CREATE_PENDING']
const goingNames = ['DELETING', 'DELETE_IN_PROGRESS', 'DELETION_IN_PROGRESS', 'PENDING_DELETION', 'DELETED', 'INACTIVE']

/** How long AWS typically takes to make a small thing; `--lifecycle` may shorten it. */
export const makingMs = 5_000

export function isStateName(plain: string): boolean {
  return stateNames.test(plain)
}

/**
 * The states that a shape can tell, or undefined where its enumeration leaves doubt.
 * @param said the words that a person has said; they come first where the shape can say them
 */
export function statesOf(shape: Shape, said?: States): States | undefined {
  const values = enumerationOf(shape)
  if (said !== undefined && (values?.includes(said.settled) ?? holdsText(shape))) return said
  if (values === undefined) return undefined
  const find = (names: readonly string[]): string[] =>
    names.flatMap(name => values.filter(value => value.replace(/[\s-]+/g, '_').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() === name))
  const settled = find(settledNames)
  const [first] = settled
  // CREATED beside ACTIVE is a state on the way.
  const doubtful = settled.filter(value => !/^creat/i.test(value))
  if (first === undefined || doubtful.length > 1) return undefined
  const making = find(makingNames)[0]
  const going = find(goingNames)[0]
  return { ...(making !== undefined && { making }), settled: first, ...(going !== undefined && { going }) }
}

/** Whether it can be said in a shape that one is in this state. */
export function saysState(shape: Shape, word: string): boolean {
  return enumerationOf(shape)?.includes(word) ?? false
}

function holdsText(shape: Shape): boolean {
  return shape.kind === 'string' || (shape.kind === 'structure' && stateMember(shape) !== undefined)
}

/** A state as a shape has it: the text, or a structure around it. */
export function stateValue(shape: Shape, state: string): unknown {
  const member = shape.kind === 'structure' ? stateMember(shape) : undefined
  return member === undefined ? state : { [member]: state }
}

function enumerationOf(shape: Shape): readonly string[] | undefined {
  if (shape.kind === 'structure') {
    const name = stateMember(shape)
    return name === undefined ? undefined : enumerationOf(shape.memberByName.get(name)!.shape)
  }
  return shape.kind === 'string' ? (shape as SimpleShape).constraints?.enum : undefined
}

/** `{ statusCode, … }`: the one required member that is a state. */
function stateMember(shape: StructureShape): string | undefined {
  const required = shape.members.filter(member => member.required)
  const [only] = required
  return required.length === 1 && only!.shape.kind === 'string' && /^(status|state|statuscode)$/i.test(only!.name) ? only!.name : undefined
}
