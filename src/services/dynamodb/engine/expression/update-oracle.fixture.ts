// Random updates and the slow, obvious way to apply them: effects are computed from the item as it was, written into a copy one by one with
// tombstones for what goes, and lists are put in order at the end. It shares nothing with the engine but the shapes of values.

import type { Chance } from '../random.fixture.ts'
import type { Attributes, AttributeValue, Item } from '../value.ts'
import { follow, ProgramMaker, same, scaled } from './oracle.fixture.ts'

type Steps = readonly (string | number)[]
type Effect = (item: Item) => AttributeValue | undefined | string
interface Action { readonly section: string, readonly text: string, readonly steps: Steps, readonly effect: Effect }

/** What a tombstone of a list is. */
const gone: AttributeValue = { S: 'tombstone' }

export const badPath = 'The document path provided in the update expression is invalid for update'
export const badOperand = 'An operand in the update expression has an incorrect data type'
export const badReference = 'The provided expression refers to an attribute that does not exist in the item'

export interface UpdateProgram {
  readonly text: string
  readonly placeholders: ReturnType<ProgramMaker['placeholders']>
  /** The item afterwards, or the texts of every mistake there is. */
  readonly apply: (item: Item) => Item | readonly string[]
}

export function randomUpdate(chance: Chance): UpdateProgram {
  const maker = new ProgramMaker(chance)
  const actions: Action[] = []
  for (let i = 1 + chance.below(4); i > 0; i--) {
    const { text, steps } = maker.path(chance.one([1, 1, 2, 3]))
    if (actions.some(action => collide(action.steps, steps))) continue
    actions.push(randomAction(chance, maker, text, steps))
  }
  const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'].flatMap(section => {
    const texts = actions.filter(action => action.section === section).map(action => action.text)
    return texts.length === 0 ? [] : [`${section} ${texts.join(', ')}`]
  })
  const text = sections.join(' ')
  return { text, placeholders: maker.placeholders(text), apply: item => applyAll(actions, item) }
}

function collide(a: Steps, b: Steps): boolean {
  const length = Math.min(a.length, b.length)
  const differing = Array.from({ length }, (_, i) => i).find(i => a[i] !== b[i])
  return differing === undefined || typeof a[differing] !== typeof b[differing]
}

function randomAction(chance: Chance, maker: ProgramMaker, path: string, steps: Steps): Action {
  const section = chance.one(['SET', 'SET', 'REMOVE', 'ADD', 'DELETE'])
  if (section === 'REMOVE') return { section, text: path, steps, effect: () => undefined }
  if (section === 'SET') {
    const { text, effect } = randomOperand(chance, maker)
    return { section, text: `${path} = ${text}`, steps, effect }
  }
  const { text, value } = maker.value(section === 'ADD' ? ['N', 'SS', 'NS', 'BS'] : ['SS', 'NS', 'BS'])
  const combine = section === 'ADD' ? add : remove
  return { section, text: `${path} ${text}`, steps, effect: item => combine(follow(item, steps), value) }
}

function randomOperand(chance: Chance, maker: ProgramMaker): { text: string, effect: Effect } {
  const path = maker.path(2)
  const read = (item: Item) => follow(item, path.steps) ?? badReference
  switch (chance.below(6)) {
    case 0: return { text: path.text, effect: read }
    case 1: {
      const { text, value } = maker.value()
      return { text: `if_not_exists(${path.text}, ${text})`, effect: item => follow(item, path.steps) ?? value }
    }
    case 2: {
      const { text, value } = maker.value(['N'])
      const operator = chance.one(['+', '-'])
      return { text: `${path.text} ${operator} ${text}`, effect: item => {
        const left = read(item)
        if (typeof left === 'string') return left
        return left.N === undefined ? badOperand
          : numberOf(operator === '+' ? scaled(left.N) + scaled(value.N!) : scaled(left.N) - scaled(value.N!))
      } }
    }
    case 3: {
      const { text, value } = maker.value(['L'])
      return { text: `list_append(${path.text}, ${text})`, effect: item => {
        const left = read(item)
        if (typeof left === 'string') return left
        return left.L === undefined ? badOperand : { L: left.L.concat(value.L!) }
      } }
    }
    default: {
      const { text, value } = maker.value()
      return { text, effect: () => value }
    }
  }
}

function numberOf(number: bigint): AttributeValue | string {
  if (String(number).replace(/^-|0+$/g, '').length > 38) return 'Attempting to store more than 38 significant digits in a Number'
  const digits = String(number < 0n ? -number : number).padStart(201, '0')
  const text = `${digits.slice(0, -200)}.${digits.slice(-200)}`.replace(/0+$/, '').replace(/\.$/, '')
  return { N: number < 0n ? `-${text}` : text }
}

const setTypes = ['SS', 'NS', 'BS'] as const

function membersOf(set: AttributeValue, type: typeof setTypes[number]): AttributeValue[] {
  return [...set[type]!].map(member => ({ [type[0]!]: member }))
}

function setOf(type: typeof setTypes[number], members: readonly AttributeValue[]): AttributeValue {
  return { [type]: members.map(member => Object.values(member)[0]) }
}

function add(old: AttributeValue | undefined, value: AttributeValue): AttributeValue | string {
  if (old === undefined) return value
  if (old.N !== undefined && value.N !== undefined) return numberOf(scaled(old.N) + scaled(value.N))
  const type = setTypes.find(each => old[each] !== undefined && value[each] !== undefined)
  if (type === undefined) return badOperand
  const members = membersOf(old, type)
  return setOf(type, [...members, ...membersOf(value, type).filter(member => !members.some(other => same(member, other)))])
}

function remove(old: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined | string {
  if (old === undefined) return undefined
  const type = setTypes.find(each => old[each] !== undefined && value[each] !== undefined)
  if (type === undefined) return badOperand
  const left = membersOf(old, type).filter(member => !membersOf(value, type).some(other => same(member, other)))
  return left.length === 0 ? undefined : setOf(type, left)
}

function applyAll(actions: readonly Action[], item: Item): Item | readonly string[] {
  const copy = { M: structuredClone(item) as Attributes }
  const appended: { list: AttributeValue[], index: number, value: AttributeValue }[] = []
  const mistakes: string[] = []
  for (const { steps, effect } of actions) {
    const value = effect(item)
    if (typeof value === 'string') mistakes.push(value)
    const parent: AttributeValue | undefined = steps.length === 1 ? copy
      : follow(item, steps.slice(0, -1)) && follow(copy.M, steps.slice(0, -1))
    const last = steps[steps.length - 1]!
    const inside = typeof last === 'number' ? parent?.L : parent?.M
    if (inside === undefined) mistakes.push(badPath)
    if (inside === undefined || typeof value === 'string') continue
    if (typeof last === 'string') {
      if (value === undefined) delete (inside as Attributes)[last]
      else (inside as Attributes)[last] = value
    } else {
      const list = inside as AttributeValue[]
      if (last < list.length) list[last] = value ?? gone
      else if (value !== undefined) appended.push({ list, index: last, value })
    }
  }
  if (mistakes.length > 0) return mistakes
  for (const { list, value } of appended.sort((a, b) => a.index - b.index)) list.push(value)
  bury(copy)
  return copy.M
}

function bury(value: AttributeValue): void {
  if (value.M !== undefined) Object.values(value.M).forEach(bury)
  if (value.L === undefined) return
  const list = value.L as AttributeValue[]
  list.splice(0, list.length, ...list.filter(element => element !== gone))
  list.forEach(bury)
}
