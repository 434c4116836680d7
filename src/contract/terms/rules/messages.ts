// What may not be sent to people by text message or mail (Service Terms 11.4 and 11.6): to a number, and to a topic to which a number or a
// mailbox has ever been subscribed, one message or many. What a message is about, an account says of itself.

import type { Values } from '../../../wire/protocol.ts'
import { refusal } from '../refusal.ts'
import type { Rule, Visit } from '../rule.ts'
import { onAll } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** Nearest to what a text looks like; a social security number is three, two and four digits. */
const identifier = /\b\d{3}-\d{2}-\d{4}\b/
/** The harmless file by which scanners are tested, as its authors publish it: eicar.org. */
const malwareTest = /EICAR-STANDARD-ANTIVIRUS-TEST-FILE/
const consentWords = ['sms-money', 'sms-charity', 'sms-contest', 'sms-promotion', 'sms-location']
const sending = ['sns:Publish', 'sns:PublishBatch']

/** By which ways people are reached through a topic. */
interface Reach { readonly texts: boolean, readonly mails: boolean }

function topics({ office }: Visit) {
  return office.table<Reach>('messages.topic')
}

function reachOf(visit: Visit): Reach {
  const { PhoneNumber: number, TopicArn: topic, TargetArn: target } = visit.input
  if (number !== undefined) return { texts: true, mails: false }
  return topics(visit).get(text(topic ?? target)) ?? { texts: false, mails: false }
}

/** One message, or those of a batch. */
function wordsOf({ input }: Visit): string[] {
  const entries = input['PublishBatchRequestEntries']
  return (Array.isArray(entries) ? entries as Values[] : [input]).map(({ Message: message }) => text(message))
}

const reachesPeople: Rule = {
  id: 'messages-reach', clauses: [], says: 'Remembers which topics reach people.',
  reactions: onAll(['sns:Subscribe'], {
    after: visit => {
      const { Protocol: protocol, TopicArn: arn } = visit.input
      const { texts, mails } = topics(visit).get(text(arn)) ?? { texts: false, mails: false }
      const reach = { texts: texts || protocol === 'sms', mails: mails || text(protocol).startsWith('email') }
      if (reach.texts || reach.mails) topics(visit).put(text(arn), reach)
    },
  }),
}

export const messageRules: readonly Rule[] = [
  reachesPeople,
  refusal({
    id: 'sms-premium', clauses: ['11.4#1'], says: 'No premium content by text message.', on: sending, code: 'InvalidParameter',
    when: visit => reachOf(visit).texts && visit.office.profile(visit.call.account).flags.includes('sms-premium')
      ? 'Invalid parameter: premium content is not sent by text message.' : undefined,
  }),
  refusal({
    id: 'sms-consent', clauses: ['11.4#5'], says: 'Five kinds of text messages need approval beforehand.', on: sending,
    code: 'AuthorizationError', status: 403,
    when: visit => {
      const { office, call: { account } } = visit
      const asked = consentWords.filter(word => office.profile(account).flags.includes(word))
      if (asked.length === 0 || !reachOf(visit).texts) return undefined
      const approved = office.kept('sms/approval', account).map(({ category }) => category)
      const lacking = asked.find(word => !approved.includes(word))
      return lacking === undefined ? undefined : `Messages of this kind (${lacking}) need a consent that support has approved.`
    },
  }),
  refusal({
    id: 'message-malware', clauses: ['11.6#1'], says: 'No malicious programs in messages.', on: sending, code: 'InvalidParameter',
    when: visit => wordsOf(visit).some(words => malwareTest.test(words))
      ? 'Invalid parameter: the message holds a malicious program.' : undefined,
  }),
  refusal({
    id: 'sms-identifier', clauses: ['11.6#4'], says: 'No sensitive identifiers by text message or mail.', on: sending,
    code: 'InvalidParameter',
    when: visit => {
      if (!wordsOf(visit).some(words => identifier.test(words))) return undefined
      const { texts, mails } = reachOf(visit)
      return texts || mails ? 'Invalid parameter: the message holds a sensitive identifier.' : undefined
    },
  }),
  refusal({
    id: 'message-adult', clauses: ['11.6#4'], says: 'No adult matter by text message or mail.', on: sending, code: 'InvalidParameter',
    when: visit => {
      if (!visit.office.profile(visit.call.account).flags.includes('adult-content')) return undefined
      const { texts, mails } = reachOf(visit)
      return texts || mails ? 'Invalid parameter: adult matter is not sent by text message or mail.' : undefined
    },
  }),
]
