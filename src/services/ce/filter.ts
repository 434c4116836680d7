// Filter expressions: And, Or, Not, dimensions, tags and cost categories, with match options. Source: Expression, AWS Cost Explorer API
// Reference. An expression is one thing: a root operator, or one kind of values.

import type { Expression } from '../../../generated/aws/ce.ts'
import type { Line } from '../../contract/index.ts'
import type { CategoryValue } from './cost-category.ts'
import type { Dimension } from './dimension.ts'
import { invalid } from './fault.ts'

export type Test = (line: Line) => boolean

/** What an expression may speak of. */
export interface Vocabulary {
  readonly dimensions: Readonly<Record<string, Dimension>>
  readonly categoryOf: (name: string) => CategoryValue
}

/** @throws ValidationException */
export function testOf(expression: Expression | undefined, vocabulary: Vocabulary): Test {
  if (expression === undefined) return () => true
  const { And, Or, Not, Dimensions, Tags, CostCategories } = expression
  const given = [And, Or, Not, Dimensions, Tags, CostCategories].filter(part => part !== undefined)
  if (given.length !== 1) {
    throw invalid(`An expression holds one of And, Or, Not, Dimensions, Tags, CostCategories, not ${given.length} of them`)
  }
  if (And !== undefined) return all(And, vocabulary, 'And', tests => line => tests.every(test => test(line)))
  if (Or !== undefined) return all(Or, vocabulary, 'Or', tests => line => tests.some(test => test(line)))
  if (Not !== undefined) {
    const test = testOf(Not, vocabulary)
    return line => !test(line)
  }
  if (Dimensions !== undefined) {
    const read = dimensionNamed(Dimensions.Key, vocabulary)
    return matching(read, Dimensions)
  }
  if (Tags !== undefined) {
    const name = Tags.Key
    if (name === undefined) throw invalid('The Tags filter needs a key.')
    return matching(line => line.tags[name] ?? '', Tags)
  }
  const categoryOf = vocabulary.categoryOf(CostCategories!.Key ?? '')
  return matching(line => categoryOf(line) ?? '', CostCategories!)
}

/** @throws ValidationException for a dimension that is none, or is not here */
export function dimensionNamed(name: string | undefined, { dimensions }: Pick<Vocabulary, 'dimensions'>): Dimension {
  const found = name !== undefined && Object.hasOwn(dimensions, name) ? dimensions[name] : undefined
  if (found === undefined) throw invalid(`Dimension ${name} is not supported. It should be one of ${Object.keys(dimensions).join(', ')}`)
  return found
}

function all(
  parts: readonly Expression[], vocabulary: Vocabulary, name: string, join: (tests: readonly Test[]) => Test,
): Test {
  if (parts.length < 2) throw invalid(`${name} should contain at least 2 expressions`)
  return join(parts.map(part => testOf(part, vocabulary)))
}

interface Values { readonly Values?: readonly string[], readonly MatchOptions?: readonly string[] }

function matching(read: (line: Line) => string, { Values: values = [], MatchOptions: options = ['EQUALS'] }: Values): Test {
  if (options.includes('ABSENT')) return line => read(line) === ''
  const fold = options.includes('CASE_INSENSITIVE') ? (text: string) => text.toLowerCase() : (text: string) => text
  const wanted = values.map(fold)
  if (options.includes('STARTS_WITH')) return line => wanted.some(value => fold(read(line)).startsWith(value))
  if (options.includes('ENDS_WITH')) return line => wanted.some(value => fold(read(line)).endsWith(value))
  if (options.includes('CONTAINS')) return line => wanted.some(value => fold(read(line)).includes(value))
  return line => wanted.includes(fold(read(line)))
}
