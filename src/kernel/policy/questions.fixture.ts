// What the tests of this folder share: principals of two accounts, short policies, and questions.

import { anonymous, assumedRolePrincipal, federatedUserPrincipal, rootPrincipal, servicePrincipal,
  userPrincipal } from '../identity/principal.ts'
import type { Principal } from '../identity/principal.ts'
import { readPolicy } from './document.ts'
import type { Policy, PolicyUse } from './document.ts'
import type { Question } from './evaluate.ts'

export const home = '111122223333'
export const abroad = '444455556666'
export const queueArn = `arn:aws:sqs:us-east-1:${home}:orders`

export const principals = {
  root: rootPrincipal({ account: home }),
  user: userPrincipal({ account: home, path: '/team/', name: 'alice', id: 'AIDAALICEALICEALICE22' }),
  role: assumedRolePrincipal({ account: home, path: '/app/', roleName: 'worker', roleId: 'AROAWORKERWORKERWORK2', sessionName: 'one' }),
  federated: federatedUserPrincipal({ account: home, name: 'fred', issuerArn: `arn:aws:iam::${home}:user/issuer` }),
  stranger: rootPrincipal({ account: abroad }),
  strangeUser: userPrincipal({ account: abroad, name: 'bob', id: 'AIDABOBBOBBOBBOBBOB22' }),
  service: servicePrincipal('sns.amazonaws.com'),
  anonymous,
} as const

export function policy(use: PolicyUse, ...statements: object[]): Policy {
  const read = readPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), use)
  if ('problem' in read) throw new Error(read.problem.message)
  return read.policy
}

export interface Asking extends Partial<Omit<Question, 'conditions'>> { readonly keys?: Readonly<Record<string, readonly string[]>> }

export function ask({ principal = principals.user as Principal, action = 'sqs:SendMessage', keys = {}, ...rest }: Asking = {}): Question {
  return { principal, action, resource: queueArn, conditions: key => keys[key], ...rest }
}
