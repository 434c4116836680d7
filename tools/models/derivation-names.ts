// Which operations of a service go together, by their names alone: a noun that can be made and deleted, and what else is done with it.

import type { DerivedRole } from '../../src/model/derived.ts'

/** A reason not to derive. */
export class Doubt extends Error {}

export interface Candidate { readonly noun: string, readonly operations: ReadonlyMap<string, DerivedRole> }

const pairs: readonly (readonly [remove: string, create: string, role: DerivedRole])[] = [
  ['Delete', 'Create', 'create'], ['Deregister', 'Register', 'create'], ['Delete', 'Register', 'create'], ['Delete', 'Put', 'put'],
  ['Remove', 'Add', 'create'], ['Delete', 'Import', 'create'],
]

/** Nouns in the order in which their deleting operations stand; an operation belongs to one noun. */
export function candidatesOf(operationNames: readonly string[]): Candidate[] {
  const names = new Set(operationNames)
  const taken = new Set<string>()
  const found: Candidate[] = []
  for (const [remove, create, role] of pairs) {
    for (const name of operationNames) {
      if (!name.startsWith(remove) || taken.has(name)) continue
      const noun = name.slice(remove.length)
      if (noun === '' || !names.has(create + noun) || taken.has(create + noun)) continue
      const operations = new Map<string, DerivedRole>([[create + noun, role], [name, 'delete']])
      for (const [other, part] of othersOf(noun)) {
        if (names.has(other) && !taken.has(other) && !operations.has(other)) operations.set(other, part)
      }
      for (const each of operations.keys()) taken.add(each)
      found.push({ noun, operations })
    }
  }
  for (const name of operationNames) {
    const noun = name.slice(3)
    if (!name.startsWith('Put') || taken.has(name)) continue
    const reader = [`Get${noun}`, `Describe${noun}`].find(each => names.has(each) && !taken.has(each))
    if (reader === undefined) continue
    taken.add(name)
    taken.add(reader)
    found.push({ noun, operations: new Map([[name, 'put'], [reader, 'read']]) })
  }
  return found
}

function othersOf(noun: string): [string, DerivedRole][] {
  const plurals = [...new Set(pluralsOf(noun))].filter(plural => plural !== noun)
  return [
    ...['Get', 'Describe'].map((verb): [string, DerivedRole] => [verb + noun, 'read']),
    ...plurals.flatMap(plural => ['List', 'Describe', 'Get', 'BatchGet'].map((verb): [string, DerivedRole] => [verb + plural, 'list'])),
    [`List${noun}`, 'list'],
    ...['Update', 'Modify'].map((verb): [string, DerivedRole] => [verb + noun, 'update']),
  ]
}

export function pluralsOf(noun: string): string[] {
  return [
    `${noun}s`, `${noun}es`, noun.replace(/y$/, 'ies'), noun.replace(/is$/, 'es'), noun.replace(/Index$/, 'Indices'),
    `${noun}Summaries`, `${noun}List`,
  ]
}
