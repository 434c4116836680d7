// What is removed when its time is over, though somebody may still use the account: content of inactive users and of sites without active
// ones (Service Terms 28.2), images stuck in a migration queue (47.2), voices of speakers (54.7.1), functions that serve as storage (30).

import { Fault } from '../../../kernel/fault.ts'
import type { Values } from '../../../wire/protocol.ts'
import { key, keyParts } from '../../../std/key.ts'
import { dayMs } from '../../calendar.ts'
import { desk } from '../desk.ts'
import type { Office, Place } from '../office.ts'
import type { Rule, Visit } from '../rule.ts'
import { onAll } from '../rule.ts'
import { after } from '../span.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** The outcome of a call, or undefined where there is nothing any more. */
async function asked(office: Office, place: Place, operation: readonly [string, string, Values]): Promise<Values | undefined> {
  try {
    return await office.call(place, operation)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return undefined
  }
}

interface DocsUser { readonly Id: string, readonly Status: string, readonly RootFolderId: string, readonly OrganizationId?: string }

async function usersOf(office: Office, place: Place): Promise<DocsUser[]> {
  const { Users: users = [] } = await asked(office, place, ['workdocs', 'DescribeUsers', {}]) ?? {}
  return users as DocsUser[]
}

/** Takes away what lies below a folder; what is deepest goes first. @returns how many folders */
async function emptied(office: Office, place: Place, root: string): Promise<number> {
  const folders = office.table<string>('workdocs.folder')
  const below = [...folders.scan()].filter(([name, parent]) => parent === root && keyParts(name)[0] === place.account)
  let count = 0
  for (const [name] of below) {
    const folder = String(keyParts(name)[2])
    count += await emptied(office, place, folder)
    if (await asked(office, place, ['workdocs', 'DeleteFolder', { FolderId: folder }]) !== undefined) count += 1
    office.transact(() => { folders.delete(name) })
  }
  return count
}

const placeOf = ({ call: { account, region } }: Visit): Place => ({ account, region })
const userTimer = (place: Place, id: string) => key(place.account, place.region, id)

/** A site is looked at when all its users may have been inactive for long enough. */
function lookAtSite({ office, rule, call }: Visit): void {
  office.setTimer(rule, 'site', key(call.account, call.region), after(office.now(), '30d'), key(call.account, call.region))
}

const documents: Rule = {
  id: 'workdocs-inactive', clauses: ['28.2#1', '28.2#2'], isPolicy: true,
  says: 'Content of users who are inactive for thirty days is erased; a site without active users for as long is, with all its users.',
  reactions: {
    'workdocs:CreateFolder': { after: ({ office, call, input, output }) => {
      const { Id: id } = output['Metadata'] as { readonly Id: string }
      office.table<string>('workdocs.folder').put(key(call.account, call.region, id), text(input['ParentFolderId']))
    } },
    'workdocs:DeactivateUser': { after: visit => {
      const id = userTimer(placeOf(visit), text(visit.input['UserId']))
      visit.office.setTimer(visit.rule, 'user', id, after(visit.office.now(), '30d'), id)
      lookAtSite(visit)
    } },
    'workdocs:ActivateUser': { after: visit => {
      visit.office.cancelTimer(visit.rule, 'user', userTimer(placeOf(visit), text(visit.input['UserId'])))
    } },
    'workdocs:DeleteUser': { after: lookAtSite },
  },
  timers: {
    user: async (office: Office, rule: Rule, payload: never) => {
      const [account, region, id] = keyParts(payload) as [string, string, string]
      const place = { account, region }
      const user = (await usersOf(office, place)).find(each => each.Id === id)
      if (user?.Status !== 'INACTIVE' || !office.isOn(rule)) return
      const count = await emptied(office, place, user.RootFolderId)
      office.log({ ...rule, clauses: ['28.2#1'] }, place, `erased ${count} folders of the inactive user ${id}`, [id])
    },
    site: async (office: Office, rule: Rule, payload: never) => {
      const [account, region] = keyParts(payload) as [string, string]
      const place = { account, region }
      const users = await usersOf(office, place)
      const sites = new Set(users.map(({ OrganizationId: site = '' }) => site))
      for (const site of sites) {
        const own = users.filter(({ OrganizationId: of = '' }) => of === site)
        if (own.some(({ Status: status }) => status !== 'INACTIVE') || !office.isOn(rule)) continue
        for (const { Id: id, RootFolderId: root } of own) {
          await emptied(office, place, root)
          await asked(office, place, ['workdocs', 'DeleteUser', { UserId: id }])
        }
        office.log({ ...rule, clauses: ['28.2#2'] }, place, `erased the site ${site}: no user was active`, own.map(({ Id: id }) => id))
      }
    },
  },
}

