// Software for people at work: sites and editors of documents, applications on desktops, teams and their workbooks, voice in offices,
// telephone numbers, downloads (Service Terms 0, 28, 32, 33, 53, 54, 59, 66, 77, and the licences of what is downloaded).

import { moneyOf } from '../../money.ts'
import { desk } from '../desk.ts'
import { after } from '../span.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const has = (found: readonly Readonly<Record<string, unknown>>[], member: string, value: unknown): boolean =>
  found.some(each => each[member] === value)

const reservedNames = /amazon|aws|workdocs/

const documents: readonly Rule[] = [
  desk({
    path: 'workdocs/site', says: 'names a site', takes: { name: 'text' }, name: 'name', accepts: ['28.9#1'],
    bars: {
      '28.9#3': ({ given: { name } }) => /^[a-z0-9-]{3,63}$/.test(text(name)) && !reservedNames.test(text(name)) ? undefined
        : 'ValidationException: a site has 3 to 63 small letters, digits and hyphens, and no name of the provider\'s.',
    },
  }),
  desk({
    path: 'workdocs/domain', says: 'resolves a site\'s name', takes: { name: 'text' },
    bars: {
      '28.9#2': ({ office, account, kept, given }) => has(kept('workdocs/site'), 'name', given['name'])
        && office.contract.ledger.accounts.get(account).suspendedFor !== undefined ? 'NotResolved: the account has lost the name.'
          : undefined,
    },
  }),
  desk({ path: 'workdocs/office365', says: 'opens documents with Office', needs: ['28.7'] }),
  desk({
    path: 'workdocs/hancom', says: 'edits a document with Hancom', takes: { session: 'text' }, name: 'session', needs: ['28.8#1'],
    tells: ['28.8#2'],
  }),
  desk({ path: 'workdocs/hancom-end', says: 'ends an editing session', takes: { session: 'text' } }),
  desk({
    path: 'workdocs/hancom-access', says: 'Hancom reaches a document', takes: { session: 'text' },
    bars: {
      '28.8#3': ({ given: { session }, kept }) => has(kept('workdocs/hancom'), 'session', session)
        && !has(kept('workdocs/hancom-end'), 'session', session) ? undefined : 'Unauthorized: no session is open.',
    },
  }),
]

const desktops: readonly Rule[] = [
  desk({ path: 'wam/assign', says: 'assigns an application to a desktop', takes: { app: 'text' }, needs: ['26.1#2'], clauses: ['32.1'] }),
  desk({
    path: 'wam/package', says: 'packages or validates an application', takes: { app: 'text', target: 'text' },
    bars: { '32.2': ({ given }) => given['target'] === 'workspaces' ? undefined : 'NotAllowed: applications are for these desktops only.' },
  }),
  desk({ path: 'wam/apps', says: 'publishes a version of an application', takes: { app: 'text', version: 'text' } }),
  desk({
    path: 'wam/launch', says: 'starts an application', takes: { app: 'text' }, clauses: ['32.3'],
    answers: ({ kept, given }) => ({ version: kept('wam/apps').filter(({ app }) => app === given['app']).at(-1)?.['version'] ?? 'none' }),
  }),
  desk({ path: 'desktopapps/withdraw', says: 'the provider withdraws a listing', takes: { listing: 'text' } }),
  desk({
    path: 'desktopapps/subscribe', says: 'subscribes to an application', takes: { listing: 'text' }, name: 'listing',
    bars: {
      '33.2#1': ({ given, kept }) => has(kept('desktopapps/withdraw'), 'listing', given['listing']) ? 'Withdrawn: no new subscriptions.'
        : undefined,
    },
  }),
  desk({ path: 'desktopapps/violation', says: 'the provider finds that an application breaks the law', takes: { listing: 'text' } }),
  desk({
    path: 'desktopapps/launch', says: 'starts a subscribed application', takes: { listing: 'text' },
    bars: {
      '33.2#2': ({ given, kept }) => !has(kept('desktopapps/subscribe'), 'listing', given['listing']) ? 'NotEntitled: subscribe first.'
        : has(kept('desktopapps/violation'), 'listing', given['listing']) ? 'Removed: the application was taken away.' : undefined,
    },
  }),
]

const isDeleted = ({ kept, given }: Asked) => has(kept('honeycode/deletion'), 'team', given['team'])
const isAdministrator = ({ kept, given }: Asked) => kept('honeycode/team').some(({ team, owner }) =>
  team === given['team'] && owner === given['by']) || kept('honeycode/member').some(({ team, user, rights }) =>
  team === given['team'] && user === given['by'] && (rights as string[]).includes('invite'))

