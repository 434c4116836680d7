// How conditions bind, shown by their trees.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCondition } from './condition-reader.ts'
import { ExpressionReader } from './reader.ts'
import type { Condition, Operand } from './syntax.ts'

/** The tree with all its parentheses. */
function shown(node: Condition | Operand): string {
  switch (node.kind) {
    case 'path': return node.path.join('.')
    case 'slot': return `:${node.slot}`
    case 'call': return `${node.name}(${node.operands.map(shown).join(' ')})`
    case 'compare': return `(${shown(node.left)}${node.operator}${shown(node.right)})`
    case 'between': return `(${shown(node.operand)} in ${shown(node.low)}..${shown(node.high)})`
    case 'in': return `(${shown(node.operand)} in ${node.candidates.map(shown).join(' ')})`
    case 'and': case 'or': return `(${shown(node.left)} ${node.kind} ${shown(node.right)})`
    case 'not': return `!${shown(node.condition)}`
    default: throw new Error(node.kind)
  }
}

test('operators bind in the documented order', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['a = b OR c = d AND e = f', '((a=b) or ((c=d) and (e=f)))'], ['(a = b OR c = d) AND e = f', '(((a=b) or (c=d)) and (e=f))'],
    ['NOT a = b AND c <> d', '(!(a=b) and (c<>d))'], ['not not a = b', '!!(a=b)'],
    ['a between b and c and d < e', '((a in b..c) and (d<e))'],
    ['a IN (b, c) OR size(d) >= e', '((a in b c) or (size(d)>=e))'], ['(size(a)) < (b)', '(size(a)<b)'],
    ['(attribute_exists(a))', 'attribute_exists(a)'],
    ['(a) BETWEEN (b) AND (c)', '(a in b..c)'], ['NOT (a = b)', '!(a=b)'], ['((a = b) AND (c = d))', '((a=b) and (c=d))'],
    ['a = b OR c = d OR e = f', '(((a=b) or (c=d)) or (e=f))'],
  ]
  for (const [text, tree] of cases) assert.equal(shown(readCondition(new ExpressionReader('ConditionExpression', text, {}))), tree, text)
})