interface MigrationRun { readonly state?: string, readonly scheduledStartTime?: number }

const queue: Rule = {
  id: 'migration-queue', clauses: ['47.2'], isPolicy: true,
    says: 'A migration whose image lies in the queue for ninety days is terminated.',
  reactions: onAll(['sms:CreateReplicationJob', 'sms:StartOnDemandReplicationRun'], {
    after: ({ office, rule, call, input, output }) => {
      const id = key(call.account, call.region, text(output['replicationJobId'] ?? input['replicationJobId']))
      office.setTimer(rule, 'look', id, after(Math.max(office.now(), Number(input['seedReplicationTime'] ?? 0)), '90d'), id)
    },
  }),
  timers: {
    look: async (office: Office, rule: Rule, payload: never) => {
      const [account, region, job] = keyParts(payload) as [string, string, string]
      const place = { account, region }
      const found = await asked(office, place, ['sms', 'GetReplicationRuns', { replicationJobId: job }])
      if (found === undefined) return
      const queued = (found['replicationRunList'] as MigrationRun[] | undefined ?? []).filter(({ state }) => state === 'PENDING')
        .map(({ scheduledStartTime: at = office.now() }) => at)
      const since = queued.length === 0 ? office.now() : Math.min(...queued)
      if (since > office.now() - 90 * dayMs || !office.isOn(rule)) {
        office.setTimer(rule, 'look', payload, Math.max(after(since, '90d'), office.now() + dayMs), payload)
        return
      }
      await office.call(place, ['sms', 'DeleteReplicationJob', { replicationJobId: job }])
      office.announce(rule, place, {
        service: 'SMS', word: 'REPLICATION_TERMINATED', affected: [job],
        text: `The replication job ${job} was terminated: its image lay in the queue for ninety days.`,
      })
    },
  },
}

interface Voice { readonly GeneratedSpeakerId: string, readonly CreatedAt: number, readonly LastAccessedAt: number }

/** Until when a voice may be kept: three years from its making in Illinois, elsewhere from when it was last heard. */
function keptUntil(office: Office, account: string, { CreatedAt: madeAt, LastAccessedAt: heardAt }: Voice) {
  const { flags } = office.profile(account)
  const of = flags.includes('illinois') ? { clause: '54.7.1.a', from: madeAt } : { clause: '54.7.1.b#2', from: heardAt }
  return { clause: of.clause, until: after(of.from, '3y'), isHeld: flags.includes('legal-hold') && of.clause === '54.7.1.b#2' }
}

async function voicesOf(office: Office, place: Place, domain: string): Promise<Voice[] | undefined> {
  const found: Voice[] = []
  for (let token: unknown; ;) {
    const page = await asked(office, place,
      ['voice-id', 'ListSpeakers', { DomainId: domain, ...(token !== undefined && { NextToken: token }) }])
    if (page === undefined) return undefined
    found.push(...page['SpeakerSummaries'] as Voice[])
    token = page['NextToken']
    if (token === undefined) return found
  }
}

