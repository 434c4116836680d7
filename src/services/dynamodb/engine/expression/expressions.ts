// The expressions of a request: reads them all, checks names and values across them, and binds them to the request's values.
// Compiled expressions are kept by text and names, at most so many. Invariant: a kept expression holds nothing of the request it was first
// met in but its names.

import { Invalid } from '../invalid.ts'
import { checkValue } from '../value-check.ts'
import { attributeOf, setAttribute, type Attributes, type AttributeValue, type Item } from '../value.ts'
import {
  boundCondition, boundKeyCondition, boundProjection, boundUpdate,
  type BoundCondition, type BoundKeyCondition, type BoundProjection, type BoundUpdate,
} from './bound.ts'
import { checkCondition, compileCondition, type Test } from './condition.ts'
import { readCondition } from './condition-reader.ts'
import { keyTerms, type KeyTerm } from './key-condition.ts'
import type { Values } from './operand.ts'
import { readProjection, type Projection } from './projection.ts'
import { ExpressionReader, type Placeholders } from './reader.ts'
import type { Condition, ExpressionKind } from './syntax.ts'
import { checkUpdate, compileUpdate, type Update } from './update.ts'
import { readUpdate } from './update-reader.ts'

/** The members of a request that carry expressions, by the API's names. */
export interface ExpressionInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>
  readonly ExpressionAttributeValues?: Item
  readonly ConditionExpression?: string
  readonly FilterExpression?: string
  readonly KeyConditionExpression?: string
  readonly ProjectionExpression?: string
  readonly UpdateExpression?: string
}

export interface BoundExpressions {
  readonly condition?: BoundCondition
  readonly filter?: BoundCondition
  readonly keyCondition?: BoundKeyCondition
  readonly projection?: BoundProjection
  readonly update?: BoundUpdate
}

/** The same while it is being filled. */
type Binding = { -readonly [member in keyof BoundExpressions]: BoundExpressions[member] }

interface Compiled {
  readonly names: readonly string[]
  readonly slots: readonly string[]
  readonly meaning:
    | { readonly condition: Condition, readonly test: Test }
    | { readonly condition: Condition, readonly terms: readonly KeyTerm[] }
    | { readonly projection: Projection }
    | { readonly update: Update }
}

const kinds: readonly ExpressionKind[] =
  ['UpdateExpression', 'ConditionExpression', 'ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']

/** Longer texts and names are compiled each time, so that what is kept stays within some megabytes. */
const keptLengthMax = 5000

export class Expressions {
  readonly #kept = new Map<string, Compiled>()
  readonly #keptMax: number

  /** @param keptMax how many compiled expressions are kept, oldest given up first */
  constructor(keptMax = 1000) {
    this.#keptMax = keptMax
  }

  /**
   * All expressions of one request, ready to use. `accepted` names those the operation has, for the text that refuses values without any.
   * @throws Invalid in DynamoDB's order: placeholders, each expression, then names and values that none uses
   */
  read(input: ExpressionInput, accepted: readonly ExpressionKind[]): BoundExpressions {
    const names = input.ExpressionAttributeNames
    const values = input.ExpressionAttributeValues
    if (names !== undefined || values !== undefined) checkPresence(input, accepted)
    const checked = values === undefined ? undefined : checkValues(values)
    if (names !== undefined) checkNames(names)
    const placeholders: Placeholders = { ...names !== undefined && { names }, ...checked !== undefined && { values: checked } }
    const nameKey = names === undefined ? '' : JSON.stringify(names)
    const bound: Binding = {}
    const all: Compiled[] = []
    for (const kind of kinds) {
      const text = input[kind]
      if (text === undefined) continue
      const compiled = this.#compiled(kind, text, placeholders, nameKey)
      all.push(compiled)
      bind(bound, kind, compiled, checked)
    }
    if (names !== undefined) checkUsed('ExpressionAttributeNames', names, all.map(each => each.names))
    if (checked !== undefined) checkUsed('ExpressionAttributeValues', checked, all.map(each => each.slots))
    return bound
  }

  #compiled(kind: ExpressionKind, text: string, placeholders: Placeholders, nameKey: string): Compiled {
    const id = `${kind}\0${text}\0${nameKey}`
    const kept = this.#kept.get(id)
    if (kept !== undefined) return kept
    const compiled = compile(kind, text, placeholders)
    if (id.length > keptLengthMax) return compiled
    if (this.#kept.size >= this.#keptMax) this.#kept.delete(this.#kept.keys().next().value!)
    this.#kept.set(id, compiled)
    return compiled
  }
}