const teams: readonly Rule[] = [
  desk({ path: 'honeycode/team', says: 'makes a team', takes: { team: 'text', owner: 'text' }, name: 'team' }),
  desk({
    path: 'honeycode/member', says: 'invites a user with rights: create, edit, share, invite', name: 'user',
    takes: { team: 'text', by: 'text', user: 'text', rights: 'texts' },
    bars: { '77.1.1#1': asked => isAdministrator(asked) ? undefined : 'AccessDenied: only owners and those who may invite.' },
  }),
  desk({
    path: 'honeycode/tier', says: 'changes the tier that is billed', takes: { team: 'text', by: 'text', tier: 'text' },
    bars: { '77.1.2': asked => isAdministrator(asked) ? undefined : 'AccessDenied: only administrators of the team.' },
  }),
  desk({
    path: 'honeycode/usage', says: 'a member runs up fees', takes: { team: 'text', user: 'text', amount: 'text' },
    does: {
      '77.1.1#2': ({ office, account, given }) => {
        const amount = moneyOf(text(given['amount']))
        office.contract.charge({ account, service: 'honeycode', amount, description: `usage of ${text(given['user'])}` })
        return `charged the owner of ${text(given['team'])}`
      },
    },
  }),
  desk({ path: 'honeycode/deletion', says: 'deletes a team', takes: { team: 'text', delegate: 'text?' }, name: 'team' }),
  desk({
    path: 'honeycode/open', says: 'a member opens what is the team\'s', takes: { team: 'text', user: 'text' },
    bars: {
      '77.1.3': asked => isDeleted(asked) && !asked.kept('honeycode/deletion').some(({ delegate }) => delegate === asked.given['user'])
        ? 'ResourceNotFound: it went with the team.' : undefined,
    },
  }),
]

/** Three months without use bring a notice, and thirty days after it the workbook goes (77.2). */
const idleBooks: readonly Rule[] = [
  desk({ path: 'honeycode/workbook', says: 'makes or uses a workbook', takes: { workbook: 'text' },
    bars: { '77.2#2': ({ kept, given: { workbook } }) => has(kept('honeycode/removed'), 'workbook', workbook)
      ? 'ResourceNotFound: the workbook was deleted, unused.' : undefined },
    due: {
      in: '3mo', clauses: ['77.2#1', '77.2#2'],
      then: ({ office, rule, account, given: { workbook, noticeAt }, kept }) => {
        const usedAt = kept('honeycode/workbook').filter(each => each['workbook'] === workbook).at(-1)?.at ?? 0
        if (noticeAt === undefined) {
          if (after(usedAt, '3mo') > office.now()) return undefined
          office.announce({ ...rule, clauses: ['77.2#1'] }, { account, region: 'us-west-2' }, {
            service: 'HONEYCODE', word: 'RETENTION_NOTICE', category: 'scheduledChange', startAt: after(office.now(), '30d'),
            affected: [text(workbook)], text: `The workbook ${text(workbook)} will be deleted unless it is used within 30 days.`,
          })
          office.setTimer(rule, 'due', `notice/${text(workbook)}`, after(office.now(), '30d'),
            { account, workbook, noticeAt: office.now() })
          return undefined
        }
        if (usedAt > Number(noticeAt)) return undefined
        office.keep('honeycode/removed', account, text(workbook), { workbook })
        return `deleted the workbook ${text(workbook)}`
      },
    } }),
]

const emergency = /^\+?(1?911|112|999|000|110|119)$/

