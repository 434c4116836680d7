// Destinations: what an account lets others send their events to, with a policy that says who may, and a stream behind it.
// Source: PutDestination, PutDestinationPolicy, DescribeDestinations and DeleteDestination, CloudWatch Logs API Reference; "Cross-account
// cross-Region subscriptions", User Guide.

import type { Destination as DestinationOutput, Logs } from '../../../generated/aws/logs.ts'
import { parseArn, readPolicy, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { absence, invalid } from './fault.ts'

export interface Destination {
  readonly name: string
  readonly targetArn: string
  readonly roleArn: string
  readonly policy?: string
  readonly createdAt: number
}

export const Destination = resource<Destination>({
  name: 'Destination',
  key: 'name',
  arn: 'arn:{partition}:logs:{region}:{account}:destination:{name}',
  tags: 'map',
  notFound: absence('destination'),
})

/** Where events go in the end, and the role to send them with. */
export interface Target { readonly targetArn: string, readonly roleArn?: string }

export const PutDestination: Logs['PutDestination'] = ({ destinationName: name, targetArn, roleArn, tags }, call) => {
  const kind = parseArn(targetArn)?.service
  if (kind !== 'kinesis' && kind !== 'firehose') throw invalid('The target of a destination is a stream of Kinesis or Firehose.', call)
  const known = call.of(Destination).get(name)
  const destination = call.of(Destination).put({ ...known, name, targetArn, roleArn, createdAt: known?.createdAt ?? call.now() })
  if (tags !== undefined) call.tags(Destination).add(tags, name)
  return { destination: outputOf(destination, call) }
}

export const PutDestinationPolicy: Logs['PutDestinationPolicy'] = ({ destinationName: name, accessPolicy: policy }, call) => {
  const destination = call.of(Destination).require(name)
  if ('problem' in readPolicy(policy, 'resource')) throw invalid('Access policy is invalid.', call)
  call.of(Destination).put({ ...destination, policy })
}

export const DeleteDestination: Logs['DeleteDestination'] = ({ destinationName: name }, call) => {
  call.of(Destination).require(name)
  call.tags(Destination).clear(name)
  call.of(Destination).delete(name)
}

export const DescribeDestinations: Logs['DescribeDestinations'] = function* ({ DestinationNamePrefix: prefix }, call) {
  for (const destination of call.of(Destination).scan(prefix === undefined ? {} : { prefix })) yield outputOf(destination, call)
}

function outputOf(destination: Destination, call: Call): DestinationOutput {
  const { name, targetArn, roleArn, policy, createdAt } = destination
  return {
    destinationName: name, targetArn, roleArn, arn: call.arn(Destination, destination), creationTime: createdAt,
    ...(policy !== undefined && { accessPolicy: policy }),
  }
}

/** What is behind an ARN that a subscription names; of a destination, as far as its policy lets this account. */
export async function resolveTarget(arn: string, call: Call): Promise<Target> {
  const place = parseArn(arn)
  if (place?.service !== 'logs') return { targetArn: arn }
  const name = place.resource.replace(/^destination:/, '')
  const { destinations = [] } = await call.to('logs', { account: place.account, region: place.region })
    .DescribeDestinations({ DestinationNamePrefix: name })
  const found = destinations.find(destination => destination.destinationName === name)
  const admits = found?.accessPolicy !== undefined && admitsAccount(found.accessPolicy, arn, call)
  if (found === undefined || (place.account !== call.account && !admits)) {
    throw invalid('The specified destination does not exist, or its access policy does not allow this account to subscribe.', call)
  }
  return { targetArn: found.targetArn!, roleArn: found.roleArn! }
}

/** Timers act in the service's name, after the policy was asked when the filter came. */
function admitsAccount(policy: string, arn: string, call: Call): boolean {
  if (call.principal.kind === 'service') return true
  return call.evaluatePolicy(policy, { action: 'logs:PutSubscriptionFilter', resource: arn }).verdict === 'allow'
}
