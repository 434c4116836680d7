// What stands below a derived resource, and what becomes of it when that goes: where the operation has a fault for what is in use, it is
// refused as long as something is there; where it has none, what is below goes with it. Settings always go with what they are of.

import type { DerivedResource } from '../../../model/derived.ts'
import type { OperationModel } from '../../../model/shape.ts'
import { key as keyText } from '../../../std/key.ts'
import type { Call } from '../../service.ts'
import type { ResourceType } from '../resource.ts'
import { arnTable } from './arn-name.ts'
import type { DerivedRecord } from './record.ts'

export interface Child {
  readonly resource: DerivedResource
  readonly type: ResourceType<DerivedRecord>
  /** Where in its key the parent stands; -1 where it only refers to it. */
  readonly at: number
  /** Its text that refers to the parent, by plain name. */
  readonly part: string
  readonly children: () => readonly Child[]
}

const usedNames = /InUse|DeleteConflict|DependencyViolation|DependentService|NotEmpty|HasChild|HasMembers|Contains[A-Z]/
const conflictNames = /^(Resource)?Conflict(Exception)?$/

/** The code that says that a resource is in use; undefined where the model lists none. */
export function usedCode({ errors }: OperationModel): string | undefined {
  const names = errors.map(({ name }) => name)
  return names.find(name => usedNames.test(name)) ?? names.find(name => conflictNames.test(name))
}

/** Whether a code says nothing but that something is in use: others are for what has its name below it. */
function saysUsed(code: string): boolean {
  return usedNames.test(code)
}

/** The first thing that is not a setting, and that the code can mean. */
export function firstBelow(children: readonly Child[], key: readonly string[], code: string, call: Call): string | undefined {
  for (const child of children) {
    if (isSetting(child) || (child.at === -1 && !saysUsed(code))) continue
    for (const record of recordsBelow(child, key, call)) return `${child.resource.noun} ${record.key.join('/')}`
  }
  return undefined
}

/** How many of a noun there are. */
export function countBelow(children: readonly Child[], key: readonly string[], noun: string, call: Call): number {
  const wanted = children.filter(({ resource }) => resource.noun === noun)
  return wanted.reduce((all, child) => all + [...recordsBelow(child, key, call)].length, 0)
}

/** Deletes all that stands below. */
export function deleteBelow(children: readonly Child[], key: readonly string[], call: Call): void {
  for (const child of children) {
    if (child.at === -1) continue
    for (const record of [...recordsBelow(child, key, call)]) {
      deleteBelow(child.children(), record.key, call)
      call.of(child.type).delete(...record.key)
      if (child.resource.arn !== undefined) call.table(arnTable).delete(keyText(String(record.values['arn'])))
    }
  }
}

function * recordsBelow({ type, at, part }: Child, key: readonly string[], call: Call): Generator<DerivedRecord> {
  const own = key.at(-1)!
  for (const record of call.of(type).scan(at === 0 ? { within: [own] } : {})) {
    if (at === -1 ? String(record.values[part]).endsWith(own) : record.key[at] === own) yield record
  }
}

function isSetting({ resource: { operations } }: Child): boolean {
  return Object.values(operations).some(({ role }) => role === 'put')
}
