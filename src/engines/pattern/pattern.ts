// Event patterns, compiled: fields that must hold one of the listed values, nested as the event is, with alternatives under `$or`. A value
// in an array counts as the field's; fields below an array of objects must be met by one and the same object.
// Sources: "Amazon EventBridge event patterns", EventBridge User Guide; "Amazon SNS subscription filter policies", SNS Developer Guide.

import type { Dialect } from './dialect.ts'
import { isScalar, literalKey, operatorTest, PatternProblem, singleField } from './value-test.ts'
import type { Scalar, ValueTest } from './value-test.ts'

export interface Leaf {
  /** `literalKey`s of the values that are accepted as they are. */
  readonly literals: ReadonlySet<string>
  readonly tests: readonly ValueTest[]
  /** Met by a field that is there, whatever it holds. */
  readonly present: boolean
  /** Met by a field that is not there. */
  readonly absent: boolean
}

export interface PatternNode {
  readonly fields: readonly (readonly [name: string, wanted: Leaf | PatternNode])[]
  /** One of each list must hold. */
  readonly alternatives: readonly (readonly PatternNode[])[]
}

export interface Pattern {
  readonly root: PatternNode
  matches(event: unknown): boolean
}

/** @throws PatternProblem in the words of the services */
export function compilePattern(value: unknown, dialect: Dialect): Pattern {
  const root = nodeOf(value, dialect)
  return { root, matches: event => meets(root, event) }
}

function nodeOf(value: unknown, dialect: Dialect): PatternNode {
  if (!isObject(value)) throw new PatternProblem('Filter is not an object')
  const entries = Object.entries(value)
  if (entries.length === 0) throw new PatternProblem('Empty objects are not allowed')
  const fields: [string, Leaf | PatternNode][] = []
  const alternatives: PatternNode[][] = []
  for (const [name, wanted] of entries) {
    if (name === '$or' && isAlternatives(wanted)) {
      alternatives.push(wanted.map(each => nodeOf(each, dialect)))
      continue
    }
    if (Array.isArray(wanted)) fields.push([name, leafOf(wanted, dialect)])
    else if (!isObject(wanted)) throw new PatternProblem(`"${name}" must be an object or an array`)
    else if (!dialect.nests) throw new PatternProblem('Filter policy scope MessageAttributes does not support nested filter policy')
    else fields.push([name, nodeOf(wanted, dialect)])
  }
  return { fields, alternatives }
}

/** Anything else under that name is a field of the event. */
function isAlternatives(value: unknown): value is object[] {
  return Array.isArray(value) && value.length >= 2 && value.every(each => isObject(each) && Object.keys(each).length > 0)
}

function leafOf(values: readonly unknown[], dialect: Dialect): Leaf {
  if (values.length === 0) throw new PatternProblem('Empty arrays are not allowed')
  const literals = new Set<string>()
  const tests: ValueTest[] = []
  let [present, absent] = [false, false]
  for (const value of values) {
    if (isScalar(value)) {
      literals.add(literalKey(value))
      continue
    }
    const [operator, operand] = singleField(value) ?? []
    if (operator === undefined) throw new PatternProblem('Match value must be String, number, true, false, or null')
    if (operator !== 'exists') tests.push(operatorTest(operator, operand, dialect))
    else if (operand === true) present = true
    else if (operand === false) absent = true
    else throw new PatternProblem('exists match pattern must be either true or false.')
  }
  return { literals, tests, present, absent }
}

function meets({ fields, alternatives }: PatternNode, event: unknown): boolean {
  if (Array.isArray(event)) return event.some(each => meets({ fields, alternatives }, each))
  const holder = isObject(event) ? event as Readonly<Record<string, unknown>> : undefined
  for (const [name, wanted] of fields) {
    const value = holder !== undefined && Object.hasOwn(holder, name) ? holder[name] : undefined
    if ('literals' in wanted ? !meetsLeaf(wanted, value) : !meets(wanted, value)) return false
  }
  return alternatives.every(any => any.some(node => meets(node, event)))
}

/** An object is no value, so a field that holds one is neither met nor there. */
function meetsLeaf(leaf: Leaf, value: unknown): boolean {
  const { literals, tests, present, absent } = leaf
  if (isScalar(value)) return present || literals.has(literalKey(value)) || tests.some(test => test(value))
  if (value instanceof Uint8Array) return present
  const values = Array.isArray(value) ? (value as unknown[]).flat(Infinity).filter(isScalar) : []
  if (values.length === 0) return absent
  return present || values.some(each => literals.has(literalKey(each as Scalar)) || tests.some(test => test(each as Scalar)))
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}
