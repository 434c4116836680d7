// The pattern language as services see it: a pattern is read in one of its dialects, and tells whether an event meets it; many patterns are
// asked together as a set.

import { attributeFilters, bodyFilters, eventPatterns } from './dialect.ts'
import { compilePattern } from './pattern.ts'
import type { Pattern } from './pattern.ts'

export { PatternSet } from './pattern-set.ts'
export { PatternProblem } from './value-test.ts'
export type { Pattern } from './pattern.ts'

const dialects = { 'event-pattern': eventPatterns, 'attribute-filter': attributeFilters, 'body-filter': bodyFilters }

export type DialectName = keyof typeof dialects

/** @throws PatternProblem in the words of the services */
export function readPattern(value: unknown, dialect: DialectName): Pattern {
  return compilePattern(value, dialects[dialect])
}
