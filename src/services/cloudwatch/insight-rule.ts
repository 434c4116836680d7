// Rules of Contributor Insights: kept, switched and removed. They look at no log events, so that reports of them are refused.
// Source: PutInsightRule, CloudWatch API Reference; "Contributor Insights rule syntax", User Guide.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

interface InsightRule {
  readonly name: string
  readonly state: string
  readonly definition: string
  readonly schema: string
  readonly transformed: boolean
}

export const InsightRule = resource<InsightRule>({
  name: 'InsightRule',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:insight-rule/{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Insight rule ${name} does not exist` },
})

const mostKeys = 4

/** Made, or made anew; tags are only for a new one. */
export const PutInsightRule: Cloudwatch['PutInsightRule'] = (input, call) => {
  const { RuleName: name, RuleDefinition: definition, RuleState: state = 'ENABLED', ApplyOnTransformedLogs: transformed = false,
    Tags: tags = [] } = input
  const invalid = (text: string) => call.fault('InvalidParameterValueException', text)
  if (state !== 'ENABLED' && state !== 'DISABLED') throw invalid(`The RuleState ${state} must be ENABLED or DISABLED.`)
  const schema = schemaOf(definition)
  if (typeof schema === 'object') throw invalid(`The RuleDefinition is invalid: ${schema.problem}.`)
  const isNew = call.of(InsightRule).get(name) === undefined
  call.of(InsightRule).put({ name, state, definition, schema, transformed })
  if (isNew) call.tags(InsightRule).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  return {}
}

/** The name and version of the syntax, as descriptions have it; or what is wrong. */
function schemaOf(definition: string): string | { readonly problem: string } {
  const rule = jsonObject(definition) as {
    readonly Schema?: { readonly Name?: string, readonly Version?: number }, readonly LogGroupNames?: unknown,
      readonly LogGroupARNs?: unknown,
    readonly LogFormat?: string, readonly Contribution?: { readonly Keys?: readonly unknown[] }, readonly AggregateOn?: string,
  } | undefined
  if (rule === undefined) return { problem: 'it is no JSON object' }
  const { Schema: { Name: name, Version: version } = {}, LogFormat: format, Contribution: { Keys: keys } = {},
    AggregateOn: aggregate } = rule
  if (name !== 'CloudWatchLogRule' || version !== 1) return { problem: 'Schema must be version 1 of CloudWatchLogRule' }
  if (!Array.isArray(rule.LogGroupNames)
    && !Array.isArray(rule.LogGroupARNs)) return { problem: 'LogGroupNames or LogGroupARNs is required' }
  if (format !== 'JSON' && format !== 'CLF') return { problem: 'LogFormat must be JSON or CLF' }
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > mostKeys) return { problem: `Contribution must have 1 to ${mostKeys} Keys` }
  if (aggregate !== undefined && aggregate !== 'Sum' && aggregate !== 'Count') return { problem: 'AggregateOn must be Sum or Count' }
  return JSON.stringify({ Name: name, Version: version })
}

export const DescribeInsightRules: Cloudwatch['DescribeInsightRules'] = ({ MaxResults: most = 500, NextToken: token }, call) => {
  const after = token === undefined ? undefined : call.open('insight-rules', token)
  if (token !== undefined && typeof after !== 'string') throw call.fault('InvalidNextToken', 'The next token specified is invalid.')
  const found = [...call.of(InsightRule).scan(typeof after === 'string' ? { after: [after] } : {})]
  const page = found.slice(0, most)
  return {
    InsightRules: page.map(({ name, state, schema, definition, transformed }) => ({
      Name: name, State: state, Schema: schema, Definition: definition, ManagedRule: false, ApplyOnTransformedLogs: transformed,
    })),
    ...(found.length > most && { NextToken: call.seal('insight-rules', page.at(-1)!.name) }),
  }
}

export const DeleteInsightRules: Cloudwatch['DeleteInsightRules'] = ({ RuleNames: names }, call) =>
  each(names, call, name => { call.of(InsightRule).delete(name) })

export const EnableInsightRules: Cloudwatch['EnableInsightRules'] = ({ RuleNames: names }, call) => each(names, call, name => {
  call.of(InsightRule).put({ ...call.of(InsightRule).require(name), state: 'ENABLED' })
})

export const DisableInsightRules: Cloudwatch['DisableInsightRules'] = ({ RuleNames: names }, call) => each(names, call, name => {
  call.of(InsightRule).put({ ...call.of(InsightRule).require(name), state: 'DISABLED' })
})

/** Each by itself: those that are not there are told. */
function each(names: readonly string[], call: Call, change: (name: string) => void) {
  const missing = names.filter(name => call.of(InsightRule).get(name) === undefined)
  for (const name of names) if (!missing.includes(name)) change(name)
  return { Failures: missing.map(name => ({
    FailureResource: name, ExceptionType: 'com.amazonaws.cloudwatch.v2010_08_01#ResourceNotFoundException', FailureCode: '404',
    FailureDescription: `Insight rule ${name} does not exist`,
  })) }
}
