// Support cases: opened, shown, resolved. A case has a first answer when the plan's response time has passed on the clock.
// Source: CreateCase, DescribeCases and ResolveCase, AWS Support API Reference.

import type { CaseDetails, Support } from '../../../generated/aws/support.ts'
import { claimSet } from './attachment.ts'
import { append, Case, caseNamed, shownCommunication, submitter, timeOf } from './case-record.ts'
import { checkLanguage, issueTypes, services } from './option.ts'
import { answerMsOf, severitiesOf } from './plan.ts'

const shownLatest = 5
/** "Case data is available for 24 months after creation". */
const keptMonths = 24

export const CreateCase: Support['CreateCase'] = (input, call) => {
  const allowed = severitiesOf(call)
  checkLanguage(input.language, call)
  const { subject, communicationBody: body, severityCode = 'low', ccEmailAddresses: cc = [], language = 'en' } = input
  const { serviceCode = 'general-info', categoryCode, issueType = 'technical' } = input
  const about = services.find(({ code }) => code === serviceCode)
  const category = categoryCode ?? about?.categories[0]
  if (about === undefined || !about.categories.includes(category!)) {
    throw call.fault('ValidationException', `Invalid service code ${serviceCode} or category code ${category ?? ''}.`)
  }
  if (!issueTypes.some(each => each === issueType)) throw call.fault('ValidationException', `Invalid issue type ${issueType}.`)
  const severity = allowed.find(({ code }) => code === severityCode)?.code
  if (severity === undefined) throw call.fault('ValidationException', `Severity ${severityCode} is not available with your support plan.`)
  const year = new Date(call.now()).getUTCFullYear()
  const opened = call.of(Case).put({
    id: `case-${call.account}-${language === 'en' ? 'muen' : language}-${year}-${call.hex(16)}`,
    displayId: String(Math.floor(call.random() * 9e9) + 1e9), subject, status: 'unassigned', serviceCode, categoryCode: category!, severity,
    submittedBy: submitter(call), createdAt: call.now(), cc, language, communications: [],
  })
  append(opened, { body, by: submitter(call), attachments: claimSet(input.attachmentSetId, call) }, call)
  call.setTimer('answer', opened.id, call.now() + answerMsOf(severity, call), {})
  return { caseId: opened.id }
}

export const DescribeCases: Support['DescribeCases'] = function* (input, call) {
  severitiesOf(call)
  checkLanguage(input.language, call)
  const { caseIdList: ids, displayId, afterTime, beforeTime, includeResolvedCases: resolved = false, includeCommunications = true } = input
  for (const id of ids ?? []) caseNamed(id, call)
  const since = new Date(call.now())
  since.setUTCMonth(since.getUTCMonth() - keptMonths)
  const from = Math.max(since.getTime(), afterTime === undefined ? 0 : timeOf(afterTime, call))
  const until = beforeTime === undefined ? Infinity : timeOf(beforeTime, call)
  const found = [...call.of(Case).scan()].filter(each => (ids === undefined || ids.length === 0 || ids.includes(each.id))
    && (displayId === undefined || each.displayId === displayId) && (resolved || each.status !== 'resolved')
    && each.createdAt >= from && each.createdAt <= until)
  for (const each of found.sort((a, b) => b.createdAt - a.createdAt)) yield shown(each, includeCommunications)
}

function shown(each: Case, withCommunications: boolean): CaseDetails {
  return {
    caseId: each.id, displayId: each.displayId, subject: each.subject, status: each.status, serviceCode: each.serviceCode,
    categoryCode: each.categoryCode, severityCode: each.severity, submittedBy: each.submittedBy,
      timeCreated: new Date(each.createdAt).toISOString(),
    ccEmailAddresses: each.cc, language: each.language,
    ...(withCommunications && {
      recentCommunications: { communications: each.communications.slice(-shownLatest).reverse().map(one => shownCommunication(each.id,
        one)) },
    }),
  }
}

export const ResolveCase: Support['ResolveCase'] = ({ caseId }, call) => {
  severitiesOf(call)
  const before = caseNamed(caseId, call)
  call.cancelTimer('answer', before.id)
  call.of(Case).put({ ...before, status: 'resolved' })
  return { initialCaseStatus: before.status, finalCaseStatus: 'resolved' }
}