const voice: readonly Rule[] = [
  desk({ path: 'a4b/registerdevice', says: 'registers a device', takes: { device: 'text' }, name: 'device', accepts: ['59.1'] }),
  desk({ path: 'a4b/withdrawskill', says: 'a vendor withdraws a skill', takes: { skill: 'text' } }),
  desk({
    path: 'a4b/enableskill', says: 'enables a skill of a third party', takes: { skill: 'text' }, tells: ['59.4#1'],
    bars: {
      '59.4#2': ({ given, kept }) => has(kept('a4b/withdrawskill'), 'skill', given['skill']) ? 'Unavailable: its vendor withdrew it.'
        : undefined,
    },
  }),
  desk({ path: 'a4b/room', says: 'makes a room', takes: { name: 'text' }, needs: ['59.5'] }),
  desk({
    path: 'a4b/createprofile', says: 'makes a profile for an audience', takes: { name: 'text', minimumAge: 'count' },
    bars: { '59.6': ({ given }) => Number(given['minimumAge']) < 18 ? 'ValidationException: it is for adults.' : undefined },
  }),
  desk({ path: 'a4b/communication', says: 'enables calls', needs: ['59.8#2'], accepts: ['59.8#3'] }),
  desk({
    path: 'a4b/call', says: 'calls a number', takes: { number: 'text' }, tells: ['59.7#2'],
    bars: { '59.8#1': ({ given }) => emergency.test(text(given['number'])) ? 'EmergencyNotSupported: no emergency calls.' : undefined },
  }),
  ...[['chime', '53.3', 'CHIME'], ['connect', '54.1.4', 'CONNECT']].map(([service, clause, health]) => desk({
    path: `${service!}/number`, says: 'the provider takes a number back or changes it', takes: { number: 'text' },
    does: {
      [clause!]: ({ office, rule, account, given }: Asked) => {
        const said = `The number ${text(given['number'])} will be withdrawn: supplied numbers are not owned.`
        office.announce({ ...rule, clauses: [clause!] }, { account, region: 'us-east-1' },
          { service: health!, word: 'NUMBER_WITHDRAWN', text: said, affected: [text(given['number'])], category: 'scheduledChange' })
        return undefined
      },
    },
  })),
]

interface Download { readonly software: string, readonly accepts?: readonly string[], readonly needs?: readonly string[],
  readonly tells?: readonly string[] }

const downloads: readonly Download[] = [
  { software: 'dynamodb-local', accepts: ['19.2'] },
  { software: 'data-pipeline-task-runner', accepts: ['21'] },
  { software: 'workspaces-client', needs: ['26.4#1'], accepts: ['26.4#2'] },
  { software: 'workdocs-sync', accepts: ['28.4'] },
  { software: 'workdocs-application', accepts: ['28.5'] },
  { software: 'workdocs-web-clipper', accepts: ['28.6'] },
  { software: 'gamelift-local', accepts: ['43.3'] },
  { software: 'athena-drivers', accepts: ['49'] },
  { software: 'mobile-sdk', accepts: ['50.7', '81.7'] },
  { software: 'worklink-client', needs: ['66.1#1'] },
  { software: 'migration-collector', tells: ['69'] },
]

const software: readonly Rule[] = downloads.map(({ software: name, ...said }) =>
  desk({ path: `software/${name}`, says: `downloads ${name}`, ...said }))

const approvals: readonly Rule[] = [
  desk({ path: 'sms/approval', says: 'support approves a kind of text messages', takes: { category: 'text' }, name: 'category' }),
  desk({ path: 'sms/stop', says: 'a person answers STOP to text messages', takes: { number: 'text' }, name: 'number' }),
  desk({ path: 'sms/sandbox', says: 'puts an account into the sandbox for text messages, or lifts it out', takes: { in: 'flag' } }),
  desk({ path: 'connect/exception', says: 'support lets an account call a country', takes: { prefix: 'text' }, name: 'prefix' }),
  desk({
    path: 'domains/holder', says: 'says who holds a domain, and which accounts may use it', takes: { domain: 'text', allows: 'texts' },
    name: 'domain',
  }),
  desk({
    path: 'worklink/signin', says: 'a user signs in with a device', takes: { user: 'text', device: 'text' },
    bars: {
      '66.1#2': ({ given, kept, office }) => {
        const month = new Date(office.now()).toISOString().slice(0, 7)
        const devices = new Set(kept('worklink/signin').filter(({ user, at }) =>
          user === given['user'] && new Date(at).toISOString().startsWith(month)).map(({ device }) => device))
        return devices.size >= mostDevices && !devices.has(given['device']) ? 'LimitExceeded: too many devices this month.' : undefined
      },
    },
  }),
]

/** The terms name no number. */
const mostDevices = 5

const preferences = desk({
  path: 'console/preferences', says: 'chooses which cookies the console may set', clauses: ['0#8'], name: 'account',
  takes: { essential: 'flag', performance: 'flag', functional: 'flag', advertising: 'flag' },
  answers: () => ({ essential: true }),
})

export const workplaceDesks: readonly Rule[] = [...documents, ...desktops, ...teams, ...idleBooks, ...voice, ...software, ...approvals,
  preferences]
