// What checks of resources are made of: a type, a place in its configuration, and what must stand there.

import type { Call } from '../../kernel/service.ts'
import type { Item } from './item.ts'
import type { ComplianceType } from './rule-record.ts'

export interface Judgement { readonly compliance: ComplianceType, readonly annotation?: string }
export interface Finding extends Judgement { readonly type: string, readonly id: string, readonly orderingAt?: number }
export type Parameters = Readonly<Record<string, unknown>>

export interface ManagedRule {
  readonly trigger: 'change' | 'periodic'
  /** Types that it looks at; none for rules over the whole account, or over any type. */
  readonly types: readonly string[]
  readonly parameters: readonly string[]
  readonly required?: readonly string[]
  /** One resource. */
  readonly check?: (item: Item, parameters: Parameters, call: Call) => Judgement | Promise<Judgement>
  /** The account as a whole, or what only the service itself can say. */
  readonly account?: (parameters: Parameters, call: Call) => Promise<readonly Finding[]>
}

export const compliant: Judgement = { compliance: 'COMPLIANT' }
export const notApplicable: Judgement = { compliance: 'NOT_APPLICABLE' }

export function wrong(annotation: string): Judgement {
  return { compliance: 'NON_COMPLIANT', annotation }
}

/** @param annotation why it is not so */
export function judged(isRight: boolean, annotation: string): Judgement {
  return isRight ? compliant : wrong(annotation)
}

type Test = (item: Item, parameters: Parameters) => boolean

/** A rule over one type, by what its items say. @param whenNot what is wrong where the test fails */
export function rule(type: string, whenNot: string, test: Test, parameters: readonly string[] = [],
  required: readonly string[] = []): ManagedRule {
  return { trigger: 'change', types: [type], parameters, required, check: (item, given) => judged(test(item, given), whenNot) }
}

/** What stands at a path of names, from the configuration or the supplementary one; undefined where nothing does. */
export function at(item: Item, path: string): unknown {
  const [first = ''] = path.split('.')
  const root: unknown = Object.hasOwn(item.supplementary, first) ? item.supplementary : item.configuration
  return path.split('.').reduce<unknown>((value, name) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined, root)
}

/** A list at a path; empty where there is none. */
export function listAt(item: Item, path: string): readonly Record<string, unknown>[] {
  const found = at(item, path)
  return Array.isArray(found) ? found as Record<string, unknown>[] : []
}

/** Parameters are texts in JSON; lists are parted by commas. */
export function words(value: unknown): readonly string[] {
  return value === undefined ? [] : String(value).split(',').map(each => each.trim()).filter(each => each !== '')
}
