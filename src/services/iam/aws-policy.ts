// AWS's own managed policies of the common names. The documents are this cloud's, made from what AWS says each is for: a policy of full
// access allows all of its services' actions, one of read access the actions that read. Which there are, the README lists.
// Source: names and paths by the AWS Managed Policy Reference Guide.

import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { fullAccess, other, readAccess } from './aws-policy-list.ts'
import type { Said } from './aws-policy-list.ts'

export interface AwsPolicy {
  readonly pathName: string
  readonly arn: string
  readonly id: string
  readonly document: string
  readonly createdAt: number
}

/** The user who calls, wherever he is at home. */
const anyUser = arnTemplate('arn:{partition}:iam::{account}:user/${aws:username}')
const arnOf = arnTemplate('arn:{partition}:iam::aws:policy{pathName}')
/** AWS dates most of its policies so. */
const createdAt = Date.UTC(2015, 1, 6)

/** In the order of their names. */
export function awsPolicies(call: Call): readonly AwsPolicy[] {
  return [...known(call).values()]
}

export function awsPolicy(arn: string, call: Call): AwsPolicy | undefined {
  return known(call).get(arn)
}

function known(call: Call): ReadonlyMap<string, AwsPolicy> {
  return call.cache(`aws-policies/${call.partition}`, () => new Map(
    [...documents()].sort(([a], [b]) => a < b ? -1 : 1).map(([pathName, said]): [string, AwsPolicy] => {
      const arn = arnOf(call, { pathName })
      const id = call.identity.uniqueIdFor('ANPA', '000000000000', pathName)
      return [arn, { pathName, arn, id, document: documentOf(said, call), createdAt }]
    })))
}

function* documents(): Generator<[pathName: string, said: readonly Said[]]> {
  for (const [name, prefixes] of Object.entries(fullAccess)) yield [pathNameOf(name), [{ Action: prefixes.map(each => `${each}:*`) }]]
  for (const [name, prefixes] of Object.entries(readAccess)) yield [pathNameOf(name), [{ Action: prefixes.flatMap(reading) }]]
  for (const [name, said] of Object.entries(other)) yield [pathNameOf(name), said]
}

function pathNameOf(name: string): string {
  return `/${name}`
}

function reading(prefix: string): string[] {
  return ['BatchGet*', 'Describe*', 'Get*', 'List*', 'Query', 'Scan', 'Search*', 'View*'].map(verb => `${prefix}:${verb}`)
}

function documentOf(said: readonly Said[], { partition }: Call): string {
  const user = anyUser({ partition, region: '', account: '*' }, {})
  return JSON.stringify({
    Version: '2012-10-17', Statement: said.map(({ Resource = '*', ...statement }) =>
      ({ Effect: 'Allow', ...statement, Resource: Resource === '{user}' ? user : Resource })),
  })
}
