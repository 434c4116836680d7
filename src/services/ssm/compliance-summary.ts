// Compliance counted: by resource, and by type over all resources. A resource complies where none of its items fails; its severity is that
// of the worst that does. Source: ListComplianceSummaries and ListResourceComplianceSummaries, Systems Manager API Reference.

import type { ComplianceSummaryItemCompliantSummarySeveritySummary, ResourceComplianceSummaryItem,
  Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { ComplianceReport, nodeType, passes, statusOf } from './compliance.ts'
import { listed } from './page.ts'

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNSPECIFIED'] as const

type Counts = ComplianceSummaryItemCompliantSummarySeveritySummary

function countsOf(found: readonly string[]): Counts {
  const count = (severity: string) => found.filter(each => each === severity).length
  const [CriticalCount, HighCount, MediumCount, LowCount, InformationalCount, UnspecifiedCount] = severities.map(count)
  return { CriticalCount, HighCount, MediumCount, LowCount, InformationalCount, UnspecifiedCount } as Counts
}

function worst(found: readonly string[]): string {
  return severities.find(severity => found.includes(severity)) ?? 'UNSPECIFIED'
}

function summaryOf({ node, type, execution, items }: ComplianceReport): ResourceComplianceSummaryItem {
  const of = (status: string) => items.filter(({ Status }) => Status === status).map(({ Severity }) => String(Severity))
  const [good, bad] = [of('COMPLIANT'), of('NON_COMPLIANT')]
  return {
    ComplianceType: type, ResourceType: nodeType, ResourceId: node, Status: statusOf({ node, type, execution, items }),
    OverallSeverity: worst(bad.length > 0 ? bad : []), ExecutionSummary: execution,
    CompliantSummary: { CompliantCount: good.length, SeveritySummary: countsOf(good) },
    NonCompliantSummary: { NonCompliantCount: bad.length, SeveritySummary: countsOf(bad) },
  }
}

const keys = ['ComplianceType', 'ResourceType', 'ResourceId', 'Status', 'OverallSeverity']

function summaries(call: Call): ResourceComplianceSummaryItem[] {
  return [...call.of(ComplianceReport).scan()].map(summaryOf)
}

export const ListResourceComplianceSummaries: Ssm['ListResourceComplianceSummaries'] = ({ Filters: filters = [] }, call) =>
  listed(summaries(call).filter(summary => filters.every(filter => passes(summary, keys, filter, call))))

export const ListComplianceSummaries: Ssm['ListComplianceSummaries'] = ({ Filters: filters = [] }, call) => {
  const found = summaries(call).filter(summary => filters.every(filter => passes(summary, keys, filter, call)))
  const types = [...new Set(found.map(({ ComplianceType: type }) => type!))].sort()
  return listed(types.map(type => {
    const of = (status: string) => found.filter(each => each.ComplianceType === type && each.Status === status)
    const [good, bad] = [of('COMPLIANT'), of('NON_COMPLIANT')]
    const counted = (several: typeof good) => countsOf(several.map(({ OverallSeverity: severity }) => String(severity)))
    return {
      ComplianceType: type, CompliantSummary: { CompliantCount: good.length, SeveritySummary: counted(good) },
      NonCompliantSummary: { NonCompliantCount: bad.length, SeveritySummary: counted(bad) },
    }
  }))
}
