// Meetings and calls (Service Terms 53, 54): who is in a team and with which licence, what is recorded and who is told, where it is kept.
// The API of that service can no longer be told from its successors', so its administrator's work is done at these desks.

import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** When paid access ended last, epoch ms: by the account's end, or for want of payment. */
function endedAt({ kept, office, account }: Pick<Asked, 'kept' | 'office' | 'account'>): number {
  const ended = kept('chime/paid-end').at(-1)?.at ?? -1
  return office.contract.ledger.accounts.get(account).suspendedFor === 'non-payment' ? office.now() : ended
}

interface Member { readonly user: string, readonly licence: string, readonly suspended: boolean }

function members(asked: Asked): Member[] {
  const changes = asked.kept('chime/user-change')
  const ended = endedAt(asked)
  return asked.kept('chime/user').map(({ user }) => {
    const last = changes.filter(change => change['user'] === user).at(-1)
    const licence = last === undefined || last.at <= ended ? 'Basic' : text(last['licence'])
    return { user: text(user), licence, suspended: last?.['suspended'] === true }
  })
}

const unlessAdministrator = ({ given }: Asked) => given['by'] === 'administrator' ? undefined
  : 'ForbiddenException: only an administrator of the account may do that.'

const isRecorded = ({ kept, given }: Asked) => kept('chime/recording').some(({ meeting }) => meeting === given['meeting'])

export const meetingDesks: readonly Rule[] = [
  desk({ path: 'chime/user', says: 'an administrator invites a user', takes: { user: 'text', by: 'text' }, name: 'user',
    bars: { '53.1.1#1': unlessAdministrator } }),
  desk({
    path: 'chime/user-change', says: 'an administrator changes a user\'s licence, or suspends the user',
    takes: { user: 'text', licence: 'text', suspended: 'flag', by: 'text' }, bars: { '53.1.2': unlessAdministrator },
  }),
  desk({
    path: 'chime/paid-end', says: 'paid access of the account ends', takes: { cause: 'text' },
    does: {
      '53.1.1#2': ({ given }) => given['cause'] === 'account-end' ? 'removed connectors and numbers; all users are Basic' : undefined,
      '53.5#3': ({ given }) => given['cause'] === 'account-end' ? undefined : 'all users are Basic; what they stored may be deleted',
    },
  }),
  desk({
    path: 'chime/users', says: 'the users of an account, and what they cost a month', clauses: ['53.5#1'],
    answers: asked => ({
      users: members(asked).map(member => ({ ...member, fee: member.licence === 'Basic' ? '0.00' : 'by use' })),
    }),
  }),
  desk({
    path: 'chime/recording', says: 'a user records a meeting: audio, video or chat', takes: { meeting: 'text', media: 'texts' },
    clauses: ['53.4#1'], answers: ({ given }) => ({ recorded: given['media'] }),
  }),
  desk({
    path: 'chime/join', says: 'somebody joins a meeting', takes: { meeting: 'text', attendee: 'text' },
    does: {
      '53.4#2': asked => isRecorded(asked) ? `told ${text(asked.given['attendee'])} by a sound that the meeting is recorded` : undefined,
    },
    answers: asked => ({ notice: isRecorded(asked) }),
  }),
  desk({
    path: 'chime/stay', says: 'an attendee stays in a meeting', takes: { meeting: 'text', attendee: 'text' },
    does: {
      '53.4#3': asked => {
        const joined = asked.kept('chime/join').some(({ attendee, meeting }) => attendee === asked.given['attendee']
          && meeting === asked.given['meeting'])
        return joined && isRecorded(asked) ? `${text(asked.given['attendee'])} consents to the recording by staying` : undefined
      },
    },
  }),
  desk({
    path: 'chime/data', says: 'where a user\'s data, chats and recordings are kept', takes: { user: 'text' }, tells: ['53.9'],
    answers: () => ({ storedIn: 'us-east-1' }),
  }),
  desk({
    path: 'connect/tone', says: 'a call begins with a tone: voice, fax or modem', takes: { contact: 'text', tone: 'text' },
    bars: { '54.3#2': ({ given }) => ['fax', 'modem'].includes(text(given['tone']))
      ? 'DISCONNECTED: fax machines and modems are not supported.'
      : undefined },
  }),
]
