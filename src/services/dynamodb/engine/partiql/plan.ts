// How a PartiQL statement is carried out on a table or index whose key is known: by key, by query, or by a scan of everything.
// It reads nothing itself. Invariant: what the key does not decide stands in the filter or condition, so nothing of WHERE is lost.
// Source: Developer Guide, "PartiQL select statements for DynamoDB", note on scans; "PartiQL update statements", WHERE.

import { Invalid } from '../invalid.ts'
import type { KeySchema } from '../key.ts'
import { attributeOf, setAttribute, type Attributes, type AttributeValue, type Item } from '../value.ts'
import {
  boundCondition, boundProjection, boundUpdate, type BoundCondition, type BoundProjection, type BoundUpdate,
} from '../expression/bound.ts'
import { resolveKeyTerms, type KeyCondition, type KeyTerm } from '../expression/key-condition.ts'
import { projectionOf } from '../expression/projection.ts'
import type { Condition, Operand } from '../expression/syntax.ts'
import { compileUpdate } from '../expression/update.ts'
import type { DeleteStatement, ExistsStatement, SelectStatement, UpdateStatement } from './statement.ts'

export interface SelectPlan {
  /** One query each, in this order; undefined where only a scan will do. */
  readonly queries?: readonly KeyCondition[]
  readonly filter?: BoundCondition
  readonly projection?: BoundProjection
  readonly isDescending: boolean
}

export interface WritePlan {
  /** As WHERE has it: its types are the caller's to check. */
  readonly key: Item
  /** The item is there, and what WHERE asks beyond the key; false is ConditionalCheckFailedException. */
  readonly condition: BoundCondition
  /** What an UPDATE changes. */
  readonly update?: BoundUpdate
}

/** @throws Invalid: ORDER BY something other than the sort key of a query, key values of a wrong type */
export function planSelect({ where, paths, orderBy }: SelectStatement, schema: KeySchema): SelectPlan {
  const conjuncts = where === undefined ? [] : conjunctsOf(where)
  const found = queriesOf(conjuncts, schema)
  const rest = conjuncts.filter(conjunct => found?.used.has(conjunct) !== true)
  if (orderBy !== undefined) checkOrder(orderBy, schema, found !== undefined)
  return {
    ...found && { queries: found.queries },
    ...rest.length > 0 && { filter: boundCondition(joined(rest)) },
    ...paths && { projection: boundProjection(projectionOf(paths)) },
    isDescending: orderBy?.some(({ name, isDescending }) => isDescending && schema.range.some(range => range.name === name)) ?? false,
  }
}

/** UPDATE, DELETE and EXISTS name one item. @throws Invalid where they do not, or an update changes its key */
export function planWrite(statement: UpdateStatement | DeleteStatement | ExistsStatement, schema: KeySchema): WritePlan {
  const { where } = statement.kind === 'exists' ? statement.select : statement
  const conjuncts = where === undefined ? [] : conjunctsOf(where)
  const key: Attributes = {}
  const used = new Set<Condition>()
  for (const { name } of [...schema.hash, ...schema.range]) {
    const conjunct = conjuncts.find(each => equalityOn(each, name) !== undefined)
    if (conjunct === undefined) throw new Invalid('Where clause does not contain a mandatory equality on all key attributes')
    setAttribute(key, name, equalityOn(conjunct, name)!)
    used.add(conjunct)
  }
  const exists: Condition = { kind: 'call', name: 'attribute_exists', operands: [{ kind: 'path', path: [schema.hash[0]!.name] }] }
  const condition = boundCondition(joined([exists, ...conjuncts.filter(conjunct => !used.has(conjunct))]))
  if (statement.kind !== 'update') return { key, condition }
  const update = boundUpdate(compileUpdate(statement.actions))
  update.checkKeyUntouched(Object.keys(key))
  return { key, condition, update }
}

