// Checks a decoded input against the model's constraints: required members, lengths, ranges, patterns, enumerations. It finds violations;
// which fault and words they become is the service's, or the protocol's default below. Validators are built once per shape and kept with
// the cloud. Source of the texts: answers of AWS's JSON services ("N validation errors detected").

import type { Constraints, Member, Shape, StructureShape } from '../model/shape.ts'

export type Constraint = 'required' | 'length' | 'range' | 'size' | 'pattern' | 'enum' | 'unique'

export interface Violation {
  /** Member names from the input down, list positions from 1, as Coral writes them: `entries.1.member.id`. */
  readonly path: string
  /** JSON pointer with positions from 0, as Smithy writes it: `/entries/0/id`. */
  readonly pointer: string
  readonly constraint: Constraint
  readonly limits: Constraints
  /** What stands at `path`: of a bad text in a list, the list. */
  readonly value: unknown
  /** Length of a text, blob, list or map. */
  readonly size?: number
  /** Coral's `Member must not be null` and the like; '' where an earlier violation of the same list or map says it already. */
  readonly rule: string
  readonly sensitive: boolean
}

interface At { readonly path: string, readonly pointer: string }
type Check = (value: unknown, at: At, found: Violation[]) => void

export class Validator {
  readonly #checks = new WeakMap<Shape, Check | null>()
  readonly #patterns = new Map<string, RegExp | null>()

  /** All violations of an operation's input, in the model's order. */
  violations(shape: StructureShape, input: unknown): Violation[] {
    const found: Violation[] = []
    this.#checkOf(shape)?.(input, { path: '', pointer: '' }, found)
    return found
  }

  /** The check of a shape, or null where nothing below it is constrained. */
  #checkOf(shape: Shape): Check | null {
    const known = this.#checks.get(shape)
    if (known !== undefined) return known
    // A recursive shape meets itself here before it is done; it then checks through this indirection.
    this.#checks.set(shape, (value, at, found) => this.#checks.get(shape)?.(value, at, found))
    const check = shape.kind === 'structure' ? this.#structure(shape)
      : shape.kind === 'list' ? this.#list(shape.element, shape.constraints)
        : shape.kind === 'map' ? this.#map(shape.key, shape.value, shape.constraints)
          : this.#scalar(shape, shape.constraints)
    this.#checks.set(shape, check)
    return check
  }

  #structure(shape: StructureShape): Check | null {
    const parts = shape.members.map(member => ({ member, check: this.#checkOf(member.shape), name: lowerFirst(member.name) }))
      .filter(({ member, check }) => member.required || check !== null)
    if (parts.length === 0) return null
    return (value, at, found) => {
      const record = value as Record<string, unknown>
      for (const { member, check, name } of parts) {
        const item = record[member.name]
        if (item === undefined || item === null) {
          if (!member.required) continue
          found.push(violation(below(at, name, member.name), 'required', null, {}, 'Member must not be null'))
        } else if (check !== null) check(item, below(at, name, member.name), found)
      }
    }
  }

  #list(element: Member, constraints: Constraints | undefined): Check | null {
    const inner = this.#checkOf(element.shape)
    if (inner === null && constraints === undefined) return null
    const scalar = isScalar(element.shape)
    return (value, at, found) => {
      const list = value as unknown[]
      checkSize(list.length, 'size', value, at, constraints, found)
      if (constraints?.uniqueItems && new Set(list.map(item => JSON.stringify(item))).size < list.length) {
        found.push(violation(at, 'unique', value, constraints, 'Member must have unique values'))
      }
      if (inner === null) return
      const within: Violation[] = scalar ? [] : found
      for (let i = 0; i < list.length; i += 1) {
        if (list[i] === null) continue
        inner(list[i], { path: `${at.path}.${i + 1}.member`, pointer: `${at.pointer}/${i}` }, within)
      }
      if (scalar) fold(within, value, at, `Member must satisfy constraint: ${allRules(element.shape)}`, found)
    }
  }

  #map(keyMember: Member, valueMember: Member, constraints: Constraints | undefined): Check | null {
    const ofKey = this.#checkOf(keyMember.shape)
    const ofValue = this.#checkOf(valueMember.shape)
    if (ofKey === null && ofValue === null && constraints === undefined) return null
    const scalar = isScalar(valueMember.shape)
    return (value, at, found) => {
      const entries = Object.entries(value as object)
      checkSize(entries.length, 'size', value, at, constraints, found)
      const keys: Violation[] = []
      const values: Violation[] = scalar ? [] : found
      for (const [name, item] of entries) {
        ofKey?.(name, at, keys)
        if (item !== null) ofValue?.(item, { path: `${at.path}.${name}.member`, pointer: `${at.pointer}/${name}` }, values)
      }
      fold(keys, value, at, `Map keys must satisfy constraint: ${allRules(keyMember.shape)}`, found)
      if (scalar) fold(values, value, at, `Map value must satisfy constraint: ${allRules(valueMember.shape)}`, found)
    }
  }

  #scalar(shape: Shape, constraints: Constraints | undefined): Check | null {
    if (constraints === undefined || shape.kind === 'boolean' || shape.kind === 'timestamp' || shape.kind === 'document') return null
    if (shape.kind === 'blob') {
      return (value, at, found) => {
        if (value instanceof Uint8Array) checkSize(value.length, 'length', value, at, constraints, found)
      }
    }
    if (shape.kind !== 'string') return (value, at, found) => checkRange(Number(value), at, constraints, found)
    const allowed = constraints.enum === undefined ? undefined : new Set(constraints.enum)
    const pattern = constraints.pattern === undefined ? null : this.#pattern(constraints.pattern)
    return (value, at, found) => {
      if (typeof value !== 'string') return
      checkSize(codePoints(value), 'length', value, at, constraints, found, shape.sensitive)
      if (pattern !== null && !pattern.test(value)) {
        found.push(violation(at, 'pattern', value, constraints, patternRule(constraints), shape.sensitive))
      }
      if (allowed !== undefined && !allowed.has(value)) {
        found.push(violation(at, 'enum', value, constraints, enumRule(constraints), shape.sensitive))
      }
    }
  }

  /** The model's patterns are Java's; one that JavaScript cannot read is not checked. */
  #pattern(source: string): RegExp | null {
    const known = this.#patterns.get(source)
    if (known !== undefined) return known
    const pattern = readPattern(source)
    this.#patterns.set(source, pattern)
    return pattern
  }
}

