// Content that is suspected to be unlawful (Service Terms 1.4): a notice, two business days, then it is blocked; where nothing less can be
// blocked, the service is suspended. What is illegal or threatens the service is blocked at once, and told afterwards unless an order
// forbids it. Accounts that infringe again and again are closed.

import { Fault } from '../../../kernel/fault.ts'
import { key } from '../../../std/key.ts'
import type { Table } from '../../../kernel/store/face.ts'
import { Body } from '../../controls/body.ts'
import type { Office, Place } from '../office.ts'
import type { Rule, Visit } from '../rule.ts'
import { onAll } from '../rule.ts'
import { after } from '../span.ts'

interface Report extends Place {
  /** `s3://bucket/key`, the id of an instance, or an ARN. */
  readonly resource: string
  readonly isSecret: boolean
  readonly blockedAt?: number
}

/** The terms name no number. */
const closedAfter = 3
const notice = '2bd'
const reasons = ['suspected', 'illegal', 'threat', 'order'] as const

function reportsOf(office: Office): Table<Report> {
  return office.table('takedown.report')
}

export const takedown: Rule = {
  id: 'takedown', clauses: ['1.4#2', '1.4#3', '1.4#4', '1.4#5', '1.4#6'], isPolicy: true,
  says: 'Unlawful content is announced and blocked two business days later, or at once where it must be; who infringes again is closed.',
  controls: [{
    path: 'content/report', says: 'reports content: suspected, illegal, a threat, or by an official order (Service Terms 1.4)',
    example: { account: '000000000000', resource: 's3://bucket/key', reason: 'suspected' }, run: report,
  }, {
    path: 'content/removal', says: 'the customer has removed what was reported',
    example: { account: '000000000000', resource: 's3://bucket/key' }, run: removed,
  }],
  reactions: {
    ...onAll(['s3:GetObject', 's3:HeadObject', 's3:CopyObject'], { before: refuseBlocked }),
    ...onAll(['s3:DeleteObject'], { after: ({ office, rule, call: { account }, input }) => {
      settle(office, rule, account, `s3://${String(input['Bucket'])}/${String(input['Key'])}`)
    } }),
    ...onAll(['ec2:StartInstances', 'ec2:RebootInstances'], { before: ({ office, call: { account }, input }) => {
      for (const id of input['InstanceIds'] as string[]) if (isBlocked(office, account, id)) {
        throw new Fault('OperationNotPermitted',
          `The instance '${id}' has been disabled after a report of its content (Service Terms 1.4).`)
      }
    } }),
  },
  timers: {
    block: async (office: Office, rule: Rule, id: never) => {
      const found = reportsOf(office).get(id)
      if (found !== undefined && found.blockedAt === undefined && office.isOn(rule)) await block(office, rule, found)
    },
  },
}

/** Readers of all accounts are refused, the owner's among them. */
function refuseBlocked({ office, call: { account }, input }: Visit): void {
  const source = String(input['CopySource'] ?? '').replace(/^\//, '')
  const named = source === '' ? `${String(input['Bucket'])}/${String(input['Key'])}` : decodeURIComponent(source)
  if (isBlocked(office, account, `s3://${named}`)) throw new Fault('AccessDenied', 'Access Denied', 403)
}

function isBlocked(office: Office, account: string, resource: string): boolean {
  return reportsOf(office).get(key(account, resource))?.blockedAt !== undefined
}

async function report(office: Office, rule: Rule, body: unknown): Promise<unknown> {
  const given = new Body(body, ['account', 'region', 'resource', 'reason', 'secret'])
  const reason = given.choice('reason', reasons, 'suspected')
  const made: Report = {
    account: given.account(), region: given.text('region', 'us-east-1'), resource: given.text('resource'),
      isSecret: given.flag('secret', false),
  }
  const id = key(made.account, made.resource)
  if (reason !== 'suspected') {
    await block(office, rule, made)
    return { ...made, reason, blocked: true }
  }
  const dueAt = after(office.now(), notice)
  office.transact(() => {
    reportsOf(office).put(id, made)
    office.setTimer(rule, 'block', id, dueAt, id)
  })
  office.announce({ ...rule, clauses: ['1.4#2'] }, made, {
    id: noticeId(made), service: 'ABUSE', word: 'CONTENT_REMOVAL_REPORT', category: 'issue', affected: [made.resource],
    text: `${made.resource} is suspected to be unlawful. Remove or disable it by ${new Date(dueAt).toISOString()}.`,
  })
  return { ...made, reason, blocked: false, blockedFrom: new Date(dueAt).toISOString() }
}

function removed(office: Office, rule: Rule, body: unknown): unknown {
  const given = new Body(body, ['account', 'resource'])
  const account = given.account()
  return { account, resource: given.text('resource'), settled: settle(office, rule, account, given.text('resource')) }
}

/** What is removed in time is settled, and no infringement. */
function settle(office: Office, rule: Rule, account: string, resource: string): boolean {
  const id = key(account, resource)
  const found = reportsOf(office).get(id)
  if (found === undefined) return false
  office.transact(() => {
    reportsOf(office).delete(id)
    office.cancelTimer(rule, 'block', id)
    office.closeNotice(account, noticeId(found))
  })
  office.log({ ...rule, clauses: ['1.4#2'] }, found, `settled: ${resource} was removed`, [resource])
  return true
}

async function block(office: Office, rule: Rule, found: Report): Promise<void> {
  const clause = reportsOf(office).get(key(found.account, found.resource)) === undefined ? '1.4#4' : '1.4#3'
  const how = await disable(office, found)
  office.transact(() => { reportsOf(office).put(key(found.account, found.resource), { ...found, blockedAt: office.now() }) })
  office.log({ ...rule, clauses: [clause] }, found, `${how} ${found.resource}`, [found.resource])
  if (clause === '1.4#4' && !found.isSecret) office.announce({ ...rule, clauses: ['1.4#5'] }, found, {
    service: 'ABUSE', word: 'CONTENT_REMOVED', category: 'issue', affected: [found.resource],
    text: `${found.resource} has been blocked. Appeal by a support case.`,
  })
  const strikes = [...reportsOf(office).scan()].filter(([, { account, blockedAt }]) => account === found.account && blockedAt !== undefined)
  if (strikes.length < closedAfter) return
  const { ledger } = office.contract
  office.transact(() => { ledger.accounts.close(found.account, office.now()) })
  office.contract.changed()
  office.log({ ...rule, clauses: ['1.4#6'] }, found, `closed the account after ${strikes.length} infringements`)
}

/** An object is blocked, an instance stopped; of anything else the whole service is suspended. */
async function disable(office: Office, { account, region, resource }: Report): Promise<string> {
  if (resource.startsWith('s3://')) return 'blocked'
  if (resource.startsWith('i-')) {
    await office.call({ account, region }, ['ec2', 'StopInstances', { InstanceIds: [resource] }])
    return 'stopped'
  }
  const service = resource.split(':')[2] ?? resource
  office.stop({ account, service }, `This service is suspended after a report of ${resource} (Service Terms 1.4).`)
  return `suspended ${service} for`
}

function noticeId({ resource }: Report): string {
  return `takedown/${resource}`
}
