// What the two users of the pattern language allow: EventBridge's event patterns and Amazon SNS's filter policies share operators and
// differ in details. Sources:
// "Comparison operators for use in event patterns", EventBridge User Guide; "Filter policy constraints" and "String
// value matching", Amazon SNS Developer Guide.

export interface Dialect {
  /** `prefix` and `suffix` may hold `{"equals-ignore-case": …}`. */
  readonly affixesIgnoreCase: boolean
  /** Numbers may not be beyond it, either way. */
  readonly numberLimit: number
  /** What `anything-but` may hold besides values and lists of them. */
  readonly anythingBut: ReadonlySet<string>
  /** Fields may hold further fields. */
  readonly nests: boolean
}

export const eventPatterns: Dialect = {
  affixesIgnoreCase: true,
  numberLimit: 5e9,
  anythingBut: new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']),
  nests: true,
}

const snsAnythingBut: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard'])

/** Of a message's attributes. */
export const attributeFilters: Dialect = { affixesIgnoreCase: false, numberLimit: 1e9, anythingBut: snsAnythingBut, nests: false }

/** Of a message's body. */
export const bodyFilters: Dialect = { ...attributeFilters, nests: true }
