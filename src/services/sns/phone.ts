// Text messages: to whom they may go, what an account has set for them, and the numbers that want none. They land in the outbox.
// Source: "Mobile text messaging with Amazon SNS" and SetSMSAttributes, SNS Developer Guide and API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import type { Message } from './message.ts'
import { chargeDelivery, chargePublication } from './usage.ts'

/** A number that said STOP. */
interface OptedOut { readonly number: string, readonly isOut: boolean, readonly optedInAt?: number }

export const OptedOut = records<OptedOut>({ name: 'OptedOut', key: 'number' })

interface TextSettings { readonly only: 'settings', readonly attributes: Readonly<Record<string, string>> }

const TextSettings = records<TextSettings>({ name: 'TextSettings', key: 'only' })
const names: ReadonlySet<string> = new Set([
  'MonthlySpendLimit', 'DeliveryStatusIAMRole', 'DeliveryStatusSuccessSamplingRate', 'DefaultSenderID', 'DefaultSMSType',
  'UsageReportS3Bucket',
])
const monthMs = 30 * 86_400_000

export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(text)
}

/** @throws InvalidParameter, OptedOut */
export function publishToPhone(number: string, message: Message, call: Call): { readonly MessageId: string } {
  if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`, call)
  if (isOptedOut(number, call)) throw invalid('PhoneNumber Reason: phone number is opted out', call)
  textMessage(number, message.bodies?.sms ?? message.body, message, call)
  chargePublication(message, false, call)
  chargeDelivery('sms', message, call)
  return { MessageId: message.id }
}

/** Inside a transaction. A message's own sender id goes before the account's. */
export function textMessage(number: string, body: string, { attributes }: Message, call: Call): void {
  const from = attributes['AWS.SNS.SMS.SenderID']?.StringValue ?? settingsOf(call).DefaultSenderID
  call.post({ channel: 'sms', to: number, body, ...(from !== undefined && { from }) })
}

export function isOptedOut(number: string, call: Call): boolean {
  return call.of(OptedOut).get(number)?.isOut === true
}

export const CheckIfPhoneNumberIsOptedOut: Sns['CheckIfPhoneNumberIsOptedOut'] = ({ phoneNumber: number }, call) => {
  if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid`, call)
  return { isOptedOut: isOptedOut(number, call) }
}

export const ListPhoneNumbersOptedOut: Sns['ListPhoneNumbersOptedOut'] = function* (_input, call) {
  for (const { number, isOut } of call.of(OptedOut).scan()) if (isOut) yield number
}

/** "You can opt in a phone number only once every 30 days": OptInPhoneNumber, API Reference. */
export const OptInPhoneNumber: Sns['OptInPhoneNumber'] = ({ phoneNumber: number }, call) => {
  if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid`, call)
  const found = call.of(OptedOut).get(number)
  if (found?.isOut !== true) return {}
  if (found.optedInAt !== undefined && found.optedInAt + monthMs > call.now()) {
    throw invalid('PhoneNumber Reason: a phone number can be opted in once every 30 days', call)
  }
  call.of(OptedOut).put({ number, isOut: false, optedInAt: call.now() })
  return {}
}

export const SetSMSAttributes: Sns['SetSMSAttributes'] = ({ attributes: given }, call) => {
  for (const [name, value] of Object.entries(given)) {
    const problem = flawOf(name, value)
    if (problem !== undefined) throw invalid(problem, call)
  }
  const kept = Object.entries({ ...settingsOf(call), ...given }).filter(([, value]) => value !== '')
  call.of(TextSettings).put({ only: 'settings', attributes: Object.fromEntries(kept) })
  return {}
}

function flawOf(name: string, value: string): string | undefined {
  if (!names.has(name)) return `${name} is not a valid attribute`
  if (name === 'DefaultSMSType' && !/^(?:Promotional|Transactional)?$/.test(value)) return 'DefaultSMSType is invalid'
  if (name === 'DefaultSenderID' && !/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$|^$/.test(value)) return 'DefaultSenderID is invalid'
  if (name === 'MonthlySpendLimit' && !/^\d*$/.test(value)) return 'MonthlySpendLimit is invalid'
  return name === 'DeliveryStatusSuccessSamplingRate' && !/^(?:\d{1,2}|100)?$/.test(value) ? `${name} is invalid` : undefined
}

export const GetSMSAttributes: Sns['GetSMSAttributes'] = ({ attributes: wanted = [] }, call) => {
  const all: Record<string, string> = { MonthlySpendLimit: '1', ...settingsOf(call) }
  return { attributes: wanted.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) }
}

function settingsOf(call: Call): Readonly<Record<string, string>> {
  return call.of(TextSettings).get('settings')?.attributes ?? {}
}

/** Numbers are rented from AWS End User Messaging; none can be rented here. */
export const ListOriginationNumbers: Sns['ListOriginationNumbers'] = function* () {
  yield * []
}
