// Internet gateways: made, attached to one VPC, detached, deleted. Source: the operations' pages, EC2 API Reference.

import type { Ec2 } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, change, dependency, described, drop, find, make } from './kind.ts'
import { InternetGateway, Vpc } from './kinds.ts'

export const CreateInternetGateway: Ec2['CreateInternetGateway'] = ({ TagSpecifications: tags }, call) => ({
  InternetGateway: make(InternetGateway, call, id => ({ InternetGatewayId: id, OwnerId: call.account, Attachments: [] }), { tags }),
})

export const DescribeInternetGateways: Ec2['DescribeInternetGateways'] = function* ({ InternetGatewayIds: ids, Filters: filters }, call) {
  yield* described(InternetGateway, { ids, filters }, call)
}

/** @throws Resource.AlreadyAssociated */
export function attach(id: string, vpcId: string, call: Call): void {
  find(Vpc, vpcId, call)
  const { Attachments: own = [] } = find(InternetGateway, id, call)
  if (own.length > 0) {
    throw new Fault('Resource.AlreadyAssociated', `resource ${id} is already attached to network ${own[0]!.VpcId}`)
  }
  for (const [other, { Attachments }] of all(InternetGateway, call)) {
    if (!Attachments?.some(({ VpcId }) => VpcId === vpcId)) continue
    throw new Fault('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached: ${other}`)
  }
  // The state of an attachment that holds is called `available`.
  change(InternetGateway, id, { Attachments: [{ VpcId: vpcId, State: 'available' as 'attached' }] }, call)
}

export const AttachInternetGateway: Ec2['AttachInternetGateway'] = ({ InternetGatewayId: id, VpcId: vpcId }, call) => {
  attach(id, vpcId, call)
}

export const DetachInternetGateway: Ec2['DetachInternetGateway'] = ({ InternetGatewayId: id, VpcId: vpcId }, call) => {
  const { Attachments: own = [] } = find(InternetGateway, id, call)
  if (!own.some(({ VpcId }) => VpcId === vpcId)) {
    throw new Fault('Gateway.NotAttached', `resource ${id} is not attached to network ${vpcId}`)
  }
  change(InternetGateway, id, { Attachments: [] }, call)
}

export const DeleteInternetGateway: Ec2['DeleteInternetGateway'] = ({ InternetGatewayId: id }, call) => {
  if (find(InternetGateway, id, call).Attachments?.length !== 0) throw dependency('internetGateway', id)
  drop(InternetGateway, id, call)
}
