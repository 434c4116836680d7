// Projection expressions: the paths of an item that a read answers with.
// Source: Developer Guide, "Using projection expressions".

import { pathConflict, pathTree, type PathTree } from './path-tree.ts'
import type { ExpressionReader } from './reader.ts'
import type { Path } from './syntax.ts'

export interface Projection { readonly paths: readonly Path[], readonly tree: PathTree<true> }

/** Reads all of the text. @throws Invalid */
export function readProjection(reader: ExpressionReader): Projection {
  const paths: Path[] = []
  do paths.push(reader.path()); while (reader.take(','))
  const conflict = pathConflict(paths)
  if (conflict !== undefined) reader.complain('paths', conflict)
  reader.finish()
  return projectionOf(paths)
}

/** The paths must be free of conflicts. */
export function projectionOf(paths: readonly Path[]): Projection {
  return { paths, tree: pathTree(paths.map(path => [path, true])) }
}
