// What an evaluation found, kept and told of when it is another than before; what is wrong may be put right by itself.
// Source: "Notifications that AWS Config Sends", AWS Config Developer Guide: ComplianceChangeNotification.

import type { EvaluationResult } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { timeText } from './item.ts'
import type { Finding } from './managed-rule.ts'
import { announce } from './notice.ts'
import { Remediations } from './remediation-record.ts'
import { Results, Rule } from './rule-record.ts'
import type { Result } from './rule-record.ts'

/** Inside a transaction. */
export function recordResult(rule: Rule, finding: Finding, invokedAt: number, call: Call): void {
  const { type, id, compliance, annotation, orderingAt = invokedAt } = finding
  const before = call.of(Results).get(rule.name, type, id)
  // "If it is older than the one that Config has, Config keeps what it has."
  if (before !== undefined && before.orderingAt > orderingAt) return
  const result = call.of(Results).put({
    rule: rule.name, type, id, compliance, recordedAt: call.now(), invokedAt, orderingAt, ...(annotation !== undefined && { annotation }),
  })
  if (before?.compliance === compliance) return
  tell(rule, before, result, call)
  if (compliance === 'NON_COMPLIANT' && call.of(Remediations).get(rule.name)?.automatic === true) {
    call.setTimer('remediate', `${rule.name}/${type}/${id}`, call.now(), { rule: rule.name, type, id, attempt: 1 })
  }
}

function tell(rule: Rule, before: Result | undefined, after: Result, call: Call): void {
  announce({
    arn: call.arn(Rule, rule), detailType: 'Config Rules Compliance Change', messageType: 'ComplianceChangeNotification',
    subject: `[AWS Config:${call.region}] ${after.type} ${after.id} is ${after.compliance} with ${rule.name} in Account ${call.account}`,
    body: {
      resourceId: after.id, resourceType: after.type, awsRegion: call.region, awsAccountId: call.account, configRuleName: rule.name,
      configRuleARN: call.arn(Rule, rule), recordVersion: '1.0', newEvaluationResult: told(after),
      oldEvaluationResult: before === undefined ? null : told(before),
    },
  }, call)
}

function told({ rule, type, id, compliance, annotation, recordedAt, invokedAt, orderingAt }: Result): object {
  return {
    evaluationResultIdentifier: {
      evaluationResultQualifier: { configRuleName: rule, resourceType: type, resourceId: id }, orderingTimestamp: timeText(orderingAt),
    },
    complianceType: compliance, resultRecordedTime: timeText(recordedAt), configRuleInvokedTime: timeText(invokedAt),
      annotation: annotation ?? null,
  }
}

export function shownResult({ rule, type, id, compliance, annotation, recordedAt, invokedAt, orderingAt }: Result): EvaluationResult {
  return {
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: { ConfigRuleName: rule, ResourceType: type, ResourceId: id, EvaluationMode: 'DETECTIVE' },
      OrderingTimestamp: orderingAt,
    },
    ComplianceType: compliance, ResultRecordedTime: recordedAt, ConfigRuleInvokedTime: invokedAt,
    ...(annotation !== undefined && { Annotation: annotation }),
  }
}
