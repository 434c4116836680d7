// What the service works with, whatever form a request was written in (expressions, legacy parameters, PartiQL): conditions, projections,
// updates and key conditions together with their values. Invariant: they are checked; what may still fail depends on the item or the table.

import { Invalid } from '../invalid.ts'
import type { KeySchema } from '../key.ts'
import type { Item } from '../value.ts'
import { compileCondition, type Test } from './condition.ts'
import { resolveKeyTerms, type KeyCondition, type KeyTerm } from './key-condition.ts'
import type { Values } from './operand.ts'
import { projectItem } from './path-tree.ts'
import type { Projection } from './projection.ts'
import type { Condition, Path } from './syntax.ts'
import { checkKeyUntouched, type Update } from './update.ts'

/** A condition or filter. */
export interface BoundCondition {
  readonly matches: (item: Item) => boolean
  /** Every path that it reads. */
  readonly paths: () => readonly Path[]
}

export interface BoundProjection {
  readonly project: (item: Item) => Item
  readonly paths: readonly Path[]
}

export interface BoundUpdate {
  /** The item as it becomes; the given one stays. Sizes and index keys are the caller's to check. @throws Invalid */
  readonly apply: (item: Item) => Item
  /** Of the item before: what the update touches. */
  readonly updatedOld: (item: Item) => Item
  /** Of the item after: what the update has set. */
  readonly updatedNew: (item: Item) => Item
  /** @throws Invalid for an update of a key attribute */
  readonly checkKeyUntouched: (keyNames: readonly string[]) => void
}

export interface BoundKeyCondition {
  /** @throws Invalid where the conditions do not fit the schema */
  readonly resolve: (schema: KeySchema) => KeyCondition
}

export function boundCondition(condition: Condition, values: Values = [], test: Test = compileCondition(condition)): BoundCondition {
  return { matches: item => test(item, values), paths: () => pathsOf(condition) }
}

export function boundProjection({ paths, tree }: Projection): BoundProjection {
  return { paths, project: item => projectItem(item, tree) }
}

export function boundUpdate({ actions, apply, updatedOld, updatedNew }: Update, values: Values = []): BoundUpdate {
  const checkKey = (keyNames: readonly string[]) => checkKeyUntouched(actions, keyNames)
  return { apply: item => apply(item, values), updatedOld, updatedNew, checkKeyUntouched: checkKey }
}

export function boundKeyCondition(terms: readonly KeyTerm[], values: Values = []): BoundKeyCondition {
  return { resolve: schema => resolveKeyTerms(terms, values, schema) }
}

/** A query's filter may not ask about the key of the table or index it reads. @throws Invalid */
export function checkFilterKeys(filter: BoundCondition, keyNames: readonly string[], member = 'Filter Expression'): void {
  const paths = filter.paths()
  const name = keyNames.find(keyName => paths.some(path => path[0] === keyName))
  if (name === undefined) return
  throw new Invalid(`${member} can only contain non-primary key attributes: Primary key attribute: ${name}`)
}

function pathsOf(condition: Condition): Path[] {
  const paths: Path[] = []
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit)
    else if (typeof node === 'object' && node !== null && 'kind' in node) {
      if (node.kind === 'path') paths.push((node as unknown as { path: Path }).path)
      else if (node.kind !== 'literal') Object.values(node).forEach(visit)
    }
  }
  visit(condition)
  return paths
}