async function forget(office: Office, place: Place, domain: string, id: string): Promise<void> {
  await office.call(place, ['voice-id', 'DeleteSpeaker', { DomainId: domain, SpeakerId: id }])
}

const voices: readonly Rule[] = [
  {
    id: 'voice-retention', clauses: ['54.7.1.a', '54.7.1.b#2'],
      says: 'A speaker\'s voice is kept for three years, unless the law holds it.',
    reactions: {
      'voice-id:CreateDomain': { after: ({ office, rule, call, output }) => {
        const { DomainId: domain } = output['Domain'] as { readonly DomainId: string }
        const id = key(call.account, call.region, domain)
        office.setTimer(rule, 'look', id, after(office.now(), '3y'), id)
      } },
    },
    timers: {
      look: async (office: Office, rule: Rule, payload: never) => {
        const [account, region, domain] = keyParts(payload) as [string, string, string]
        const place = { account, region }
        const found = await voicesOf(office, place, domain)
        if (found === undefined) return
        // A voice that is enrolled later is kept for three years from then at least.
        let next = after(office.now(), '3y')
        for (const voice of found) {
          const { clause, until, isHeld } = keptUntil(office, account, voice)
          if (until <= office.now() && !isHeld) {
            await forget(office, place, domain, voice.GeneratedSpeakerId)
            office.log({ ...rule, clauses: [clause] }, place, `destroyed a voice of ${domain}`, [voice.GeneratedSpeakerId])
          } else next = Math.min(next, Math.max(until, office.now() + dayMs))
        }
        office.setTimer(rule, 'look', payload, next, payload)
      },
    },
  },
  desk({
    path: 'voice-id/purpose', says: 'the purpose of a domain\'s voices is met: they are destroyed',
      takes: { domain: 'text', region: 'text?' },
    does: {
      '54.7.1.a': async ({ office, account, given }) => {
        const place = { account, region: text(given['region'] ?? 'us-east-1') }
        const domain = text(given['domain'])
        const found = await voicesOf(office, place, domain) ?? []
        for (const { GeneratedSpeakerId: id } of found) await forget(office, place, domain, id)
        return `destroyed ${found.length} voices of ${domain}: their purpose is met`
      },
    },
  }),
]

/** The terms name no number: so many times a month is a function's code fetched before that counts as downloads. */
const mostFetches = 1000

const storage: Rule = {
  id: 'lambda-storage', clauses: ['30#3'], isPolicy: true,
  says: `A function whose code is fetched more than ${mostFetches} times a month is announced as storage, and deleted thirty days later.`,
  reactions: {
    'lambda:GetFunction': { after: ({ office, rule, call, input }) => {
      const name = text(input['FunctionName'])
      const id = key(call.account, call.region, name)
      const table = office.table<{ readonly month: string, readonly count: number }>('lambda.fetches')
      const month = new Date(office.now()).toISOString().slice(0, 7)
      const known = table.get(id)
      const count = known?.month === month ? known.count + 1 : 1
      table.put(id, { month, count })
      if (count !== mostFetches + 1) return
      const at = after(office.now(), '30d')
      office.setTimer(rule, 'removal', id, at, id)
      office.announce(rule, { account: call.account, region: call.region }, {
        service: 'LAMBDA', word: 'STORAGE_MISUSE', category: 'issue', startAt: at, affected: [name],
        text: `The function ${name} serves as storage of downloads. It will be deleted on ${new Date(at).toISOString().slice(0, 10)}.`,
      })
    } },
  },
  timers: {
    removal: async (office: Office, rule: Rule, payload: never) => {
      const [account, region, name] = keyParts(payload) as [string, string, string]
      if (!office.isOn(rule)) return
      const gone = await asked(office, { account, region }, ['lambda', 'DeleteFunction', { FunctionName: name }])
      if (gone !== undefined) office.log(rule, { account, region }, `deleted the function ${name}: it served as storage`, [name])
    },
  },
}

export const contentRules: readonly Rule[] = [documents, queue, ...voices, storage]
