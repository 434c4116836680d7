// Checks what a caller sent as attribute values, in DynamoDB's words, and brings it to the one form the engine keeps: canonical numbers,
// sets sorted, each level an own object only where something had to change. Key schemas are `key.ts`'s matter, sizes `size.ts`'s.
// Invariant: what comes out is safe to store and to compare.

import { Invalid, invalidParameter } from './invalid.ts'
import { canonicalNumber, compareNumbers } from './number.ts'
import { compareStrings, setAttribute, type Attributes, type AttributeValue, type Item, type TypeName } from './value.ts'

/** Levels of nesting of an attribute: 31 maps or lists around a scalar. Source: Developer Guide, "Quotas", nested attribute depth. */
const depthMax = 32

const typeNames: ReadonlySet<string> = new Set<TypeName>(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'])

/** The attributes of an item or key, checked and normalised. @throws Invalid */
export function checkAttributes(attributes: Item): Item {
  return checkMap(attributes, 1)
}

/** One value, checked and normalised. @throws Invalid */
export function checkValue(value: AttributeValue): AttributeValue {
  return checkNested(value, 1)
}

function checkMap(attributes: Item, depth: number): Item {
  let changed: Attributes | undefined
  for (const name in attributes) {
    const value = attributes[name]!
    // "Naming rules", Developer Guide: at least one character.
    if (name === '') throw invalidParameter('Attribute name must not be empty')
    const checked = checkNested(value, depth)
    if (checked === value) continue
    changed ??= { ...attributes }
    setAttribute(changed, name, checked)
  }
  return changed ?? attributes
}

/** Refuses a checked value that would be nested too deeply where an update puts it; `depth` is 1 for an attribute of the item. */
export function checkDepth(value: AttributeValue, depth: number): void {
  if (depth > depthMax) throw tooDeep()
  if (value.M !== undefined) for (const name in value.M) checkDepth(value.M[name]!, depth + 1)
  else if (value.L !== undefined) for (const element of value.L) checkDepth(element, depth + 1)
}

function tooDeep(): Invalid {
  return new Invalid('Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit')
}

function checkNested(value: AttributeValue, depth: number): AttributeValue {
  const type = onlyType(value)
  if (depth > depthMax) throw tooDeep()
  switch (type) {
    case 'N': {
      const number = canonicalNumber(value.N!)
      return number === value.N ? value : { N: number }
    }
    case 'NULL':
      if (value.NULL !== true) throw invalidParameter('Null attribute value types must have the value of true')
      return value
    case 'SS': return checkStringSet(value)
    case 'NS': return checkNumberSet(value)
    case 'BS': return checkBinarySet(value)
    case 'M': {
      const members = checkMap(value.M!, depth + 1)
      return members === value.M ? value : { M: members }
    }
    case 'L': return checkList(value, depth + 1)
    default: return value
  }
}

function onlyType(value: AttributeValue): TypeName {
  let found: string | undefined
  for (const name in value) {
    if (value[name as TypeName] === undefined || !typeNames.has(name)) continue
    if (found !== undefined) {
      throw new Invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes')
    }
    found = name
  }
  if (found === undefined) throw new Invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
  return found as TypeName
}

function checkList(value: AttributeValue, depth: number): AttributeValue {
  const list = value.L!
  let changed: AttributeValue[] | undefined
  for (let i = 0; i < list.length; i++) {
    const checked = checkNested(list[i]!, depth)
    if (checked === list[i]) continue
    changed ??= [...list]
    changed[i] = checked
  }
  return changed === undefined ? value : { L: changed }
}

function checkStringSet(value: AttributeValue): AttributeValue {
  const set = value.SS!
  if (set.length === 0) throw invalidParameter('An string set  may not be empty')
  if (set.includes('')) throw invalidParameter('An string set may not have a empty string as a member')
  if (new Set(set).size !== set.length) throw invalidParameter(`Input collection [${set.join(', ')}] contains duplicates.`)
  return isSorted(set, compareStrings) ? value : { SS: [...set].sort(compareStrings) }
}

function checkNumberSet(value: AttributeValue): AttributeValue {
  const given = value.NS!
  if (given.length === 0) throw invalidParameter('An number set  may not be empty')
  const set = given.map(canonicalNumber)
  if (new Set(set).size !== set.length) throw new Invalid('Input collection contains duplicates')
  set.sort(compareNumbers)
  return set.every((number, i) => number === given[i]) ? value : { NS: set }
}

function checkBinarySet(value: AttributeValue): AttributeValue {
  const set = value.BS!
  if (set.length === 0) throw invalidParameter('Binary sets should not be empty')
  if (set.some(bytes => bytes.length === 0)) throw invalidParameter('Binary sets may not contain null or empty values')
  const sorted = [...set].sort(Buffer.compare)
  if (sorted.some((bytes, i) => i > 0 && Buffer.compare(bytes, sorted[i - 1]!) === 0)) {
    const texts = set.map(bytes => Buffer.from(bytes).toString('base64'))
    throw invalidParameter(`Input collection [${texts.join(', ')}]of type BS contains duplicates.`)
  }
  return { BS: sorted }
}

function isSorted<T>(values: readonly T[], compare: (a: T, b: T) => number): boolean {
  for (let i = 1; i < values.length; i++) if (compare(values[i - 1]!, values[i]!) > 0) return false
  return true
}
