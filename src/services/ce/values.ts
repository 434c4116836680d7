// What there is to filter and group by: values of dimensions, tags and cost categories within a time, the costliest first.

import type { Ce, Expression } from '../../../generated/aws/ce.ts'
import type { Line } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'
import { chargesOf } from './charges.ts'
import { CostCategory, vocabularyOf } from './cost-category.ts'
import { linesOf } from './cost-and-usage.ts'
import { dimensionNamed, testOf } from './filter.ts'
import { bounds } from './period.ts'

export const GetDimensionValues: Ce['GetDimensionValues'] = (input, call) => {
  const read = dimensionNamed(input.Dimension, vocabularyOf(call))
  const values = valuesOf(input, call, line => read(line)).filter(value => value.includes(input.SearchString ?? ''))
  return {
    DimensionValues: values.map(Value => ({
      Value, Attributes: (input.Dimension === 'LINKED_ACCOUNT' ? { description: Value } : {}) as Record<string, string>,
    })),
    ReturnSize: values.length, TotalSize: values.length,
  }
}

/** Without a key the names of tags, with one its values. */
export const GetTags: Ce['GetTags'] = (input, call) => {
  const { TagKey: name, SearchString: search = '' } = input
  const found = name === undefined
    ? [...new Set(linesIn(input, call).flatMap(({ tags }) => Object.keys(tags)))].sort()
    : valuesOf(input, call, line => line.tags[name] ?? '')
  const Tags = found.filter(value => value.includes(search))
  return { Tags, ReturnSize: Tags.length, TotalSize: Tags.length }
}

export const GetCostCategories: Ce['GetCostCategories'] = (input, call) => {
  const { CostCategoryName: name, SearchString: search = '' } = input
  if (name === undefined) {
    const names = [...call.of(CostCategory).scan()].map(category => category.name).filter(each => each.includes(search))
    return { CostCategoryNames: names, ReturnSize: names.length, TotalSize: names.length }
  }
  const categoryOf = vocabularyOf(call).categoryOf(name)
  const values = valuesOf(input, call, line => categoryOf(line) ?? '').filter(value => value.includes(search))
  return { CostCategoryValues: values, ReturnSize: values.length, TotalSize: values.length }
}

interface Asked { readonly TimePeriod: { readonly Start: string, readonly End: string }, readonly Filter?: Expression }

function linesIn({ TimePeriod, Filter }: Asked, call: Call): Line[] {
  const span = bounds(TimePeriod, 'DAILY')
  const months = chargesOf(call, span.fromAt, span.beforeAt)
  return [...linesOf(months, span, testOf(Filter, vocabularyOf(call)))].map(({ line }) => line)
}

function valuesOf(asked: Asked, call: Call, read: (line: Line) => string): string[] {
  return [...new Set(linesIn(asked, call).map(read))].filter(value => value !== '').sort()
}
