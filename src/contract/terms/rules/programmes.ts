// What the provider may end: programmes, platforms, identity providers, devices, listings (Service Terms 11.5, 12.2, 20.2, 27.1, 43.4,
// 53.5, 79.2). One desk ends a programme, at once or later; from then on the calls that need it are refused by the service's own error.

import type { Values } from '../../../wire/protocol.ts'
import { desk } from '../desk.ts'
import { refusal } from '../refusal.ts'
import type { Rule } from '../rule.ts'
import { after } from '../span.ts'

interface Programme {
  readonly name: string
  readonly clause: string
  readonly on: string
  readonly code: string
  readonly message: string
  /** What of it a call needs; the programme ends for that alone. Undefined for calls that need nothing of it. */
  readonly subject: (input: Values) => string | undefined
}

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const named = (member: string) => (input: Values): string => text(input[member])

const programmes: readonly Programme[] = [
  {
    name: 'gamelift-spot', clause: '43.4#2', on: 'gamelift:CreateFleet', code: 'InvalidRequestException',
    message: 'Spot fleets are no longer offered.', subject: input => input['FleetType'] === 'SPOT' ? 'all' : undefined,
  },
  {
    name: 'sns-platform', clause: '11.5', on: 'sns:CreatePlatformApplication', code: 'InvalidParameter',
    message: 'Invalid parameter: Platform is no longer supported.', subject: named('Platform'),
  },
  {
    name: 'web-identity', clause: '12.2', on: 'sts:AssumeRoleWithWebIdentity', code: 'InvalidIdentityToken',
    message: 'This identity provider is no longer supported.', subject: ({ ProviderId: id }) => text(id) === '' ? 'oidc' : text(id),
  },
  {
    name: 'cognito-provider', clause: '27.1', on: 'cognito-idp:CreateIdentityProvider', code: 'InvalidParameterException',
    message: 'This provider type is no longer supported.', subject: named('ProviderType'),
  },
  {
    name: 'braket-device', clause: '79.2', on: 'braket:CreateQuantumTask', code: 'DeviceRetiredException',
    message: 'The device has been retired.', subject: named('deviceArn'),
  },
  {
    name: 'marketplace-listing', clause: '20.2#1', on: 'ec2:RunInstances', code: 'OptInRequired',
    message: 'This listing has been withdrawn: no new subscriptions are taken.', subject: named('ImageId'),
  },
  {
    name: 'chime-free', clause: '53.5#2', on: 'chime:UpdateAccountSettings', code: 'ForbiddenException',
    message: 'This feature is no longer part of the free tier.', subject: () => 'all',
  },
]

export const endedProgrammes: readonly Rule[] = [
  desk({
    path: 'programmes/end', says: `ends a programme of the provider's: ${programmes.map(({ name }) => name).join(', ')}`,
    takes: { programme: 'text', subject: 'text?', notice: 'text?' }, clauses: [],
    answers: ({ given, office }) => ({
      ends: new Date(given['notice'] === undefined ? office.now() : after(office.now(), text(given['notice']))).toISOString(),
    }),
  }),
  ...programmes.map(({ name, clause, on, code, message, subject }) => refusal({
    id: `ended-${name}`, clauses: [clause], says: `${message} Once the provider has ended it.`, on: [on], code, isPolicy: true,
    when: ({ input, office }) => {
      const needed = subject(input)
      const isOver = office.keptByAll('programmes/end').some(({ programme, subject: of = 'all', notice, at }) => programme === name
        && (of === 'all' || of === needed) && (notice === undefined ? at : after(at, text(notice))) <= office.now())
      return needed !== undefined && isOver ? message : undefined
    },
  })),
]