/**
 * A pattern matches the whole value. Possessive quantifiers and inline flags of Java are the usual reasons for null. Patterns that need no
 * Unicode properties do without the `u` flag: V8's linear engine, which takes over from runaway backtracking, knows no `u`.
 * Some models escape twice (`\\\\+[1-9]\\\\d{1,14}` of Connect's phone numbers), lean the wrong way (`/d{12}` of Bedrock's ARNs) or leave
 * out
 * that a word has several letters (`:[a-z-]/` of IVS's ARNs); what they mean is clear, and AWS takes it so.
 */
export function readPattern(given: string): RegExp | null {
  const source = given.replace(/\\\\(?=[+dS])/g, '\\').replace(/(?<=:)\/d(?=[{+])/g, '\\d').replace(/:\[a-z-\]\//g, ':[a-z-]+/')
  const flags = /\\[pP]\{|\\u\{|[\ud800-\udfff]/.test(source) ? 'u' : ''
  try {
    return new RegExp(`^(?:${source})$`, flags)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return null
  }
}

type Size = 'length' | 'size'

function checkSize(
  size: number, constraint: Size, value: unknown, at: At, limits: Constraints | undefined, found: Violation[], sensitive = false,
): void {
  if (limits === undefined) return
  const rule = limits.min !== undefined && size < limits.min ? `Member must have length greater than or equal to ${limits.min}`
    : limits.max !== undefined && size > limits.max ? `Member must have length less than or equal to ${limits.max}` : undefined
  if (rule !== undefined) found.push({ ...violation(at, constraint, value, limits, rule, sensitive), size })
}

function checkRange(value: number, at: At, limits: Constraints, found: Violation[]): void {
  const rule = limits.min !== undefined && value < limits.min ? `Member must have value greater than or equal to ${limits.min}`
    : limits.max !== undefined && value > limits.max ? `Member must have value less than or equal to ${limits.max}` : undefined
  if (rule !== undefined) found.push(violation(at, 'range', value, limits, rule))
}

function violation(at: At, constraint: Constraint, value: unknown, limits: Constraints, rule: string, sensitive = false): Violation {
  return { ...at, constraint, value, limits, rule, sensitive }
}

/** Coral speaks once of all scalars of a list or map, and shows the whole of it. */
function fold(within: readonly Violation[], value: unknown, { path }: At, rule: string, found: Violation[]): void {
  for (const [i, each] of within.entries()) found.push({ ...each, path, value, rule: i === 0 ? rule : '' })
}

/** Every rule of a scalar, in Coral's order. */
function allRules({ constraints }: Shape): string {
  const { min, max, pattern, enum: values } = constraints ?? {}
  return `[${[
    ...(max === undefined ? [] : [`Member must have length less than or equal to ${max}`]),
    ...(min === undefined ? [] : [`Member must have length greater than or equal to ${min}`]),
    ...(pattern === undefined ? [] : [patternRule({ pattern })]),
    ...(values === undefined ? [] : [enumRule({ enum: values })]),
  ].join(', ')}]`
}

function patternRule({ pattern }: Constraints): string {
  return `Member must satisfy regular expression pattern: ${pattern}`
}

function enumRule({ enum: values = [] }: Constraints): string {
  return `Member must satisfy enum value set: [${values.join(', ')}]`
}

function isScalar({ kind }: Shape): boolean {
  return kind !== 'structure' && kind !== 'list' && kind !== 'map'
}

function below(at: At, name: string, memberName: string): At {
  return { path: at.path === '' ? name : `${at.path}.${name}`, pointer: `${at.pointer}/${memberName}` }
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1)
}

function codePoints(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit < 0xdc00) count -= 1
  }
  return count
}
