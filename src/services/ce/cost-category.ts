// Cost categories: rules that sort lines into named values; the first rule that fits counts, then the default. Definitions are derived
// resources' business elsewhere; here they are written, because costs are grouped by them. Split charges are in `split-charge.ts`.
// Source: CostCategoryRule, AWS Cost Explorer API Reference.

import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Ce, CostCategoryRule, CostCategorySplitChargeRule } from '../../../generated/aws/ce.ts'
import type { Line } from '../../contract/index.ts'
import { dimensions } from './dimension.ts'
import { invalid } from './fault.ts'
import { testOf } from './filter.ts'
import { checkSplits } from './split-rule.ts'
import type { Vocabulary } from './filter.ts'

export type CategoryValue = (line: Line) => string | undefined

export interface CostCategory {
  readonly id: string
  readonly name: string
  readonly ruleVersion: string
  readonly rules: readonly CostCategoryRule[]
  readonly defaultValue?: string
  readonly splitRules?: readonly CostCategorySplitChargeRule[]
  readonly effectiveFrom: string
  readonly createdAt: number
}

export const CostCategory = resource<CostCategory>({
  name: 'CostCategory', key: 'id', arn: 'arn:{partition}:ce::{account}:costcategory/{id}', tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: () => 'No Cost Categories found with the specified ARN' },
})

/** What a filter or grouping may speak of in this call. */
export function vocabularyOf(call: Call): Vocabulary {
  const known = dimensions(call)
  const vocabulary: Vocabulary = { dimensions: known, categoryOf: name => categoryNamed(name, vocabulary, call) }
  return vocabulary
}

function categoryNamed(name: string, vocabulary: Vocabulary, call: Call): CategoryValue {
  const found = [...call.of(CostCategory).scan()].find(category => category.name === name)
  if (found === undefined) throw invalid(`Cost category ${name} does not exist`)
  const rules = found.rules.map(rule => ({ value: rule.Value ?? '', test: testOf(rule.Rule, vocabulary), inherited: rule.InheritedValue }))
  return line => {
    for (const { value, test, inherited } of rules) {
      if (inherited !== undefined) {
        const own = inherited.DimensionName === 'TAG' ? line.tags[inherited.DimensionKey ?? ''] : line.account
        if (own !== undefined) return own
      } else if (test(line)) return value
    }
    return found.defaultValue
  }
}

export const CreateCostCategoryDefinition: Ce['CreateCostCategoryDefinition'] = (input, call) => {
  const categories = call.of(CostCategory)
  if ([...categories.scan()].some(({ name }) => name === input.Name)) throw invalid(`Cost category ${input.Name} already exists`)
  checkSplits(input.SplitChargeRules ?? [])
  const category: CostCategory = {
    id: call.uuid(), name: input.Name, ruleVersion: input.RuleVersion, rules: input.Rules, createdAt: call.now(),
    effectiveFrom: input.EffectiveStart ?? firstOfMonth(call.now()),
    ...(input.DefaultValue !== undefined && { defaultValue: input.DefaultValue }),
    ...(input.SplitChargeRules !== undefined && { splitRules: input.SplitChargeRules }),
  }
  const vocabulary = vocabularyOf(call)
  for (const { Rule } of input.Rules) testOf(Rule, vocabulary)
  categories.insert(category)
  const tags = (input.ResourceTags ?? []).map(({ Key, Value }) => [Key, Value])
  if (tags.length > 0) call.tags(CostCategory).add(Object.fromEntries(tags), category.id)
  return { CostCategoryArn: call.arn(CostCategory, category), EffectiveStart: category.effectiveFrom }
}

export const DescribeCostCategoryDefinition: Ce['DescribeCostCategoryDefinition'] = ({ CostCategoryArn }, call) =>
  ({ CostCategory: shown(call.of(CostCategory).require(idOf(CostCategoryArn)), call) })

export const UpdateCostCategoryDefinition: Ce['UpdateCostCategoryDefinition'] = (input, call) => {
  const categories = call.of(CostCategory)
  checkSplits(input.SplitChargeRules ?? [])
  const before = categories.require(idOf(input.CostCategoryArn))
  const { defaultValue: _, splitRules: _rules, ...rest } = before
  const after = categories.put({
    ...rest, rules: input.Rules, ruleVersion: input.RuleVersion, effectiveFrom: input.EffectiveStart ?? firstOfMonth(call.now()),
    ...(input.DefaultValue !== undefined && { defaultValue: input.DefaultValue }),
    ...(input.SplitChargeRules !== undefined && { splitRules: input.SplitChargeRules }),
  })
  return { CostCategoryArn: input.CostCategoryArn, EffectiveStart: after.effectiveFrom }
}

export const DeleteCostCategoryDefinition: Ce['DeleteCostCategoryDefinition'] = ({ CostCategoryArn }, call) => {
  const categories = call.of(CostCategory)
  categories.require(idOf(CostCategoryArn))
  categories.delete(idOf(CostCategoryArn))
  return { CostCategoryArn, EffectiveEnd: firstOfMonth(call.now()) }
}

export const ListCostCategoryDefinitions: Ce['ListCostCategoryDefinitions'] = (_, call) => ({
  CostCategoryReferences: [...call.of(CostCategory).scan()].map(category => ({
    CostCategoryArn: call.arn(CostCategory, category), Name: category.name, EffectiveStart: category.effectiveFrom,
    NumberOfRules: category.rules.length, Values: category.rules.flatMap(({ Value }) => Value ?? []),
    ...(category.defaultValue !== undefined && { DefaultValue: category.defaultValue }),
  })),
})

function shown(category: CostCategory, call: Call) {
  return {
    CostCategoryArn: call.arn(CostCategory, category), Name: category.name, EffectiveStart: category.effectiveFrom,
    RuleVersion: category.ruleVersion as 'CostCategoryExpression.v1', Rules: [...category.rules],
    ...(category.defaultValue !== undefined && { DefaultValue: category.defaultValue }),
    ...(category.splitRules !== undefined && { SplitChargeRules: [...category.splitRules] }),
  }
}

function idOf(arn: string): string {
  return arn.split('/').at(-1) ?? ''
}

function firstOfMonth(at: number): string {
  return `${new Date(at).toISOString().slice(0, 7)}-01T00:00:00Z`
}