function queriesOf(conjuncts: readonly Condition[], schema: KeySchema): { queries: KeyCondition[], used: Set<Condition> } | undefined {
  const used = new Set<Condition>()
  let alternatives: Attributes[] = [{}]
  for (const { name } of schema.hash) {
    const conjunct = conjuncts.find(each => candidatesOn(each, name) !== undefined)
    if (conjunct === undefined) return undefined
    used.add(conjunct)
    const values = candidatesOn(conjunct, name)!
    alternatives = alternatives.flatMap(hash => values.map(value => withAttribute(hash, name, value)))
  }
  const terms = sortTerms(conjuncts, schema, used)
  const queries = alternatives.map(hash => resolveKeyTerms([...schema.hash.map(({ name }) => equalTerm(name, hash)), ...terms], [], schema))
  return { queries, used }
}

function sortTerms(conjuncts: readonly Condition[], { range }: KeySchema, used: Set<Condition>): KeyTerm[] {
  const terms: KeyTerm[] = []
  for (const { name } of range) {
    const conjunct = conjuncts.find(each => !used.has(each) && termOn(each, name) !== undefined)
    if (conjunct === undefined) break
    used.add(conjunct)
    const term = termOn(conjunct, name)!
    terms.push(term)
    if (term.operator !== '=') break
  }
  return terms
}

function termOn(condition: Condition, name: string): KeyTerm | undefined {
  if (condition.kind === 'compare' && condition.operator !== '<>' && isName(condition.left, name) && condition.right.kind === 'literal') {
    return { name, operator: condition.operator, operands: [condition.right] }
  }
  if (condition.kind === 'between' && isName(condition.operand, name) && condition.low.kind === 'literal'
    && condition.high.kind === 'literal') {
    return { name, operator: 'BETWEEN', operands: [condition.low, condition.high] }
  }
  if (condition.kind !== 'call' || condition.name !== 'begins_with' || !isName(condition.operands[0]!, name)) return undefined
  return condition.operands[1]!.kind === 'literal' ? { name, operator: 'begins_with', operands: [condition.operands[1]!] } : undefined
}

function equalTerm(name: string, hash: Item): KeyTerm {
  return { name, operator: '=', operands: [{ kind: 'literal', value: attributeOf(hash, name)! }] }
}

/** The values that an attribute must have one of. */
function candidatesOn(condition: Condition, name: string): readonly AttributeValue[] | undefined {
  const equal = equalityOn(condition, name)
  if (equal !== undefined) return [equal]
  if (condition.kind !== 'in' || !isName(condition.operand, name)) return undefined
  const values = condition.candidates.flatMap(candidate => candidate.kind === 'literal' ? [candidate.value] : [])
  return values.length === condition.candidates.length ? values : undefined
}

function equalityOn(condition: Condition, name: string): AttributeValue | undefined {
  if (condition.kind !== 'compare' || condition.operator !== '=') return undefined
  const { left, right } = condition
  if (isName(left, name) && right.kind === 'literal') return right.value
  return isName(right, name) && left.kind === 'literal' ? left.value : undefined
}

function isName(operand: Operand, name: string): boolean {
  return operand.kind === 'path' && operand.path.length === 1 && operand.path[0] === name
}

function conjunctsOf(condition: Condition): Condition[] {
  return condition.kind === 'and' ? [...conjunctsOf(condition.left), ...conjunctsOf(condition.right)] : [condition]
}

function joined([first, ...others]: readonly Condition[]): Condition {
  return others.reduce<Condition>((left, right) => ({ kind: 'and', left, right }), first!)
}

function withAttribute(attributes: Attributes, name: string, value: AttributeValue): Attributes {
  const result = { ...attributes }
  setAttribute(result, name, value)
  return result
}

function checkOrder(orderBy: NonNullable<SelectStatement['orderBy']>, { hash, range }: KeySchema, isQuery: boolean): void {
  if (!isQuery) throw new Invalid('Must have WHERE clause in the statement when using ORDER BY clause.')
  const stray = orderBy.find(({ name }) => ![...hash, ...range].some(attribute => attribute.name === name))
  if (stray !== undefined) throw new Invalid(`Variable reference ${stray.name} in ORDER BY clause must be part of the primary key`)
}
