// Policies of advanced parameters: they expire, tell that they will, or tell that they were not changed, all by the clock.
// Source: "Assigning parameter policies in Parameter Store", Systems Manager User Guide.

import type { ParameterInlinePolicy } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { announcePolicy } from './parameter-event.ts'
import { Parameter, ParameterVersion } from './parameter.ts'
import type { Tier } from './parameter.ts'

interface Policy {
  readonly Type: 'Expiration' | 'ExpirationNotification' | 'NoChangeNotification'
  readonly Version: string
  readonly Attributes: { readonly Timestamp?: string, readonly Before?: string, readonly After?: string, readonly Unit?: 'Days' | 'Hours' }
}

const unitMs = { Days: 86_400_000, Hours: 3_600_000 } as const
const mostPolicies = 10

/** Each policy as its own text; undefined where nothing is said. @throws ValidationException, InvalidPolicyTypeException, … */
export function checkPolicies(text: string | undefined, tier: Tier, call: Call): readonly string[] | undefined {
  if (text === undefined || text === '') return undefined
  const read = parse(text, call)
  if (read.length > mostPolicies) throw call.fault('PoliciesLimitExceededException', `A parameter can have ${mostPolicies} policies.`)
  if (read.length > 0 && tier === 'Standard') {
    throw call.fault('ValidationException', 'Parameter policies are supported for parameters in the advanced-parameter tier only.')
  }
  for (const policy of read) checkPolicy(policy, call)
  if (read.filter(({ Type: type }) => type === 'Expiration').length > 1) {
    throw call.fault('IncompatiblePolicyException', 'A parameter can have one Expiration policy.')
  }
  if (read.some(({ Type: type }) => type === 'ExpirationNotification') && !read.some(({ Type: type }) => type === 'Expiration')) {
    throw call.fault('IncompatiblePolicyException', 'An ExpirationNotification policy needs an Expiration policy.')
  }
  return read.map(policy => JSON.stringify(policy))
}

function parse(text: string, call: Call): readonly Policy[] {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    read = undefined
  }
  if (Array.isArray(read)) return read as Policy[]
  throw call.fault('InvalidPolicyAttributeException', 'Parameter policies must be a JSON array.')
}

function checkPolicy({ Type: type, Attributes: attributes }: Policy, call: Call): void {
  if (type === 'Expiration') {
    if (!Number.isNaN(Date.parse(attributes?.Timestamp ?? ''))) return
  } else if (type === 'ExpirationNotification' || type === 'NoChangeNotification') {
    const count = Number(type === 'ExpirationNotification' ? attributes?.Before : attributes?.After)
    if (Number.isInteger(count) && count > 0 && Object.hasOwn(unitMs, attributes.Unit ?? '')) return
  } else throw call.fault('InvalidPolicyTypeException', `${String(type)} is no type of parameter policies.`)
  throw call.fault('InvalidPolicyAttributeException', `The attributes of the ${type} policy are not valid.`)
}

/** Sets the timers of a parameter's policies, in place of those of its last version. */
export function setPolicies(name: string, policies: readonly string[], call: Call): void {
  dropPolicies(name, call)
  const read = policies.map(text => JSON.parse(text) as Policy)
  const expiresAt = Date.parse(read.find(({ Type: type }) => type === 'Expiration')?.Attributes.Timestamp ?? '')
  for (const [i, { Type: type, Attributes: { Before: before, After: after, Unit: unit = 'Days' } }] of read.entries()) {
    if (type === 'Expiration') call.setTimer('expire', name, Math.max(expiresAt, call.now()))
    else if (type === 'ExpirationNotification') setNotice(name, i, expiresAt - Number(before) * unitMs[unit], type, call)
    else setNotice(name, i, call.now() + Number(after) * unitMs[unit], type, call)
  }
}

function setNotice(name: string, i: number, dueAt: number, type: string, call: Call): void {
  if (dueAt > call.now()) call.setTimer('notice', `${i} ${name}`, dueAt, { name, type })
}

export function dropPolicies(name: string, call: Call): void {
  call.cancelTimer('expire', name)
  for (let i = 0; i < mostPolicies; i += 1) call.cancelTimer('notice', `${i} ${name}`)
}

/** The timer's work of a notification. */
export function giveNotice({ name, type }: { readonly name: string, readonly type: string }, call: Call): void {
  const parameter = call.of(Parameter).get(name)
  const version = parameter && call.of(ParameterVersion).get(name, parameter.latest)
  if (parameter !== undefined && version !== undefined) announcePolicy(parameter, type, version.type, call)
}

export function inlinePolicies({ policies = [], modifiedAt }: ParameterVersion, call: Call): ParameterInlinePolicy[] {
  return policies.map(text => {
    const { Type: type, Attributes: { After: after, Unit: unit = 'Days' } } = JSON.parse(text) as Policy
    const isDone = type === 'NoChangeNotification' && modifiedAt + Number(after) * unitMs[unit] <= call.now()
    return { PolicyText: text, PolicyType: type, PolicyStatus: isDone ? 'Finished' : 'Pending' }
  })
}
