// A text message on its way to a phone: what keeps it from going (a number that said STOP, a stranger while the account is in the sandbox,
// a price above the sender's or the month's limit), what it costs, what is told of it. Those that go land in the outbox.
// Source: "Mobile text messaging with Amazon SNS", "Setting SMS messaging preferences", "SMS delivery monitoring", SNS Developer Guide.

import { contractOf, priceOf, priceText } from '../../contract/index.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Outcome } from './attempt.ts'
import { reportText } from './delivery-status.ts'
import { invalid } from './fault.ts'
import type { Message } from './message.ts'
import { isOptedOut, isPhoneNumber, spendLimit, textSettings } from './phone.ts'
import { isInSandbox, isVerified } from './sandbox.ts'
import { tellDirect, tellText } from './text-metrics.ts'
import { chargePublication } from './usage.ts'
import { keepForReport } from './usage-report.ts'

/** What an account has spent on text messages in a month, in dollars. */
interface TextSpend { readonly month: string, readonly spent: string }

const TextSpend = records<TextSpend>({ name: 'TextSpend', key: 'month' })

/** What became of one message. */
export interface SentText {
  readonly number: string
  readonly parts: number
  /** In dollars. */
  readonly price: string
  readonly kind: string
  readonly outcome: Outcome
}

/** Letters of the GSM alphabet, without its extension; anything else is sent in UCS-2. Source: 3GPP TS 23.038. */
const gsmLetters = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/
const largestTextBytes = 1600
const alone = { gsm: 160, ucs2: 70 }
const joined = { gsm: 153, ucs2: 67 }

/** Messages that a text is cut into. */
export function partsOf(text: string): number {
  const alphabet = gsmLetters.test(text) ? 'gsm' : 'ucs2'
  const length = alphabet === 'gsm' ? text.length + (text.match(/[\^{}\\[~\]|€]/g)?.length ?? 0) : text.length
  return length <= alone[alphabet] ? 1 : Math.ceil(length / joined[alphabet])
}

/** What does not arrive is accepted all the same: the delivery's status says why. @throws InvalidParameter */
export function publishToPhone(number: string, message: Message, call: Call): { readonly MessageId: string } {
  if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`, call)
  const text = message.bodies?.sms ?? message.body
  if (Buffer.byteLength(text) > largestTextBytes) throw invalid('Message too long', call)
  chargePublication(message, false, call)
  const sent = sendText(number, text, message, call)
  tellDirect(sent.outcome, call)
  call.afterCommit(() => reportText(sent, { message }, call))
  return { MessageId: message.id }
}

/** Inside a transaction. A message's own sender id and type go before the account's. */
export function sendText(number: string, body: string, message: Message, call: Call): SentText {
  const said = (name: string) => message.attributes[`AWS.SNS.SMS.${name}`]?.StringValue
  const settings = textSettings(call)
  const from = said('SenderID') ?? settings['DefaultSenderID']
  const kind = said('SMSType') ?? settings['DefaultSMSType'] ?? 'Promotional'
  const parts = partsOf(body)
  const price = priceOfPart(call) * BigInt(parts)
  const outcome = judged(number, price, said('MaxPrice'), call)
  const isSent = outcome.kind === 'delivered'
  if (isSent) {
    call.post({ channel: 'sms', to: number, body, ...(from !== undefined && { from }) })
    call.meter('DeliveryAttempts-SMS', parts)
    spend(price, call)
  }
  const sent = { number, parts, price: isSent ? priceText(price) : '0', kind, outcome }
  tellText(sent, Number(spentOf(call).spent), call)
  if (outcome.kind === 'delivered' || outcome.code !== 'OptedOut') keepForReport(sent, message, call)
  return sent
}

function judged(number: string, price: bigint, maxPrice: string | undefined, call: Call): Outcome {
  const refused = (code: string, reason: string): Outcome => ({ kind: 'refused', code, reason })
  if (isOptedOut(number, call)) return refused('OptedOut', 'Phone number is opted out')
  if (isInSandbox(call) && !isVerified(number, call)) {
    return refused('NotVerified', 'The account is in the SMS sandbox, and the phone number is not verified')
  }
  if (maxPrice !== undefined && /^\d+(?:\.\d{1,12})?$/.test(maxPrice) && price > priceOf(maxPrice)) {
    return refused('MaxPrice', 'This delivery would exceed max price')
  }
  const isTooMuch = priceOf(spentOf(call).spent) + price > priceOf(spendLimit(call))
  return isTooMuch ? refused('NoQuota', 'No quota left for account') : { kind: 'delivered' }
}

function spentOf(call: Call): TextSpend {
  const month = new Date(call.now()).toISOString().slice(0, 7)
  return call.of(TextSpend).get(month) ?? { month, spent: '0' }
}

function spend(price: bigint, call: Call): void {
  const { month, spent } = spentOf(call)
  call.of(TextSpend).put({ month, spent: priceText(priceOf(spent) + price) })
}

/** In 10⁻¹² dollars, by the account's price book; a partition that has no price sends for nothing. */
function priceOfPart(call: Call): bigint {
  const found = contractOf(call).ledger.book.find(call.account, 'sns', 'DeliveryAttempts-SMS', '', call.region, call.now())
  return found?.tiers[0]?.price ?? 0n
}
