// Maintenance (Service Terms 1.6, 5.7, 26.7): planned work is announced and done at its time; an emergency comes without a word. Who does
// beforehand what the notice asks for, a reboot or another place for the instance, is left alone.

import { Fault } from '../../../kernel/fault.ts'
import { SettingError } from '../../../kernel/fault.ts'
import { key } from '../../../std/key.ts'
import { Body } from '../../controls/body.ts'
import type { Office, Place, ServiceCall } from '../office.ts'
import type { Rule } from '../rule.ts'
import { onAll } from '../rule.ts'
import { after } from '../span.ts'

interface Work extends Place {
  readonly service: string
  readonly resource: string
  readonly action: 'reboot' | 'retire' | 'update'
  readonly dueAt: number
}

/** What work does to a resource, by service and action; what has no such call is only announced and logged. */
const deeds: Readonly<Record<string, (resource: string) => ServiceCall>> = {
  'ec2 reboot': id => ['ec2', 'RebootInstances', { InstanceIds: [id] }],
  'ec2 retire': id => ['ec2', 'StopInstances', { InstanceIds: [id] }],
  'rds reboot': id => ['rds', 'RebootDBInstance', { DBInstanceIdentifier: id }],
  'elasticache reboot': id => ['elasticache', 'RebootCacheCluster', { CacheClusterId: id, CacheNodeIdsToReboot: ['0001'] }],
}

export const maintenance: Rule = {
  id: 'maintenance', clauses: ['1.6#1', '1.6#2', '1.6#3', '5.7#1'],
    says: 'Planned work is announced, and done at its time if nobody did it.',
  controls: [{
    path: 'maintenance/plan', says: 'plans work on a resource: reboot, retire or update (Service Terms 1.6)',
    example: { account: '000000000000', service: 'ec2', resource: 'i-0123456789abcdef0', action: 'reboot', in: '14d' }, run: plan,
  }],
  reactions: onAll(['ec2:RebootInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'], {
    after: ({ office, rule, call, input }) => {
      for (const id of input['InstanceIds'] as string[]) done(office, rule, key(call.account, 'ec2', id), 'the customer did it')
    },
  }),
  timers: { due: (office: Office, rule: Rule, id: never) => carryOut(office, rule, id) },
}

async function plan(office: Office, rule: Rule, body: unknown): Promise<unknown> {
  const given = new Body(body, ['account', 'region', 'service', 'resource', 'action', 'in', 'emergency'])
  const isEmergency = given.flag('emergency', false)
  const work: Work = {
    account: given.account(), region: given.text('region', 'us-east-1'), service: given.text('service'), resource: given.text('resource'),
    action: given.choice('action', ['reboot', 'retire', 'update']), dueAt: isEmergency ? office.now()
      : soon(office, given.text('in', '14d')),
  }
  const id = key(work.account, work.service, work.resource)
  office.transact(() => { office.table<Work>('maintenance.work').put(id, work) })
  if (isEmergency) {
    await carryOut(office, rule, id)
    return { ...work, announced: false }
  }
  office.setTimer(rule, 'due', id, work.dueAt, id)
  const service = work.service.toUpperCase()
  office.announce({ ...rule, clauses: ['1.6#2'] }, work, {
    id: noticeId(id), service, word: `${work.action.toUpperCase()}_MAINTENANCE_SCHEDULED`, category: 'scheduledChange', startAt: work.dueAt,
    affected: [work.resource], text: `${work.resource} will be subject to ${work.action} at ${new Date(work.dueAt).toISOString()}.`,
  })
  return { ...work, dueAt: new Date(work.dueAt).toISOString(), announced: true }
}

function soon(office: Office, span: string): number {
  if (/^\d+(bd|[smhdwy]|mo)$/.test(span)) return after(office.now(), span)
  throw new SettingError(`'${span}' is no span.`, 'Write 14d or 2bd.')
}

async function carryOut(office: Office, rule: Rule, id: string): Promise<void> {
  const work = office.table<Work>('maintenance.work').get(id)
  if (work === undefined) return
  const deed = deeds[`${work.service} ${work.action}`]
  let outcome = `${work.action} of ${work.resource}`
  try {
    if (deed !== undefined) await office.call(work, deed(work.resource))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    outcome = `${outcome} failed: ${error.code}`
  }
  done(office, { ...rule, clauses: work.action === 'retire' ? ['1.6#3', '5.7#1'] : ['1.6#1', '1.6#3'] }, id, outcome)
}

function done(office: Office, rule: Rule, id: string, outcome: string): void {
  const work = office.table<Work>('maintenance.work').get(id)
  if (work === undefined) return
  office.transact(() => {
    office.table<Work>('maintenance.work').delete(id)
    office.cancelTimer(rule, 'due', id)
    office.closeNotice(work.account, noticeId(id))
  })
  office.log(rule, work, outcome, [work.resource])
}

function noticeId(id: string): string {
  return `maintenance/${Buffer.from(id).toString('hex')}`
}
