// Activations: what lets machines outside of EC2 register as managed nodes, a number of times and up to a date.
// Source: CreateActivation, DescribeActivations and DeleteActivation, Systems Manager API Reference: 24 hours where no date is given, 30
// days
// at most.

import type { Activation as Shown, DescribeActivationsFilter, Ssm } from '../../../generated/aws/ssm.ts'
import { resource } from '../../kernel/service.ts'
import type { Call, TagSet } from '../../kernel/service.ts'
import { tagSetOf } from './tag-set.ts'

export interface Activation {
  readonly id: string
  readonly code: string
  readonly role: string
  readonly limit: number
  readonly count: number
  readonly expiresAt: number
  readonly createdAt: number
  readonly description?: string
  readonly instanceName?: string
  /** What its nodes are tagged with. */
  readonly tags: TagSet
}

export const Activation = resource<Activation>({
  name: 'Activation',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:activation/{id}',
  notFound: { code: 'InvalidActivation', message: ([id]) => `Activation ${id} is not valid. Verify the activation ID and try again.` },
})

const dayMs = 86_400_000
const longestDays = 30

export const CreateActivation: Ssm['CreateActivation'] = (input, call) => {
  const now = call.now()
  const expiresAt = input.ExpirationDate ?? now + dayMs
  if (expiresAt <= now || expiresAt > now + longestDays * dayMs) {
    throw call.fault('InvalidParameters', `The expiration date must be in the future, and no more than ${longestDays} days away.`)
  }
  if (input.IamRole.includes('aws-service-role/')) {
    throw call.fault('ValidationException', 'A service-linked role cannot be the role of an activation.')
  }
  const { Description: description, DefaultInstanceName: instanceName } = input
  const { id, code } = call.of(Activation).insert({
    id: call.uuid(), code: call.alphanumeric(20), role: input.IamRole, limit: input.RegistrationLimit ?? 1, count: 0, expiresAt,
    createdAt: now, tags: tagSetOf(input.Tags), ...(description !== undefined && { description }),
    ...(instanceName !== undefined && { instanceName }),
  })
  return { ActivationId: id, ActivationCode: code }
}

export const DescribeActivations: Ssm['DescribeActivations'] = function* ({ Filters: filters = [] }, call) {
  for (const activation of call.of(Activation).scan()) {
    const shown = shownOf(activation, call)
    if (filters.every(filter => passes(shown, filter, call))) yield shown
  }
}

/** @throws InvalidFilter */
function passes(shown: Shown, { FilterKey: key, FilterValues: values = [] }: DescribeActivationsFilter, call: Call): boolean {
  const members = { ActivationIds: shown.ActivationId, DefaultInstanceName: shown.DefaultInstanceName, IamRole: shown.IamRole }
  if (key === undefined || !(key in members)) throw call.fault('InvalidFilter', `The filter ${key ?? ''} is not valid.`)
  return values.includes(members[key as keyof typeof members] ?? '')
}

function shownOf({ id, role, limit, count, expiresAt, createdAt, description, instanceName, tags }: Activation, call: Call): Shown {
  return {
    ActivationId: id, IamRole: role, RegistrationLimit: limit, RegistrationsCount: count, ExpirationDate: expiresAt,
    Expired: call.now() >= expiresAt, CreatedDate: createdAt, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...(description !== undefined && { Description: description }),
      ...(instanceName !== undefined && { DefaultInstanceName: instanceName }),
  }
}

/** Its nodes stay what they are. */
export const DeleteActivation: Ssm['DeleteActivation'] = ({ ActivationId: id }, call) => {
  call.of(Activation).require(id)
  call.of(Activation).delete(id)
}

/** One more registration. @throws InvalidActivation for a wrong code, one that is used up, or one whose time is over */
export function useActivation(id: string, code: string, call: Call): Activation {
  const activation = call.of(Activation).require(id)
  const invalid = (why: string) => call.fault('InvalidActivation', `Activation ${id} ${why}.`)
  if (activation.code !== code) throw invalid('has another code')
  if (call.now() >= activation.expiresAt) throw invalid('has expired')
  if (activation.count >= activation.limit) throw invalid('has reached its registration limit')
  return call.of(Activation).put({ ...activation, count: activation.count + 1 })
}
