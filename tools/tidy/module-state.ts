// Finds state that lives in a module instead of in an object the Cloud owns: top-level variables, and top-level collections that a function
// of the file changes. A table filled while the module loads, and never again, is no state. What other files do to it is not seen.

import {
  isArrayLiteralExpression, isBinaryExpression, isCallExpression, isDeleteExpression, isElementAccessExpression,
  isFunctionLikeDeclaration, isIdentifier, isNewExpression, isObjectLiteralExpression, isPropertyAccessExpression, isVariableStatement,
  NodeFlags, SyntaxKind, type Node,
} from 'typescript/unstable/ast'
import type { Source } from './project.ts'
import { sourceRule, type Violation } from './rule.ts'

const collectionClasses = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array'])
const changingMethods = new Set(['set', 'add', 'delete', 'clear', 'push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill'])

export const moduleState = sourceRule(
  'module-state',
  'state belongs to an object that the Cloud owns; a module keeps immutable tables only',
  function* (source) {
    if (source.isTest) return
    yield* variables(source)
    yield* changedCollections(source)
  },
)

function* variables(source: Source): Iterable<Violation> {
  for (const statement of source.tree.statements.filter(isVariableStatement)) {
    const isConstant = (statement.declarationList.flags & NodeFlags.Const) !== 0
    if (!isConstant) yield { file: source.path, line: source.lineOf(statement), found: 'a variable of the module' }
  }
}

function* changedCollections(source: Source): Iterable<Violation> {
  const statements = source.tree.statements.filter(isVariableStatement)
  const declarations = statements.flatMap(({ declarationList }) => [...declarationList.declarations])
  const names = declarations.flatMap(({ name, initializer }) => isIdentifier(name) && isCollection(initializer) ? [name.text] : [])
  const collections = new Set(names.filter(name => isDeclaredOnce(name, source)))
  if (collections.size === 0) return
  for (const node of source.nodes) {
    const name = changedBy(node)
    const isState = name !== undefined && collections.has(name) && isInFunction(node)
    if (isState) yield { file: source.path, line: source.lineOf(node), found: `a function changes the module's ${name}` }
  }
}

function isCollection(node: Node | undefined): boolean {
  if (node === undefined) return false
  if (isNewExpression(node)) return isIdentifier(node.expression) && collectionClasses.has(node.expression.text)
  return isArrayLiteralExpression(node) || isObjectLiteralExpression(node)
}

/** A name that an inner scope declares again may mean that one; then we do not accuse. */
function isDeclaredOnce(name: string, { nodes }: Source): boolean {
  const declaring = [SyntaxKind.VariableDeclaration, SyntaxKind.Parameter, SyntaxKind.BindingElement]
  const declared = nodes.filter(({ kind }) => declaring.includes(kind)) as ReadonlyArray<Node & { readonly name?: Node }>
  return declared.filter(node => node.name !== undefined && isIdentifier(node.name) && node.name.text === name).length === 1
}

/** The name of the object that this node changes: by a method, by `delete`, or by assigning to a part of it. */
function changedBy(node: Node): string | undefined {
  if (isCallExpression(node)) {
    const { expression: method } = node
    return isPropertyAccessExpression(method) && changingMethods.has(method.name.text) ? ownerOf(method) : undefined
  }
  if (isDeleteExpression(node)) return ownerOf(node.expression)
  if (!isBinaryExpression(node)) return undefined
  const { kind } = node.operatorToken
  return kind >= SyntaxKind.FirstAssignment && kind <= SyntaxKind.LastAssignment ? ownerOf(node.left) : undefined
}

/** `table` in `table.size` and in `table[key]`. */
function ownerOf(access: Node): string | undefined {
  if (!isPropertyAccessExpression(access) && !isElementAccessExpression(access)) return undefined
  return isIdentifier(access.expression) ? access.expression.text : undefined
}

function isInFunction(node: Node): boolean {
  for (let outer = node.parent; outer !== undefined; outer = outer.parent) if (isFunctionLikeDeclaration(outer)) return true
  return false
}
