// Rules of Contributor Insights: made, switched and removed. What they count is in `engines/contributor-rule`, their reports in
// `insight-report.ts`.
// Source: PutInsightRule, CloudWatch API Reference; "Contributor Insights rule syntax", User Guide.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { ContributorRuleProblem, readContributorRule } from '../../engines/contributor-rule.ts'
import type { ContributorRule } from '../../engines/contributor-rule.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

interface Active { readonly since: number, readonly until?: number }

export interface InsightRule {
  readonly name: string
  readonly state: string
  readonly definition: string
  readonly schema: string
  readonly transformed: boolean
  /** When its present definition counted. */
  readonly active: readonly Active[]
}

export const InsightRule = resource<InsightRule>({
  name: 'InsightRule',
  key: 'name',
  arn: 'arn:{partition}:cloudwatch:{region}:{account}:insight-rule/{name}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Insight rule ${name} does not exist` },
})

/** Made, or made anew; tags are only for a new one. */
export const PutInsightRule: Cloudwatch['PutInsightRule'] = (input, call) => {
  const { RuleName: name, RuleDefinition: definition, RuleState: state = 'ENABLED', ApplyOnTransformedLogs: transformed = false,
    Tags: tags = [] } = input
  const invalid = (text: string) => call.fault('InvalidParameterValueException', text)
  if (state !== 'ENABLED' && state !== 'DISABLED') throw invalid(`The RuleState ${state} must be ENABLED or DISABLED.`)
  const schema = JSON.stringify(checkDefinition(definition, call).schema)
  const before = call.of(InsightRule).get(name)
  const active = turned(before?.definition === definition ? before.active : [], state, call.now())
  call.of(InsightRule).put({ name, state, definition, schema, transformed, active })
  if (before === undefined) call.tags(InsightRule).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  return {}
}

/** @throws InvalidParameterValueException */
function checkDefinition(definition: string, call: Call): ContributorRule {
  try {
    return readContributorRule(jsonObject(definition))
  } catch (error) {
    if (!(error instanceof ContributorRuleProblem)) throw error
    throw call.fault('InvalidParameterValueException', `The RuleDefinition is invalid: ${error.message}.`)
  }
}

/** The times in which a rule counts: one that is enabled has one without an end. */
function turned(active: readonly Active[], state: string, now: number): readonly Active[] {
  const isOn = active.at(-1)?.until === undefined && active.length > 0
  if (isOn === (state === 'ENABLED')) return active
  return isOn ? [...active.slice(0, -1), { ...active.at(-1)!, until: now }] : [...active, { since: now }]
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

export const EnableInsightRules: Cloudwatch['EnableInsightRules'] = ({ RuleNames: names }, call) =>
  each(names, call, name => { turn(name, 'ENABLED', call) })

export const DisableInsightRules: Cloudwatch['DisableInsightRules'] = ({ RuleNames: names }, call) =>
  each(names, call, name => { turn(name, 'DISABLED', call) })

function turn(name: string, state: string, call: Call): void {
  const rule = call.of(InsightRule).require(name)
  call.of(InsightRule).put({ ...rule, state, active: turned(rule.active, state, call.now()) })
}

/** Each by itself: those that are not there are told. */
function each(names: readonly string[], call: Call, change: (name: string) => void) {
  const missing = names.filter(name => call.of(InsightRule).get(name) === undefined)
  for (const name of names) if (!missing.includes(name)) change(name)
  return { Failures: missing.map(name => ({
    FailureResource: name, ExceptionType: 'com.amazonaws.cloudwatch.v2010_08_01#ResourceNotFoundException', FailureCode: '404',
    FailureDescription: `Insight rule ${name} does not exist`,
  })) }
}
