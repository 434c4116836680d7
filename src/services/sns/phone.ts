// Phone numbers: what an account has set for its text messages, and the numbers that want none. A person says STOP through Orrery's own
// `sms/stop`, since nobody can answer a message here; it holds in every Region, and opting in again holds where it is asked for.
// Source: "Mobile text messaging with Amazon SNS" and SetSMSAttributes, SNS Developer Guide and API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { handedIn } from '../../contract/index.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'

/** A number that was taken in again after it had said STOP. */
interface OptedIn { readonly number: string, readonly optedInAt: number }

const OptedIn = records<OptedIn>({ name: 'OptedIn', key: 'number' })

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

export function isOptedOut(number: string, call: Call): boolean {
  return optedOut(call).has(number)
}

function optedOut(call: Call): ReadonlySet<string> {
  const stopped = handedIn('sms/stop', call)
  const numbers = stopped.filter(({ number, at }) => at > (call.of(OptedIn).get(String(number))?.optedInAt ?? -1))
  return new Set(numbers.map(({ number }) => String(number)))
}

export const CheckIfPhoneNumberIsOptedOut: Sns['CheckIfPhoneNumberIsOptedOut'] = ({ phoneNumber: number }, call) => {
  if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid`, call)
  return { isOptedOut: isOptedOut(number, call) }
}

export const ListPhoneNumbersOptedOut: Sns['ListPhoneNumbersOptedOut'] = function* (_input, call) {
  yield * [...optedOut(call)].sort()
}

/** "You can opt in a phone number only once every 30 days": OptInPhoneNumber, API Reference. */
export const OptInPhoneNumber: Sns['OptInPhoneNumber'] = ({ phoneNumber: number }, call) => {
  if (!isPhoneNumber(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid`, call)
  if (!isOptedOut(number, call)) return {}
  const before = call.of(OptedIn).get(number)
  if (before !== undefined && before.optedInAt + monthMs > call.now()) {
    throw invalid('PhoneNumber Reason: a phone number can be opted in once every 30 days', call)
  }
  call.of(OptedIn).put({ number, optedInAt: call.now() })
  return {}
}

export const SetSMSAttributes: Sns['SetSMSAttributes'] = ({ attributes: given }, call) => {
  for (const [name, value] of Object.entries(given)) {
    const problem = flawOf(name, value)
    if (problem !== undefined) throw invalid(problem, call)
  }
  call.quota('MonthlySpendLimit', Number(given['MonthlySpendLimit'] ?? 0))
  const kept = Object.entries({ ...textSettings(call), ...given }).filter(([, value]) => value !== '')
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
  const all: Record<string, string> = { MonthlySpendLimit: spendLimit(call), ...textSettings(call) }
  return { attributes: wanted.length === 0 ? all : Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name))) }
}

export function textSettings(call: Call): Readonly<Record<string, string>> {
  return call.of(TextSettings).get('settings')?.attributes ?? {}
}

/** In dollars; one where nobody said otherwise: "Quotas", SNS in the General Reference. */
export function spendLimit(call: Call): string {
  return textSettings(call)['MonthlySpendLimit'] ?? '1'
}

/** Numbers are rented from AWS End User Messaging; none can be rented here. */
export const ListOriginationNumbers: Sns['ListOriginationNumbers'] = function* () {
  yield * []
}
