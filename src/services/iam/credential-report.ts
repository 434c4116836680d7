// The credential report: a table of the account's users and what they sign in with, made anew every four hours at most.
// Source: "Generate credential reports for your AWS account", IAM User Guide, for its columns and words.

import type { Iam } from '../../../generated/aws/iam.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call, JournalEntry } from '../../kernel/service.ts'
import { lastUseOf } from './last-use.ts'
import { second } from './name.ts'
import { nameOf } from './path-name.ts'
import { AccessKey, Credential, EnabledDevice, LoginProfile, User } from './structure.ts'

interface Report { readonly content: string, readonly madeAt: number }

const validMs = 4 * 3_600_000
const rootArn = arnTemplate('arn:{partition}:iam::{account}:root')

const columns = [
  'user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed', 'password_next_rotation',
    'mfa_active',
  ...[1, 2].flatMap(number => ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service']
    .map(word => `access_key_${number}_${word}`)),
  ...[1, 2].flatMap(number => ['active', 'last_rotated'].map(word => `cert_${number}_${word}`)),
]

function reportOf(call: Call): Report | undefined {
  return call.table<Report>('credential-report').get('latest')
}

export const GenerateCredentialReport: Iam['GenerateCredentialReport'] = (_, call) => {
  const report = reportOf(call)
  if (report !== undefined && report.madeAt + validMs > call.now()) return { State: 'COMPLETE' }
  call.table<Report>('credential-report').put('latest', { content: contentOf(call), madeAt: second(call) })
  return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' }
}

export const GetCredentialReport: Iam['GetCredentialReport'] = (_, call) => {
  const report = reportOf(call)
  if (report === undefined) throw call.fault('CredentialReportNotPresentException', 'No report exists. Generate one first.')
  if (report.madeAt + validMs <= call.now()) throw call.fault('CredentialReportExpiredException',
    'The report has expired. Generate a new one.')
  return { Content: Buffer.from(report.content), ReportFormat: 'text/csv', GeneratedTime: report.madeAt }
}

function contentOf(call: Call): string {
  const rows = [rootRow(call), ...[...call.of(User).scan()].map(user => userRow(user, call))]
  return [columns, ...rows].map(row => row.map(quoted).join(',')).join('\n')
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function userRow(user: User, call: Call): string[] {
  const name = nameOf(user).toLowerCase()
  const profile = call.of(LoginProfile).get(name)
  const changed = profile === undefined ? 'N/A' : timeText(profile.changedAt)
  const hasDevice = call.of(EnabledDevice).by('user').first({ within: [name] }) !== undefined
  const certificates = [...call.of(Credential).by('user').scan({ within: [name] })].filter(({ kind }) => kind === 'certificate')
  return [
    nameOf(user), call.arn(User, user), timeText(user.createdAt), String(profile !== undefined),
    profile === undefined ? 'N/A' : 'no_information', changed, 'N/A', String(hasDevice), ...keyCells(name, call),
    ...[0, 1].flatMap(at => certificateCells(certificates[at])),
  ]
}

function rootRow(call: Call): string[] {
  const use = lastUseOf(({ principal: { kind } }) => kind === 'root', call)
  return [
    '<root_account>', rootArn(call, {}), 'not_supported', 'not_supported', use === undefined ? 'no_information' : timeText(use.at),
    'not_supported', 'not_supported', 'false', ...keyCells('', call), ...[0, 1].flatMap(() => certificateCells(undefined)),
  ]
}

function keyCells(user: string, call: Call): string[] {
  const keys = [...call.of(AccessKey).by('user').scan({ within: [user] })]
  return [0, 1].flatMap(at => {
    const key = keys[at]
    if (key === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A']
    const use = lastUseOf(({ principal }) => principal.accessKeyId === key.id, call)
    return [String(key.status === 'Active'), timeText(key.createdAt), ...usedCells(use)]
  })
}

function usedCells(use: JournalEntry | undefined): string[] {
  return use === undefined ? ['N/A', 'N/A', 'N/A'] : [timeText(use.at), use.region, use.service]
}

function certificateCells(certificate: Credential | undefined): string[] {
  return certificate === undefined ? ['false', 'N/A'] : [String(certificate.status === 'Active'), timeText(certificate.createdAt)]
}

/** `2027-01-31T12:00:00+00:00` */
function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+00:00`
}
