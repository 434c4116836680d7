// Checks a decoded input against the model's constraints: required members, lengths, ranges, patterns, enumerations. It finds violations;
// which fault and words they become is the service's, or the protocol's default below. Validators are built once per shape and kept with
// the cloud. Source of the texts: answers of AWS's JSON services ("N validation errors detected").

import type { Constraints, Member, Shape, StructureShape } from '../model/shape.ts'

export type Constraint = 'required' | 'length' | 'range' | 'size' | 'pattern' | 'enum' | 'unique'

export interface Violation {
  /** Member names from the input down, list positions from 1, as AWS writes them: `entries.1.member.id`. */
  readonly path: string
  /** JSON pointer with positions from 0: `/entries/0/id`. */
  readonly pointer: string
  readonly constraint: Constraint
  readonly value: unknown
  /** `Member must not be null` and the like. */
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
          found.push(violation(below(at, name, member.name), 'required', null, 'Member must not be null', member.shape))
        } else if (check !== null) check(item, below(at, name, member.name), found)
      }
    }
  }

  #list(element: Member, constraints: Constraints | undefined): Check | null {
    const inner = this.#checkOf(element.shape)
    if (inner === null && constraints === undefined) return null
    return (value, at, found) => {
      const list = value as unknown[]
      checkSize(list.length, 'size', value, at, constraints, found)
      if (constraints?.uniqueItems && new Set(list.map(item => JSON.stringify(item))).size < list.length) {
        found.push(violation(at, 'unique', value, 'Member must have unique values'))
      }
      if (inner === null) return
      for (let i = 0; i < list.length; i += 1) {
        if (list[i] === null) continue
        inner(list[i], { path: `${at.path}.${i + 1}.member`, pointer: `${at.pointer}/${i}` }, found)
      }
    }
  }

  #map(keyMember: Member, valueMember: Member, constraints: Constraints | undefined): Check | null {
    const ofKey = this.#checkOf(keyMember.shape)
    const ofValue = this.#checkOf(valueMember.shape)
    if (ofKey === null && ofValue === null && constraints === undefined) return null
    return (value, at, found) => {
      const entries = Object.entries(value as object)
      checkSize(entries.length, 'size', value, at, constraints, found)
      for (const [name, item] of entries) {
        ofKey?.(name, { path: `${at.path}.${name}.key`, pointer: `${at.pointer}/${name}` }, found)
        if (item !== null) ofValue?.(item, { path: `${at.path}.${name}.member`, pointer: `${at.pointer}/${name}` }, found)
      }
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
      checkSize(codePoints(value), 'length', value, at, constraints, found)
      if (pattern !== null && !pattern.test(value)) {
        found.push(violation(at, 'pattern', value, `Member must satisfy regular expression pattern: ${constraints.pattern}`, shape))
      }
      if (allowed !== undefined && !allowed.has(value)) {
        found.push(violation(at, 'enum', value, `Member must satisfy enum value set: [${constraints.enum!.join(', ')}]`, shape))
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

/** A pattern matches the whole value. Possessive quantifiers and inline flags of Java are the usual reasons for null. */
export function readPattern(source: string): RegExp | null {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${source})$`, flags)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return null
}

function checkSize(size: number, constraint: 'length' | 'size', value: unknown, at: At, limits: Constraints | undefined, found: Violation[]): void {
  if (limits === undefined) return
  if (limits.min !== undefined && size < limits.min) {
    found.push(violation(at, constraint, value, `Member must have length greater than or equal to ${limits.min}`))
  }
  if (limits.max !== undefined && size > limits.max) {
    found.push(violation(at, constraint, value, `Member must have length less than or equal to ${limits.max}`))
  }
}

function checkRange(value: number, at: At, limits: Constraints, found: Violation[]): void {
  if (limits.min !== undefined && value < limits.min) {
    found.push(violation(at, 'range', value, `Member must have value greater than or equal to ${limits.min}`))
  }
  if (limits.max !== undefined && value > limits.max) {
    found.push(violation(at, 'range', value, `Member must have value less than or equal to ${limits.max}`))
  }
}

function violation(at: At, constraint: Constraint, value: unknown, rule: string, shape?: Shape): Violation {
  return { ...at, constraint, value, rule, sensitive: shape?.sensitive ?? false }
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

/** AWS's sentence over all violations: `1 validation error detected: Value null at 'name' failed to satisfy constraint: …`. */
export function validationMessage(violations: readonly Violation[]): string {
  const count = violations.length
  const said = violations.map(({ value, path, rule, sensitive }) => {
    const shown = value === null ? 'null ' : sensitive ? '' : `'${shownValue(value)}' `
    return `Value ${shown}at '${path}' failed to satisfy constraint: ${rule}`
  })
  return `${count} validation error${count === 1 ? '' : 's'} detected: ${said.join('; ')}`
}

function shownValue(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`
  if (Array.isArray(value)) return `[${value.map(shownValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([name, item]) => `${name}=${shownValue(item)}`).join(', ')}}`
  }
  return String(value)
}
