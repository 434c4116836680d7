// The kinds of resources that are here: what their ids, ARNs and faults look like, and which filters describe has for them. Data only.
// Source: the describe operations' pages and "Error codes", EC2 API Reference.

import type {
  Address as ShownAddress, Image as ShownImage, Instance as ShownInstance, InternetGateway as ShownInternetGateway, KeyPairInfo,
  LaunchTemplate as ShownLaunchTemplate, NatGateway as ShownNatGateway, NetworkAcl as ShownNetworkAcl,
  NetworkInterface as ShownNetworkInterface, RequestLaunchTemplateData, RouteTable as ShownRouteTable, SecurityGroup as ShownSecurityGroup,
  SecurityGroupRule as ShownSecurityGroupRule, Snapshot as ShownSnapshot, Subnet as ShownSubnet, Volume as ShownVolume, Vpc as ShownVpc,
} from '../../../generated/aws/ec2.ts'
import { imageNews, instanceNews, snapshotNews, volumeNews } from './news.ts'
import { kind } from './kind.ts'

/** What is set of a VPC beside what describe shows. */
export interface VpcAttributes { readonly dnsSupport: boolean, readonly dnsHostnames: boolean, readonly usageMetrics: boolean }
export type StoredVpc = ShownVpc & { readonly attributes: VpcAttributes }

export const Vpc = kind<StoredVpc>({
  name: 'Vpc', word: 'vpc', prefix: 'vpc', missing: ['InvalidVpcID.NotFound', 'The vpc ID \'{id}\' does not exist'],
  filters: `vpc-id state owner-id dhcp-options-id is-default isDefault=IsDefault instance-tenancy=InstanceTenancy cidr=CidrBlock
    cidr-block=CidrBlock cidrBlock=CidrBlock cidr-block-association.cidr-block=CidrBlockAssociationSet.CidrBlock
    cidr-block-association.association-id=CidrBlockAssociationSet.AssociationId`,
})

export const NetworkAcl = kind<ShownNetworkAcl>({
  name: 'NetworkAcl', word: 'network-acl', prefix: 'acl',
  missing: ['InvalidNetworkAclID.NotFound', 'The networkAcl ID \'{id}\' does not exist'],
  filters: `network-acl-id vpc-id owner-id default=IsDefault association.subnet-id=Associations.SubnetId
    association.association-id=Associations.NetworkAclAssociationId association.network-acl-id=Associations.NetworkAclId
    entry.cidr=Entries.CidrBlock entry.rule-action=Entries.RuleAction entry.rule-number=Entries.RuleNumber`,
})

export const Subnet = kind<ShownSubnet>({
  name: 'Subnet', word: 'subnet', prefix: 'subnet', missing: ['InvalidSubnetID.NotFound', 'The subnet ID \'{id}\' does not exist'],
  filters: `subnet-id vpc-id state owner-id cidr=CidrBlock cidr-block cidrBlock=CidrBlock availability-zone
    availabilityZone=AvailabilityZone availability-zone-id default-for-az
    defaultForAz=DefaultForAz map-public-ip-on-launch available-ip-address-count subnet-arn`,
})

export const InternetGateway = kind<ShownInternetGateway>({
  name: 'InternetGateway', word: 'internet-gateway', prefix: 'igw',
  missing: ['InvalidInternetGatewayID.NotFound', 'The internetGateway ID \'{id}\' does not exist'],
  filters: 'internet-gateway-id owner-id attachment.vpc-id=Attachments.VpcId attachment.state=Attachments.State',
})

export const RouteTable = kind<ShownRouteTable>({
  name: 'RouteTable', word: 'route-table', prefix: 'rtb',
  missing: ['InvalidRouteTableID.NotFound', 'The routeTable ID \'{id}\' does not exist'],
  filters: `route-table-id vpc-id owner-id association.main=Associations.Main association.subnet-id=Associations.SubnetId
    association.gateway-id=Associations.GatewayId association.route-table-id=Associations.RouteTableId
    association.route-table-association-id=Associations.RouteTableAssociationId route.destination-cidr-block=Routes.DestinationCidrBlock
    route.gateway-id=Routes.GatewayId route.nat-gateway-id=Routes.NatGatewayId route.instance-id=Routes.InstanceId route.state=Routes.State
    route.origin=Routes.Origin`,
})

export const NatGateway = kind<ShownNatGateway>({
  name: 'NatGateway', word: 'natgateway', prefix: 'nat', missing: ['NatGatewayNotFound', 'The Nat Gateway {id} was not found'],
  filters: 'nat-gateway-id state subnet-id vpc-id',
})

/** Its rules are things of their own; the permissions that describe shows are gathered from them. */
export const SecurityGroup = kind<ShownSecurityGroup>({
  name: 'SecurityGroup', word: 'security-group', prefix: 'sg',
  missing: ['InvalidGroup.NotFound', 'The security group \'{id}\' does not exist'],
  filters: `group-id group-name vpc-id owner-id description ip-permission.cidr=IpPermissions.IpRanges.CidrIp
    ip-permission.from-port=IpPermissions.FromPort ip-permission.to-port=IpPermissions.ToPort
    ip-permission.protocol=IpPermissions.IpProtocol ip-permission.group-id=IpPermissions.UserIdGroupPairs.GroupId
    egress.ip-permission.cidr=IpPermissionsEgress.IpRanges.CidrIp egress.ip-permission.protocol=IpPermissionsEgress.IpProtocol`,
})

export const SecurityGroupRule = kind<ShownSecurityGroupRule>({
  name: 'SecurityGroupRule', word: 'security-group-rule', prefix: 'sgr',
  missing: ['InvalidSecurityGroupRuleId.NotFound', 'The security group rule ID \'{id}\' does not exist'],
  filters: 'group-id security-group-rule-id',
})

