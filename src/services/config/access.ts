// Which of Config's own things a call is about, for policies that name them. Source: "Actions, resources, and condition keys for AWS
// Config",
// Service Authorization Reference.

import type { Call } from '../../kernel/service.ts'
import { Aggregators } from './aggregator.ts'
import { Pack } from './pack.ts'
import { Rule } from './rule-record.ts'
import { Query } from './stored-query.ts'

interface Naming {
  readonly ResourceArn?: string
  readonly ConfigRuleName?: string
  readonly ConfigRule?: { readonly ConfigRuleName?: string }
  readonly ConformancePackName?: string
  readonly ConfigurationAggregatorName?: string
  readonly QueryName?: string
  readonly StoredQuery?: { readonly QueryName?: string }
}

/** Undefined for what is about no single thing, or about one that is not there yet: its id is not known. */
export function targetOf(_operation: string, input: Naming, call: Call): string | undefined {
  if (input.ResourceArn !== undefined) return input.ResourceArn
  const rule = input.ConfigRuleName ?? input.ConfigRule?.ConfigRuleName
  const query = input.QueryName ?? input.StoredQuery?.QueryName
  const { ConformancePackName: pack, ConfigurationAggregatorName: aggregator } = input
  const [type, name] = rule !== undefined ? [Rule, rule] as const : query !== undefined ? [Query, query] as const
    : pack !== undefined ? [Pack, pack] as const : [Aggregators, aggregator] as const
  const record = name === undefined ? undefined : call.of(type as typeof Rule).get(name)
  return record === undefined ? undefined : call.arn(type as typeof Rule, record)
}
