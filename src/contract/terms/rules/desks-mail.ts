// Mail that is sent, received, scanned and refused (Service Terms 15, 25, 31). What becomes of a mail outside is known to nobody's API: a
// desk says it. A mail that is taken is paid for, whatever becomes of it; who sends spam or bounces too much may send no more.

import { addMonths } from '../../../kernel/clock.ts'
import { dayMs } from '../../calendar.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Kept } from '../office.ts'
import type { Rule } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const regionOf = ({ given }: Pick<Asked, 'given'>) => text(given['region'] ?? 'us-east-1')

/** "Reputation metrics messages", SES Developer Guide: sending may be paused from these shares on; a share needs some mails to be one. */
const mostBounces = 0.1
const mostComplaints = 0.005
const leastMails = 100
/** What a filter calls spam, of 1; the terms name no number. */
const spamScore = 0.9
/** The harmless file by which scanners are tested, as its authors publish it: eicar.org. */
const malwareTest = /EICAR-STANDARD-ANTIVIRUS-TEST-FILE/
/** A person's mailbox writes to so many people a day. Source: "Amazon WorkMail quotas", Administrator Guide: 10,000 recipients. */
const mostRecipients = 10_000

/** What a filter says of a mail: `FAIL` for what it would not deliver. */
function verdictOf({ given }: Asked): { readonly spam: string, readonly virus: string } {
  return {
    spam: Number(given['spamPercent'] ?? 0) / 100 >= spamScore ? 'FAIL' : 'PASS',
    virus: malwareTest.test(text(given['body'])) ? 'FAIL' : 'PASS',
  }
}

function isPaused({ kept }: Asked): boolean {
  return kept('ses/pause').at(-1)?.['paused'] === true
}

/** Mails of an account of the last month, by what became of them. */
function shares(mails: readonly Kept[], since: number): { readonly bounces: number, readonly complaints: number, readonly count: number } {
  const recent = mails.filter(({ at }) => at >= since)
  const part = (outcome: string) => recent.length === 0 ? 0 : recent.filter(mail => mail['outcome'] === outcome).length / recent.length
  return { bounces: part('bounce'), complaints: part('complaint'), count: recent.length }
}

/** Sending stops: the account's own API shows it. */
async function pause({ office, rule, account, given }: Asked, clause: string, why: string): Promise<string> {
  const region = regionOf({ given })
  await office.call({ account, region }, ['ses', 'UpdateAccountSendingEnabled', { Enabled: false }])
  office.keep('ses/pause', account, office.serial(), { paused: true })
  office.announce({ ...rule, clauses: [clause] }, { account, region }, {
    service: 'SES', word: 'SENDING_PAUSED', category: 'issue', affected: [account], text: `Sending is paused: ${why}.`,
  })
  return `paused sending: ${why}`
}

const mail = {
  from: 'text', to: 'text', region: 'text?', outcome: 'text?', body: 'text?', spamPercent: 'count?',
} as const

const sending: readonly Rule[] = [
  desk({
    path: 'ses/mail', says: 'a mail is taken, scanned and sent; the outcome: delivered, bounce, complaint, blocked or late', takes: mail,
    bars: {
      '15.4#1': asked => {
        const { spam, virus } = verdictOf(asked)
        return spam === 'FAIL' || virus === 'FAIL' ? 'MessageRejected: the scan found spam or a virus.' : undefined
      },
      '15.4#2': asked => isPaused(asked) ? 'AccountSendingPausedException: sending is paused for this account.' : undefined,
      '15.4#3': ({ kept, given }) => kept('ses/feedback-failed').some(({ identity }) => identity === given['from'])
        ? 'MessageRejected: the feedback address of this identity takes no mail.' : undefined,
    },
    does: {
      '15.3#1': asked => `scanned: spam ${verdictOf(asked).spam}, virus ${verdictOf(asked).virus}`,
      '15.5': ({ office, account, given }) => {
        office.meter({ account, region: regionOf({ given }) }, { service: 'ses', usageType: 'Recipients' }, 1)
        const outcome = text(given['outcome'] ?? 'delivered')
        return outcome === 'blocked' || outcome === 'late' ? `counted a mail that was ${outcome} outside` : undefined
      },
      '15.4#2': async asked => {
        const { office, kept } = asked
        const { bounces, complaints, count } = shares(kept('ses/mail'), addMonths(office.now(), -1))
        if (count < leastMails) return undefined
        return bounces >= mostBounces ? await pause(asked, '15.4#2', `${(bounces * 100).toFixed(1)} % of the mails bounced`)
          : complaints >= mostComplaints ? await pause(asked, '15.4#2', `${(complaints * 100).toFixed(1)} % of the mails met complaints`)
            : undefined
      },
    },
    answers: asked => ({ verdict: verdictOf(asked) }),
  }),
  desk({
    path: 'ses/feedback-failed', says: 'a notice of a bounce could not be delivered to an identity\'s feedback address',
      takes: { identity: 'text' },
    name: 'identity', does: { '15.4#3': ({ given }) => `paused the identity ${text(given['identity'])}: nobody hears of its bounces` },
  }),
  desk({
    path: 'ses/resume', says: 'the provider lets an account send again', takes: { region: 'text?' },
    does: {
      '15.4#2': async ({ office, account, given }) => {
        await office.call({ account, region: regionOf({ given }) }, ['ses', 'UpdateAccountSendingEnabled', { Enabled: true }])
        office.keep('ses/pause', account, office.serial(), { paused: false })
        return 'lets the account send again'
      },
    },
  }),
  desk({
    path: 'appstream/mail', says: 'a mail to a user of the pool\'s', takes: { to: 'text', purpose: 'text' },
    bars: { '25.2#2': ({ given }) => given['purpose'] === 'access' ? undefined
      : 'Suppressed: these addresses get notices of access only.' },
  }),
]

const mailboxes: readonly Rule[] = [
  desk({
    path: 'workmail/incoming', says: 'a mail for a mailbox, as the filter sees it', takes: mail,
    answers: asked => {
      const { spam, virus } = verdictOf(asked)
      return { folder: virus === 'FAIL' ? 'dropped' : spam === 'FAIL' ? 'junk' : 'inbox', verdict: { spam, virus } }
    },
    clauses: ['31.2'],
  }),
  desk({
    path: 'workmail/outgoing', says: 'a person\'s mail to so many people',
      takes: { from: 'text', recipients: 'count', outcome: 'text?', spamPercent: 'count?',
      body: 'text?' },
    bars: {
      '31.4#1': ({ office, kept, given }) => {
        const today = kept('workmail/outgoing').filter(({ from, at }) => from === given['from'] && at > office.now() - dayMs)
        const sent = today.reduce((sum, each) => sum + Number(each['recipients']), Number(given['recipients']))
        return sent > mostRecipients ? `Refused: more than ${mostRecipients} recipients a day are bulk mail.` : undefined
      },
      '31.4#2': asked => {
        const blocked = asked.kept('workmail/flag').some(({ from }) => from === asked.given['from'])
        const { spam, virus } = verdictOf(asked)
        if (spam === 'FAIL' || virus === 'FAIL') {
          asked.office.keep('workmail/flag', asked.account, asked.office.serial(), { from: asked.given['from'] })
          return 'Refused: unsolicited mail. The mailbox may send no more.'
        }
        return blocked ? 'Refused: the mailbox may send no more: it sent unsolicited mail.' : undefined
      },
    },
  }),
]

export const mailDesks: readonly Rule[] = [...sending, ...mailboxes]
