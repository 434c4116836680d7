// The policies of access points: put, given back, taken away, and whether one is public. S3 judges by them.
// Source: PutAccessPointPolicy, S3 Control API Reference.

import type { S3control } from '../../../generated/aws/s3control.ts'
import { Fault, readPolicy } from '../../kernel/service.ts'
import { keyOf, pointNamed, points } from './access-point.ts'

export const PutAccessPointPolicy: S3control['PutAccessPointPolicy'] = ({ Name: name, Policy: policy }, call) => {
  const point = pointNamed(name, call)
  const read = readPolicy(policy, 'resource')
  if ('problem' in read) throw new Fault('MalformedPolicy', read.problem.message, 400)
  if (point.block.BlockPublicPolicy && isPublic(policy)) throw new Fault('AccessDenied', 'Access Denied', 403)
  points(call).put(keyOf(point.name, call), { ...point, policy })
}

export const GetAccessPointPolicy: S3control['GetAccessPointPolicy'] = ({ Name: name }, call) => {
  const { policy } = pointNamed(name, call)
  if (policy === undefined) throw new Fault('NoSuchAccessPointPolicy', 'The specified accesspoint policy does not exist', 404)
  return { Policy: policy }
}

export const DeleteAccessPointPolicy: S3control['DeleteAccessPointPolicy'] = ({ Name: name }, call) => {
  const { policy: _, ...point } = pointNamed(name, call)
  points(call).put(keyOf(point.name, call), point)
  call.respond({ status: 204 })
}

export const GetAccessPointPolicyStatus: S3control['GetAccessPointPolicyStatus'] = ({ Name: name }, call) => {
  const { policy } = pointNamed(name, call)
  return { PolicyStatus: { IsPublic: policy !== undefined && isPublic(policy) } }
}

/** Whether it lets everyone in without a condition. */
function isPublic(text: string): boolean {
  const { Statement: statements } = JSON.parse(text) as { Statement: Statement | readonly Statement[] }
  return [statements].flat().some(({ Effect: effect, Principal: principal, Condition: condition }) =>
    effect === 'Allow' && condition === undefined && (principal === '*' || [principal?.AWS].flat().includes('*')))
}

interface Statement {
  readonly Effect: string
  readonly Principal?: '*' | { readonly AWS?: string | readonly string[] }
  readonly Condition?: unknown
}
