// What a resource has to do with others, read off its configuration: the VPC it lies in, the volumes it has, the groups that guard it.
// Source: "Supported Resource Types", AWS Config Developer Guide, column Relationship.

import type { Relationship } from '../../../generated/aws/config.ts'
import type { Json } from './plain-answer.ts'

/** By the name of a member that holds an id, wherever it stands: the type it is of, and what it is called. */
const byMember: Readonly<Record<string, readonly [type: string, name: string]>> = {
  vpcId: ['AWS::EC2::VPC', 'Is contained in Vpc'],
  subnetId: ['AWS::EC2::Subnet', 'Is contained in Subnet'],
  groupId: ['AWS::EC2::SecurityGroup', 'Is associated with SecurityGroup'],
  volumeId: ['AWS::EC2::Volume', 'Is attached to Volume'],
  instanceId: ['AWS::EC2::Instance', 'Is attached to Instance'],
  networkInterfaceId: ['AWS::EC2::NetworkInterface', 'Contains NetworkInterface'],
  internetGatewayId: ['AWS::EC2::InternetGateway', 'Is attached to InternetGateway'],
  routeTableId: ['AWS::EC2::RouteTable', 'Contains RouteTable'],
  networkAclId: ['AWS::EC2::NetworkAcl', 'Is attached to NetworkAcl'],
  allocationId: ['AWS::EC2::EIP', 'Is attached to Eip'],
  VpcId: ['AWS::EC2::VPC', 'Is contained in Vpc'],
  SubnetId: ['AWS::EC2::Subnet', 'Is contained in Subnet'],
}

/** Each once, in the order in which the configuration names them; a resource has nothing to do with itself. */
export function relationshipsOf(own: string, configuration: Json): Relationship[] {
  const found = new Map<string, Relationship>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      const known = typeof inner === 'string' && inner !== '' ? byMember[name] : undefined
      if (known === undefined) {
        look(inner)
      } else if (inner !== own) {
        found.set(`${known[0]} ${String(inner)}`, { resourceType: known[0], resourceId: String(inner), relationshipName: known[1] })
      }
    }
  }
  look(configuration)
  return [...found.values()]
}
