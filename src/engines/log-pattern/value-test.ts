// One value of a log event against one condition of a filter pattern: by number, by text with stars, or by an expression.

import { LogPatternProblem } from './problem.ts'

export type Operand =
  | { readonly kind: 'text', readonly text: string, readonly quoted: boolean }
  | { readonly kind: 'expression', readonly expression: RegExp }

/** Longer ones first: they are read so. */
export const comparisons = ['!=', '>=', '<=', '=', '>', '<'] as const

export type Comparison = typeof comparisons[number]

export type ValueTest = (value: string | number | boolean) => boolean

const numeric = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

export function numberIn(text: string): number | undefined {
  return numeric.test(text) ? Number(text) : undefined
}

/** @throws LogPatternProblem for an order that the operand has none of */
export function valueTest(comparison: Comparison, operand: Operand): ValueTest {
  if (operand.kind === 'expression') {
    const { expression } = operand
    if (comparison === '=') return value => expression.test(String(value))
    if (comparison === '!=') return value => !expression.test(String(value))
    throw new LogPatternProblem('Invalid filter pattern')
  }
  const number = operand.quoted ? undefined : numberIn(operand.text)
  if (comparison === '=') return equality(operand.text, number)
  if (comparison === '!=') {
    const equals = equality(operand.text, number)
    return value => !equals(value)
  }
  if (number === undefined) throw new LogPatternProblem('Invalid filter pattern')
  return value => {
    const given = typeof value === 'string' ? numberIn(value) : value
    return typeof given === 'number' && ordered(given, comparison, number)
  }
}

function equality(text: string, number: number | undefined): ValueTest {
  if (number !== undefined) {
    return value => typeof value === 'number' ? value === number : typeof value === 'string' && equalTexts(value, text, number)
  }
  if (!text.includes('*')) return value => String(value) === text
  const stars = new RegExp(`^${text.split('*').map(piece => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's')
  return value => stars.test(String(value))
}

/** Fields of a line are texts also where they are numbers. */
function equalTexts(value: string, text: string, number: number): boolean {
  return value === text || numberIn(value) === number
}

function ordered(given: number, comparison: '>' | '<' | '>=' | '<=', number: number): boolean {
  if (comparison === '>') return given > number
  if (comparison === '<') return given < number
  return comparison === '>=' ? given >= number : given <= number
}
