// How requests name a resource: by the values of its type's primary identifier, joined by `|`, or by a JSON object of the same.
// Source: "Identifying resources", AWS Cloud Control API User Guide.

import type { Properties } from '../../kernel/service.ts'

/**
 * Brings an identifier into its joined form.
 * @param primary the properties that together name a resource, in order
 * @returns undefined where the text does not fit the type
 */
export function readIdentifier(text: string, primary: readonly string[]): string | undefined {
  const values = text.startsWith('{') ? valuesOf(text, primary) : primary.length === 1 ? [text] : text.split('|')
  return values?.length === primary.length && values.every(value => value !== '') ? values.join('|') : undefined
}

/** The identifier within a resource's properties, if it is all there. */
export function identifierIn(properties: Properties, primary: readonly string[]): string | undefined {
  const values = primary.map(name => properties[name])
  return values.every(value => typeof value === 'string' || typeof value === 'number') ? values.join('|') : undefined
}

/** The opposite: the properties that an identifier in joined form spells out. */
export function propertiesOf(identifier: string, primary: readonly string[]): Properties {
  const values = primary.length === 1 ? [identifier] : identifier.split('|')
  return Object.fromEntries(primary.map((name, i) => [name, values[i]]))
}

function valuesOf(text: string, primary: readonly string[]): string[] | undefined {
  let named: Properties
  try {
    named = JSON.parse(text) as Properties
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  return Object.keys(named).length === primary.length ? identifierIn(named, primary)?.split('|') : undefined
}
