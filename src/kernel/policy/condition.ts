// The Condition element of a statement: operators, keys and values, compiled; and whether a request meets it. All operators and all keys
// must hold; of the values of one key, one must fit, or for a negated operator none. Pure.
// Source: "IAM JSON policy elements: Condition", "… Condition operators" and "Set operators for multivalued context keys", IAM User
// Guide.

import { operators } from './comparison.ts'
import type { Comparison } from './comparison.ts'
import type { Lookup } from './template.ts'

/** One key under one operator. */
export interface Condition {
  readonly key: string
  readonly holds: (values: readonly string[] | undefined, lookup: Lookup) => boolean
}

type Over = 'all' | 'any' | 'single'

const operatorForm = /^(?:(forallvalues|foranyvalue):)?([a-z]+?)(ifexists)?$/

/** @returns the conditions, or what AWS says of a block that is none */
export function readConditions(block: unknown, variables: boolean): Condition[] | string {
  if (!isRecord(block)) return 'Syntax errors in policy.'
  const conditions: Condition[] = []
  for (const [operator, keys] of Object.entries(block)) {
    const [, set, name = '', ifExists] = operatorForm.exec(operator.toLowerCase()) ?? []
    if (name !== 'null' && !operators.has(name)) return `Invalid Condition type : ${operator}.`
    if (!isRecord(keys)) return 'Syntax errors in policy.'
    for (const [key, given] of Object.entries(keys)) {
      const values = scalars(given)
      if (values === undefined) return 'Syntax errors in policy.'
      const over = set === 'forallvalues' ? 'all' : set === 'foranyvalue' ? 'any' : 'single'
      conditions.push({
        key: key.toLowerCase(),
        holds: name === 'null' ? absence(values) : comparing(name, values, over, ifExists !== undefined, variables),
      })
    }
  }
  return conditions
}

export function meets(conditions: readonly Condition[], lookup: Lookup): boolean {
  return conditions.every(({ key, holds }) => holds(lookup(key), lookup))
}

/** `Null`: "true" wants the key to be absent, "false" wants it to be there. A key without values is absent. */
function absence(wanted: readonly string[]): Condition['holds'] {
  return values => wanted.some(value => value.toLowerCase() === String(values === undefined || values.length === 0))
}

function comparing(name: string, wanted: readonly string[], over: Over, ifExists: boolean, variables: boolean): Condition['holds'] {
  const { negated, compile } = operators.get(name)!
  const comparisons = wanted.map(text => compile(text, variables))
  const satisfies = negated ? fitsNone : fitsOne
  return (values, lookup) => {
    if (values === undefined || values.length === 0) return ifExists || over === 'all' || (over === 'single' && negated)
    const holdsFor = (value: string) => satisfies(comparisons, value, lookup)
    return over === 'all' || (over === 'single' && negated) ? values.every(holdsFor) : values.some(holdsFor)
  }
}

function fitsOne(comparisons: readonly Comparison[], value: string, lookup: Lookup): boolean {
  return comparisons.some(fits => fits(value, lookup) === true)
}

/** What cannot be filled in makes the condition fail, whatever the operator: it "might cause the entire statement to be invalid". */
function fitsNone(comparisons: readonly Comparison[], value: string, lookup: Lookup): boolean {
  return comparisons.every(fits => fits(value, lookup) === false)
}

/** JSON's booleans and numbers stand for their texts. */
function scalars(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.every(each => ['string', 'number', 'boolean'].includes(typeof each)) ? list.map(String) : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