function compile(kind: ExpressionKind, text: string, placeholders: Placeholders): Compiled {
  const reader = new ExpressionReader(kind, text, placeholders)
  const meaning = meaningOf(kind, reader)
  return { names: reader.names, slots: reader.slots, meaning }
}

function meaningOf(kind: ExpressionKind, reader: ExpressionReader): Compiled['meaning'] {
  if (kind === 'UpdateExpression') return { update: compileUpdate(readUpdate(reader)) }
  if (kind === 'ProjectionExpression') return { projection: readProjection(reader) }
  const condition = readCondition(reader)
  if (kind === 'KeyConditionExpression') return { terms: keyTerms(condition), condition }
  return { condition, test: compileCondition(condition) }
}

function bind(bound: Binding, kind: ExpressionKind, { meaning, slots }: Compiled, given: Item | undefined): void {
  const values = valuesOf(kind, slots, given)
  if ('projection' in meaning) bound.projection = boundProjection(meaning.projection)
  else if ('update' in meaning) {
    checking(kind, () => checkUpdate(meaning.update.actions, values))
    bound.update = boundUpdate(meaning.update, values)
  } else {
    checking(kind, () => checkCondition(meaning.condition, values))
    if ('terms' in meaning) bound.keyCondition = boundKeyCondition(meaning.terms, values)
    else bound[kind === 'FilterExpression' ? 'filter' : 'condition'] = boundCondition(meaning.condition, values, meaning.test)
  }
}

function valuesOf(kind: ExpressionKind, slots: readonly string[], given: Item | undefined): Values {
  return slots.map(name => {
    const value = given === undefined ? undefined : attributeOf(given, name)
    if (value !== undefined) return value
    throw new Invalid(`Invalid ${kind}: An expression attribute value used in expression is not defined; attribute value: ${name}`)
  })
}

function checking(kind: ExpressionKind, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid(`Invalid ${kind}: ${error.message}`)
  }
}

function checkPresence(input: ExpressionInput, accepted: readonly ExpressionKind[]): void {
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input
  if (names !== undefined && !kinds.some(kind => input[kind] !== undefined)) {
    throw new Invalid('ExpressionAttributeNames can only be specified when using expressions')
  }
  if (values !== undefined) checkValuePresence(input, accepted)
  if (names !== undefined && Object.keys(names).length === 0) throw new Invalid('ExpressionAttributeNames must not be empty')
  if (values !== undefined && Object.keys(values).length === 0) throw new Invalid('ExpressionAttributeValues must not be empty')
}

/** Projections take no values, so values need another expression. */
function checkValuePresence(input: ExpressionInput, accepted: readonly ExpressionKind[]): void {
  const taking = accepted.filter(kind => kind !== 'ProjectionExpression')
  if (taking.some(kind => input[kind] !== undefined)) return
  const verb = taking.length === 1 ? 'is' : 'are'
  throw new Invalid(`ExpressionAttributeValues can only be specified when using expressions: ${taking.join(' and ')} ${verb} null`)
}

function checkNames(names: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(names)) {
    if (!/^#[A-Za-z0-9_]+$/.test(name) || Buffer.byteLength(name) > 255) {
      throw new Invalid(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${name}"`)
    }
    if (names[name] !== '') continue
    throw new Invalid(`ExpressionAttributeNames contains invalid value: Attribute name must not be empty for key ${name}`)
  }
}

function checkValues(values: Item): Item {
  let changed: Attributes | undefined
  for (const name of Object.keys(values)) {
    if (!/^:[A-Za-z0-9_]+$/.test(name) || Buffer.byteLength(name) > 255) {
      throw new Invalid(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${name}"`)
    }
    const checked = checkPlaceholder(name, values[name]!)
    if (checked === values[name]) continue
    changed ??= { ...values }
    setAttribute(changed, name, checked)
  }
  return changed ?? values
}

function checkPlaceholder(name: string, value: AttributeValue): AttributeValue {
  try {
    return checkValue(value)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    throw new Invalid(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${name}`)
  }
}

function checkUsed(member: string, given: object, used: readonly (readonly string[])[]): void {
  const unused = Object.keys(given).filter(name => !used.some(names => names.includes(name)))
  if (unused.length > 0) throw new Invalid(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`)
}
