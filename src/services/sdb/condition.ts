// Whether an item meets a condition of Select. What is asked of one attribute is asked of its values one by one, so that no two of them
// meet it together; `intersection` asks the item twice. Source: "Queries on Attributes with Multiple Values", Developer Guide.

import type { Condition, Operand } from './expression.ts'
import type { Pair } from './stored-item.ts'

interface Tested { readonly name: string, readonly pairs: readonly Pair[] }

export function meets(item: Tested, condition: Condition): boolean {
  const only = onlyOperand(condition)
  if (only?.kind === 'any') {
    const values = valuesOf(item, only)
    const isOfNull = asksOfNull(condition)
    return isOfNull ? holds(item, condition) : values.some(value => holdsOf(value, condition))
  }
  return holds(item, condition)
}

function holds(item: Tested, condition: Condition): boolean {
  switch (condition.kind) {
    case 'intersection': case 'and': return meets(item, condition.left) && meets(item, condition.right)
    case 'or': return meets(item, condition.left) || meets(item, condition.right)
    case 'not': return !meets(item, condition.of)
    case 'null': return (valuesOf(item, condition.operand).length === 0) === condition.isNull
    case 'test': {
      const values = valuesOf(item, condition.operand)
      return condition.operand.kind === 'every' ? values.length > 0 && values.every(condition.holds) : values.some(condition.holds)
    }
  }
}

/** Of one value of the one attribute that a condition speaks of. */
function holdsOf(value: string, condition: Condition): boolean {
  switch (condition.kind) {
    case 'intersection': case 'and': return holdsOf(value, condition.left) && holdsOf(value, condition.right)
    case 'or': return holdsOf(value, condition.left) || holdsOf(value, condition.right)
    case 'not': return !holdsOf(value, condition.of)
    case 'null': return !condition.isNull
    case 'test': return condition.holds(value)
  }
}

/** The operand, where a condition speaks of one alone and does not ask twice. */
function onlyOperand(condition: Condition): Operand | undefined {
  if (condition.kind === 'test' || condition.kind === 'null') return condition.operand
  if (condition.kind === 'not' || condition.kind === 'intersection') return undefined
  const [left, right] = [onlyOperand(condition.left), onlyOperand(condition.right)]
  return left !== undefined && left.kind === right?.kind && left.name === right.name ? left : undefined
}

function asksOfNull(condition: Condition): boolean {
  if (condition.kind === 'null') return true
  if (condition.kind === 'test') return false
  return condition.kind === 'not' ? asksOfNull(condition.of) : asksOfNull(condition.left) || asksOfNull(condition.right)
}

export function valuesOf({ name, pairs }: Tested, operand: Operand): string[] {
  return operand.kind === 'itemName' ? [name] : pairs.filter(([each]) => each === operand.name).map(([, value]) => value)
}

/** Whether a condition asks more of the operand than whether it is absent, as it must of what is sorted by (Sort, Developer Guide). */
export function constrains(condition: Condition | undefined, { kind, name }: Operand): boolean {
  if (condition === undefined) return false
  switch (condition.kind) {
    case 'and': case 'or': case 'intersection':
      return constrains(condition.left, { kind, name }) || constrains(condition.right, { kind, name })
    case 'not': return constrains(condition.of, { kind, name })
    case 'null': return !condition.isNull && condition.operand.name === name
    case 'test': return condition.operand.name === name
  }
}
