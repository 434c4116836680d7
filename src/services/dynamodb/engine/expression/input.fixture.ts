// Requests for the tests of expressions: a text with those of a table's values that it mentions.

import type { AttributeValue } from '../value.ts'
import type { ExpressionInput } from './expressions.ts'
import type { ExpressionKind } from './syntax.ts'

export function inputWith(kind: ExpressionKind, text: string, values: Readonly<Record<string, AttributeValue>>): ExpressionInput {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text))
  return { [kind]: text, ...used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) } }
}
