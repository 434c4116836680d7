// The SMS sandbox: numbers that an account may text before AWS has lifted it out. Accounts here begin outside it; Orrery's own
// `sms/sandbox` puts one in and lifts it out. Codes are sent to the outbox. Source: "Using the Amazon SNS SMS sandbox", Developer Guide.

import type { Sns } from '../../../generated/aws/sns.ts'
import { handedIn } from '../../contract/index.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid } from './fault.ts'
import { isOptedOut, isPhoneNumber } from './phone.ts'

interface SandboxNumber { readonly number: string, readonly verified: boolean, readonly code: string, readonly codeSentAt: number }

const SandboxNumber = records<SandboxNumber>({ name: 'SandboxNumber', key: 'number' })
const mostNumbers = 10
const codeLastsMs = 900_000
const dayMs = 86_400_000

export const GetSMSSandboxAccountStatus: Sns['GetSMSSandboxAccountStatus'] = (_input, call) => ({ IsInSandbox: isInSandbox(call) })

export function isInSandbox(call: Call): boolean {
  return handedIn('sms/sandbox', call).at(-1)?.['in'] === true
}

export function isVerified(number: string, call: Call): boolean {
  return call.of(SandboxNumber).get(number)?.verified === true
}

/** Adds a number and sends it a code; a number that is not verified yet gets another code. */
export const CreateSMSSandboxPhoneNumber: Sns['CreateSMSSandboxPhoneNumber'] = ({ PhoneNumber: number }, call) => {
  if (!isPhoneNumber(number)) throw invalid('PhoneNumber', call)
  if (isOptedOut(number, call)) throw call.fault('OptedOutException', 'The phone number is opted out')
  const numbers = call.of(SandboxNumber)
  const existing = numbers.get(number)
  if (existing?.verified === true) throw call.fault('UserErrorException', 'The phone number is already verified')
  if (existing === undefined && numbers.count() >= mostNumbers) {
    throw call.fault('UserErrorException', 'The sandbox holds 10 phone numbers already')
  }
  const code = String(Math.floor(call.random() * 1e6)).padStart(6, '0')
  numbers.put({ number, verified: false, code, codeSentAt: call.now() })
  call.post({ channel: 'sms', to: number, from: 'AWS', body: `${code} is your AWS SNS verification code` })
  return {}
}

export const VerifySMSSandboxPhoneNumber: Sns['VerifySMSSandboxPhoneNumber'] = ({ PhoneNumber: number, OneTimePassword: code }, call) => {
  const found = sandboxNumber(number, call)
  if (found.verified) return {}
  if (found.code !== code || found.codeSentAt + codeLastsMs < call.now()) {
    throw call.fault('VerificationException', 'The one-time password is not valid', { Status: 'Failed' })
  }
  call.of(SandboxNumber).put({ ...found, verified: true })
  return {}
}

/** A verified number stays for 24 hours at least. */
export const DeleteSMSSandboxPhoneNumber: Sns['DeleteSMSSandboxPhoneNumber'] = ({ PhoneNumber: number }, call) => {
  const found = sandboxNumber(number, call)
  if (found.verified && found.codeSentAt + dayMs > call.now()) {
    throw call.fault('UserErrorException', 'A verified phone number can be deleted 24 hours after it was verified')
  }
  call.of(SandboxNumber).delete(number)
  return {}
}

export const ListSMSSandboxPhoneNumbers: Sns['ListSMSSandboxPhoneNumbers'] = function* (_input, call) {
  for (const { number, verified } of call.of(SandboxNumber).scan()) yield { PhoneNumber: number, Status: verified ? 'Verified' : 'Pending' }
}

function sandboxNumber(number: string, call: Call): SandboxNumber {
  const found = call.of(SandboxNumber).get(number)
  if (found === undefined) throw call.fault('ResourceNotFoundException', 'The phone number is not in the sandbox')
  return found
}
