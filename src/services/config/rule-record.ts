// What is stored of a rule, of how its evaluations went, and of what they found.

import type { ConfigRule, Scope, Source } from '../../../generated/aws/config.ts'
import { records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { ruleFormation } from './rule-formation.ts'

export interface Rule {
  readonly name: string
  readonly id: string
  readonly description?: string
  readonly scope?: Scope
  readonly source: Source
  /** JSON text. */
  readonly parameters?: string
  readonly frequency?: string
  readonly createdBy?: string
  /** The conformance pack that it belongs to. */
  readonly pack?: string
  readonly createdAt: number
}

export interface RuleStatus {
  readonly rule: string
  readonly invokedAt?: number
  readonly failedAt?: number
  readonly evaluatedAt?: number
  readonly errorCode?: string
  readonly errorMessage?: string
}

export type ComplianceType = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE'

export interface Result {
  readonly rule: string
  readonly type: string
  readonly id: string
  readonly compliance: ComplianceType
  readonly annotation?: string
  readonly recordedAt: number
  readonly invokedAt: number
  readonly orderingAt: number
}

export const Rule = resource<Rule>({
  name: 'ConfigRule',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:config-rule/{id}',
  tags: 'list',
  notFound: {
    code: 'NoSuchConfigRuleException',
    message: ([name]) => `The ConfigRule '${name}' provided in the request is invalid. Please check the configRule name`,
  },
  indexes: { id: ({ id }) => [id], pack: ({ pack }) => pack === undefined ? undefined : [pack] },
  cloudFormation: ruleFormation,
})

export const RuleStatuses = records<RuleStatus>({ name: 'RuleStatus', key: 'rule' })

export const Results = records<Result>({
  name: 'Result', key: ['rule', 'type', 'id'], indexes: { resource: ({ type, id }) => [type, id] },
})

export function isManaged({ source }: Rule): boolean {
  return source.Owner === 'AWS'
}

/** Inside a transaction. */
export function noteStatus(rule: string, change: Partial<RuleStatus>, call: Call): void {
  call.of(RuleStatuses).put({ ...call.of(RuleStatuses).get(rule), rule, ...change })
}

export function shownRule(rule: Rule, call: Call): ConfigRule {
  const { name, id, description, scope, source, parameters, frequency, createdBy } = rule
  return {
    ConfigRuleName: name, ConfigRuleArn: call.arn(Rule, rule), ConfigRuleId: id,
      ...(description !== undefined && { Description: description }),
    ...(scope !== undefined && { Scope: scope }), Source: source, ...(parameters !== undefined && { InputParameters: parameters }),
    ...(frequency !== undefined && { MaximumExecutionFrequency: frequency }), ConfigRuleState: 'ACTIVE',
    ...(createdBy !== undefined && { CreatedBy: createdBy }), EvaluationModes: [{ Mode: 'DETECTIVE' }],
  }
}