export const NetworkInterface = kind<ShownNetworkInterface>({
  name: 'NetworkInterface', word: 'network-interface', prefix: 'eni',
  missing: ['InvalidNetworkInterfaceID.NotFound', 'The networkInterface ID \'{id}\' does not exist'], tagMember: 'TagSet',
  filters: `network-interface-id subnet-id vpc-id status description owner-id availability-zone private-ip-address mac-address
    group-id=Groups.GroupId group-name=Groups.GroupName interface-type attachment.attachment-id=Attachment.AttachmentId
    attachment.instance-id=Attachment.InstanceId attachment.status=Attachment.Status association.public-ip=Association.PublicIp
    association.allocation-id=Association.AllocationId addresses.private-ip-address=PrivateIpAddresses.PrivateIpAddress
    private-dns-name requester-managed source-dest-check`,
})

/** What is set of an instance beside what describe shows. */
export interface InstanceSettings {
  readonly reservationId: string
  readonly endsByItself: 'stop' | 'terminate'
  readonly keepsFromTermination: boolean
  readonly keepsFromStop: boolean
  readonly userData?: string
  readonly isProtectedFrom?: string
  /** The operation that a spot instance is metered under; it tells the zone. */
  readonly spotOperation?: string
}
export type StoredInstance = ShownInstance & { readonly settings: InstanceSettings }

export const Instance = kind<StoredInstance>({
  name: 'Instance', word: 'instance', prefix: 'i',
  missing: ['InvalidInstanceID.NotFound', 'The instance ID \'{id}\' does not exist'],
  filters: `instance-id instance-state-name=State.Name instance-state-code=State.Code instance-type image-id key-name vpc-id subnet-id
    availability-zone=Placement.AvailabilityZone architecture private-ip-address ip-address=PublicIpAddress private-dns-name
    dns-name=PublicDnsName instance.group-id=SecurityGroups.GroupId instance.group-name=SecurityGroups.GroupName
    group-id=SecurityGroups.GroupId group-name=SecurityGroups.GroupName reservation-id=settings.reservationId root-device-type
    root-device-name instance-lifecycle tenancy=Placement.Tenancy monitoring-state=Monitoring.State hypervisor virtualization-type
    client-token iam-instance-profile.arn=IamInstanceProfile.Arn block-device-mapping.volume-id=BlockDeviceMappings.Ebs.VolumeId
    network-interface.network-interface-id=NetworkInterfaces.NetworkInterfaceId launch-time owner-id=NetworkInterfaces.OwnerId`,
  news: instanceNews,
})

export const Volume = kind<ShownVolume>({
  name: 'Volume', word: 'volume', prefix: 'vol', missing: ['InvalidVolume.NotFound', 'The volume \'{id}\' does not exist.'],
  filters: `volume-id status=State size snapshot-id volume-type availability-zone encrypted multi-attach-enabled create-time
    attachment.instance-id=Attachments.InstanceId attachment.status=Attachments.State attachment.device=Attachments.Device
    attachment.delete-on-termination=Attachments.DeleteOnTermination`,
  news: volumeNews,
})

export const Snapshot = kind<ShownSnapshot>({
  name: 'Snapshot', word: 'snapshot', prefix: 'snap', missing: ['InvalidSnapshot.NotFound', 'The snapshot \'{id}\' does not exist.'],
  filters: 'snapshot-id volume-id volume-size status=State owner-id owner-alias description encrypted progress start-time storage-tier',
  news: snapshotNews,
})

export const Image = kind<ShownImage>({
  name: 'Image', word: 'image', prefix: 'ami', missing: ['InvalidAMIID.NotFound', 'The image id \'[{id}]\' does not exist'],
  filters: `image-id name state owner-id owner-alias=ImageOwnerAlias architecture image-type is-public=Public root-device-type
    root-device-name virtualization-type hypervisor platform description ena-support creation-date
    block-device-mapping.snapshot-id=BlockDeviceMappings.Ebs.SnapshotId
    block-device-mapping.volume-type=BlockDeviceMappings.Ebs.VolumeType`,
  news: imageNews,
})

export const Address = kind<ShownAddress>({
  name: 'Address', word: 'elastic-ip', prefix: 'eipalloc',
  missing: ['InvalidAllocationID.NotFound', 'The allocation ID \'{id}\' does not exist'],
  filters: `allocation-id association-id domain instance-id network-interface-id network-interface-owner-id private-ip-address public-ip
    network-border-group`,
})

export const KeyPair = kind<KeyPairInfo>({
  name: 'KeyPair', word: 'key-pair', prefix: 'key', missing: ['InvalidKeyPair.NotFound', 'The key pair \'{id}\' does not exist'],
  filters: 'key-pair-id key-name fingerprint=KeyFingerprint',
})

export interface TemplateVersion {
  readonly number: number
  readonly description?: string
  readonly createdAt: number
  readonly data: RequestLaunchTemplateData
}
export type StoredTemplate = ShownLaunchTemplate & { readonly versions: readonly TemplateVersion[] }

export const LaunchTemplate = kind<StoredTemplate>({
  name: 'LaunchTemplate', word: 'launch-template', prefix: 'lt',
  missing: ['InvalidLaunchTemplateId.NotFound', 'The specified launch template, with template ID {id}, does not exist.'],
  filters: 'launch-template-id launch-template-name create-time',
})

export const kinds = [
  Vpc, Subnet, InternetGateway, NatGateway, RouteTable, NetworkAcl, SecurityGroup, SecurityGroupRule, NetworkInterface, Instance, Volume,
  Snapshot, Image, Address, KeyPair, LaunchTemplate,
] as const
