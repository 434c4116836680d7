// How Config's types look to Cloud Control and CloudFormation: each is put as a whole, so that making and changing are one.

import { Fault } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Parts {
  readonly type: string
  readonly identifier: readonly string[]
  readonly readOnly?: readonly string[]
  readonly createOnly?: readonly string[]
  /** The code of one that is not there. */
  readonly missing: string
  /** @returns the identifier */
  put(properties: Properties, call: Call): Promise<string>
  /** All of them, or the one of this identifier. */
  found(call: Call, identifier?: string): Promise<readonly Properties[]>
  delete(identifier: string, call: Call): Promise<void>
}

export function formation(parts: Parts): CloudFormationHandlers {
  const { type, identifier: primaryIdentifier, readOnly = [], createOnly = primaryIdentifier, missing } = parts
  const named = (properties: Properties) => primaryIdentifier.map(name => String(properties[name])).join('|')
  return {
    type, primaryIdentifier, readOnly, createOnly,
    create: (properties, call) => parts.put(properties, call),
    async read(identifier, call) {
      const properties = (await parts.found(call, identifier)).find(each => named(each) === identifier)
      if (properties === undefined) throw new Fault(missing, `${type} ${identifier} does not exist.`)
      return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
    },
    async update(_identifier, properties, _previous, call) {
      await parts.put(properties, call)
    },
    delete: (identifier, call) => parts.delete(identifier, call),
    async * list(call) {
      for (const properties of await parts.found(call)) yield named(properties)
    },
  }
}

/** Names that begin in upper case there and in lower case here, one level deep. @param except of those that are alike */
export function lowerFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerFirst)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [`${name[0]!.toLowerCase()}${name.slice(1)}`, lowerFirst(inner)]))
}

export function upperFirst(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperFirst)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [`${name[0]!.toUpperCase()}${name.slice(1)}`, upperFirst(inner)]))
}

/** A name of CloudFormation's making, where the template gives none. */
export function nameOf(properties: Properties, member: string, call: Call): string {
  return String(properties[member] ?? `${member.replace(/Name$/, '')}-${call.alphanumeric(12)}`)
}
