// The TypeScript we write: what erases to JavaScript, and has one name and one place. The compiler refuses some of this too
// (`erasableSyntaxOnly`), but it does not say what to write instead.

import {
  isArrowFunction, isBlock, isCallExpression, isCatchClause, isExportAssignment, isExportDeclaration, isExportSpecifier,
  isPropertyAccessExpression, SyntaxKind, type Node,
} from 'typescript/unstable/ast'
import { moduleState } from './module-state.ts'
import type { Source } from './project.ts'
import { nodeRule, sourceRule, type Rule, type Violation } from './rule.ts'

/** The faces through which other layers, or users, see a whole layer; they alone may consist of re-exports. */
const faces = new Set(['src/index.ts', 'src/contract/index.ts', 'src/kernel/service.ts'])

/** A rule against one kind of syntax. */
function kindRule(name: string, banned: SyntaxKind, instead: string): Rule {
  return nodeRule(name, instead, ({ kind }) => kind === banned ? `a ${name}` : undefined)
}

const parameterProperty = nodeRule('parameter-property', 'declare the field and assign it in the constructor', node => {
  const isProperty = node.kind === SyntaxKind.Parameter && node.parent.kind === SyntaxKind.Constructor && modifiersOf(node).length > 0
  return isProperty ? 'a parameter property' : undefined
})

const defaultExport = nodeRule('default-export', 'export it by its name, so that it has the same name everywhere', node => {
  const isDefault = isExportAssignment(node) || isDefaultSpecifier(node) || modifiersOf(node).includes(SyntaxKind.DefaultKeyword)
  return isDefault ? 'a default export' : undefined
})

const barrel = sourceRule('barrel', 'import each thing from the file that declares it; a second way to it is one too many', barrels)

const emptyCatch = nodeRule('empty-catch', 'answer what you expect, by its code, and throw the rest on', node => {
  if (isCatchClause(node)) return node.block.statements.length === 0 ? 'an empty catch' : undefined
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression) || node.expression.name.text !== 'catch') return undefined
  const [handler] = node.arguments
  return handler !== undefined && isEmptyFunction(handler) ? 'a catch that does nothing' : undefined
})

function* barrels({ path, tree: { statements }, lineOf }: Source): Iterable<Violation> {
  const [first] = statements
  if (faces.has(path) || first === undefined) return
  const star = statements.find(statement => isExportDeclaration(statement) && statement.exportClause === undefined)
  const passesOn = statements.every(statement => isExportDeclaration(statement) && statement.moduleSpecifier !== undefined)
  if (star !== undefined) yield { file: path, line: lineOf(star), found: 'export *' }
  else if (passesOn) yield { file: path, line: lineOf(first), found: 'a file of re-exports' }
}

function modifiersOf(node: Node): SyntaxKind[] {
  const modifiers = (node as { readonly modifiers?: readonly Node[] }).modifiers ?? []
  return modifiers.map(({ kind }) => kind).filter(kind => kind !== SyntaxKind.Decorator)
}

function isDefaultSpecifier(node: Node): boolean {
  return isExportSpecifier(node) && node.name.text === 'default'
}

/** `() => {}` */
function isEmptyFunction(handler: Node): boolean {
  return isArrowFunction(handler) && isBlock(handler.body) && handler.body.statements.length === 0
}

export const languageRules: readonly Rule[] = [
  kindRule('enum', SyntaxKind.EnumDeclaration, 'a union of string literals says the same and erases'),
  kindRule('namespace', SyntaxKind.ModuleDeclaration, 'a file is a namespace already'),
  kindRule('decorator', SyntaxKind.Decorator, 'call the function where the reader can see it'),
  parameterProperty, defaultExport, barrel, moduleState, emptyCatch,
]
