// The operations that are written, each with the members that it understands; what else is given is refused (`answered.ts`).

import { AllocateAddress, AssociateAddress, DescribeAddresses, DisassociateAddress, ReleaseAddress } from './address.ts'
import { answered } from './answered.ts'
import { CreateDefaultSubnet, CreateDefaultVpc } from './default-network.ts'
import { CreateImage, DeregisterImage, DescribeImages, RegisterImage } from './image.ts'
import {
  DescribeInstanceAttribute, DescribeInstances, DescribeInstanceStatus, ModifyInstanceAttribute, RebootInstances, StartInstances,
    StopInstances,
  TerminateInstances,
} from './instance.ts'
import { DescribeInstanceTypeOfferings, DescribeInstanceTypes } from './instance-type.ts'
import {
  AttachInternetGateway, CreateInternetGateway, DeleteInternetGateway, DescribeInternetGateways, DetachInternetGateway,
} from './internet-gateway.ts'
import { CreateKeyPair, DeleteKeyPair, DescribeKeyPairs, ImportKeyPair } from './key-pair.ts'
import { RunInstances } from './launch.ts'
import {
  CreateLaunchTemplate, CreateLaunchTemplateVersion, DeleteLaunchTemplate, DescribeLaunchTemplates, DescribeLaunchTemplateVersions,
  ModifyLaunchTemplate,
} from './launch-template.ts'
import { CreateNatGateway, DeleteNatGateway, DescribeNatGateways } from './nat-gateway.ts'
import {
  CreateNetworkAcl, CreateNetworkAclEntry, DeleteNetworkAcl, DeleteNetworkAclEntry, DescribeNetworkAcls, ReplaceNetworkAclAssociation,
} from './network-acl.ts'
import {
  AttachNetworkInterface, CreateNetworkInterface, DeleteNetworkInterface, DescribeNetworkInterfaces, DetachNetworkInterface,
} from './network-interface.ts'
import {
  AssociateRouteTable, CreateRoute, CreateRouteTable, DeleteRoute, DeleteRouteTable, DescribeRouteTables, DisassociateRouteTable,
    ReplaceRoute,
  ReplaceRouteTableAssociation,
} from './route-table.ts'
import {
  AuthorizeSecurityGroupEgress, AuthorizeSecurityGroupIngress, CreateSecurityGroup, DeleteSecurityGroup, DescribeSecurityGroupRules,
  DescribeSecurityGroups, RevokeSecurityGroupEgress, RevokeSecurityGroupIngress,
} from './security-group.ts'
import { CopySnapshot, CreateSnapshot, DeleteSnapshot, DescribeSnapshots } from './snapshot.ts'
import { CreateSubnet, DeleteSubnet, DescribeSubnets, ModifySubnetAttribute } from './subnet.ts'
import { CreateTags, DeleteTags, DescribeTags } from './tag.ts'
import { AttachVolume, CreateVolume, DeleteVolume, DescribeVolumes, DetachVolume, ModifyVolume } from './volume.ts'
import { CreateVpc, DeleteVpc, DescribeVpcAttribute, DescribeVpcs, ModifyVpcAttribute } from './vpc.ts'
import { DescribeAvailabilityZones, DescribeRegions } from './zone.ts'

const permission = 'CidrIp FromPort GroupId GroupName IpPermissions IpProtocol SourceSecurityGroupName SourceSecurityGroupOwnerId ToPort'
const route = 'RouteTableId DestinationCidrBlock GatewayId NatGatewayId InstanceId NetworkInterfaceId'

export const operations = {
  AllocateAddress: answered(AllocateAddress, 'Domain TagSpecifications'),
  AssociateAddress: answered(AssociateAddress, 'AllocationId InstanceId PublicIp AllowReassociation NetworkInterfaceId PrivateIpAddress'),
  AssociateRouteTable: answered(AssociateRouteTable, 'RouteTableId SubnetId'),
  AttachInternetGateway: answered(AttachInternetGateway, 'InternetGatewayId VpcId'),
  AttachNetworkInterface: answered(AttachNetworkInterface, 'DeviceIndex InstanceId NetworkInterfaceId'),
  AttachVolume: answered(AttachVolume, 'Device InstanceId VolumeId'),
  AuthorizeSecurityGroupEgress: answered(AuthorizeSecurityGroupEgress, `${permission} TagSpecifications`),
  AuthorizeSecurityGroupIngress: answered(AuthorizeSecurityGroupIngress, `${permission} TagSpecifications`),
  CopySnapshot: answered(CopySnapshot,
    'Description DestinationRegion Encrypted PresignedUrl SourceRegion SourceSnapshotId TagSpecifications'),
  CreateDefaultSubnet: answered(CreateDefaultSubnet, 'AvailabilityZone'),
  CreateDefaultVpc: answered(CreateDefaultVpc),
  CreateImage: answered(CreateImage, 'InstanceId Name Description NoReboot TagSpecifications'),
  CreateInternetGateway: answered(CreateInternetGateway, 'TagSpecifications'),
  CreateKeyPair: answered(CreateKeyPair, 'KeyName KeyType TagSpecifications'),
  CreateLaunchTemplate: answered(CreateLaunchTemplate, 'LaunchTemplateName VersionDescription LaunchTemplateData TagSpecifications'),
  CreateLaunchTemplateVersion: answered(CreateLaunchTemplateVersion,
    'LaunchTemplateId LaunchTemplateName SourceVersion VersionDescription LaunchTemplateData'),
  CreateNatGateway: answered(CreateNatGateway, 'AllocationId SubnetId TagSpecifications ConnectivityType PrivateIpAddress'),
  CreateNetworkAcl: answered(CreateNetworkAcl, 'VpcId TagSpecifications'),
  CreateNetworkAclEntry: answered(CreateNetworkAclEntry,
    'CidrBlock Egress IcmpTypeCode Ipv6CidrBlock NetworkAclId PortRange Protocol RuleAction RuleNumber'),
  CreateNetworkInterface: answered(CreateNetworkInterface, 'Description Groups PrivateIpAddress SubnetId TagSpecifications'),
  CreateRoute: answered(CreateRoute, route),
  CreateRouteTable: answered(CreateRouteTable, 'VpcId TagSpecifications'),
  CreateSecurityGroup: answered(CreateSecurityGroup, 'Description GroupName VpcId TagSpecifications'),
  CreateSnapshot: answered(CreateSnapshot, 'Description VolumeId TagSpecifications'),
  CreateSubnet: answered(CreateSubnet, 'AvailabilityZone AvailabilityZoneId CidrBlock VpcId TagSpecifications'),
  CreateTags: answered(CreateTags, 'Resources Tags'),
  CreateVolume: answered(CreateVolume,
    'AvailabilityZone Encrypted Iops KmsKeyId Size SnapshotId VolumeType TagSpecifications MultiAttachEnabled Throughput'),
  CreateVpc: answered(CreateVpc, 'CidrBlock InstanceTenancy TagSpecifications'),
  DeleteInternetGateway: answered(DeleteInternetGateway, 'InternetGatewayId'),
  DeleteKeyPair: answered(DeleteKeyPair, 'KeyName KeyPairId'),
  DeleteLaunchTemplate: answered(DeleteLaunchTemplate, 'LaunchTemplateId LaunchTemplateName'),
  DeleteNatGateway: answered(DeleteNatGateway, 'NatGatewayId'),
  DeleteNetworkAcl: answered(DeleteNetworkAcl, 'NetworkAclId'),
  DeleteNetworkAclEntry: answered(DeleteNetworkAclEntry, 'Egress NetworkAclId RuleNumber'),
  DeleteNetworkInterface: answered(DeleteNetworkInterface, 'NetworkInterfaceId'),
  DeleteRoute: answered(DeleteRoute, 'RouteTableId DestinationCidrBlock'),
  DeleteRouteTable: answered(DeleteRouteTable, 'RouteTableId'),
  DeleteSecurityGroup: answered(DeleteSecurityGroup, 'GroupId GroupName'),
  DeleteSnapshot: answered(DeleteSnapshot, 'SnapshotId'),
  DeleteSubnet: answered(DeleteSubnet, 'SubnetId'),
  DeleteTags: answered(DeleteTags, 'Resources Tags'),
  DeleteVolume: answered(DeleteVolume, 'VolumeId'),
  DeleteVpc: answered(DeleteVpc, 'VpcId'),
  DeregisterImage: answered(DeregisterImage, 'ImageId'),
  DescribeAddresses: answered(DescribeAddresses, 'Filters PublicIps AllocationIds'),
  DescribeAvailabilityZones: answered(DescribeAvailabilityZones, 'Filters ZoneNames ZoneIds AllAvailabilityZones'),
  DescribeImages: answered(DescribeImages, 'Filters ImageIds Owners ExecutableUsers IncludeDeprecated IncludeDisabled'),
  DescribeInstanceAttribute: answered(DescribeInstanceAttribute, 'Attribute InstanceId'),
  DescribeInstanceStatus: answered(DescribeInstanceStatus, 'Filters InstanceIds IncludeAllInstances'),
  DescribeInstanceTypeOfferings: answered(DescribeInstanceTypeOfferings, 'Filters LocationType'),
  DescribeInstanceTypes: answered(DescribeInstanceTypes, 'Filters InstanceTypes'),
  DescribeInstances: answered(DescribeInstances, 'Filters InstanceIds'),
  DescribeInternetGateways: answered(DescribeInternetGateways, 'Filters InternetGatewayIds'),
  DescribeKeyPairs: answered(DescribeKeyPairs, 'Filters KeyNames KeyPairIds IncludePublicKey'),
  DescribeLaunchTemplateVersions: answered(DescribeLaunchTemplateVersions, 'LaunchTemplateId LaunchTemplateName Versions'),
  DescribeLaunchTemplates: answered(DescribeLaunchTemplates, 'Filters LaunchTemplateIds LaunchTemplateNames'),
  DescribeNatGateways: answered(DescribeNatGateways, 'Filter NatGatewayIds'),
  DescribeNetworkAcls: answered(DescribeNetworkAcls, 'Filters NetworkAclIds'),
  DescribeNetworkInterfaces: answered(DescribeNetworkInterfaces, 'Filters NetworkInterfaceIds'),
  DescribeRegions: answered(DescribeRegions, 'Filters RegionNames AllRegions'),
  DescribeRouteTables: answered(DescribeRouteTables, 'Filters RouteTableIds'),
  DescribeSecurityGroupRules: answered(DescribeSecurityGroupRules, 'Filters SecurityGroupRuleIds'),
  DescribeSecurityGroups: answered(DescribeSecurityGroups, 'Filters GroupIds GroupNames'),
  DescribeSnapshots: answered(DescribeSnapshots, 'Filters SnapshotIds OwnerIds RestorableByUserIds'),
  DescribeSubnets: answered(DescribeSubnets, 'Filters SubnetIds'),
  DescribeTags: answered(DescribeTags, 'Filters'),
  DescribeVolumes: answered(DescribeVolumes, 'Filters VolumeIds'),
  DescribeVpcAttribute: answered(DescribeVpcAttribute, 'Attribute VpcId'),
  DescribeVpcs: answered(DescribeVpcs, 'Filters VpcIds'),
  DetachInternetGateway: answered(DetachInternetGateway, 'InternetGatewayId VpcId'),
  DetachNetworkInterface: answered(DetachNetworkInterface, 'AttachmentId Force'),
  DetachVolume: answered(DetachVolume, 'Device Force InstanceId VolumeId'),
  DisassociateAddress: answered(DisassociateAddress, 'AssociationId PublicIp'),
  DisassociateRouteTable: answered(DisassociateRouteTable, 'AssociationId'),
  ImportKeyPair: answered(ImportKeyPair, 'KeyName PublicKeyMaterial TagSpecifications'),
  ModifyInstanceAttribute: answered(ModifyInstanceAttribute, 'Attribute Value InstanceId InstanceType DisableApiTermination DisableApiStop '
    + 'EbsOptimized InstanceInitiatedShutdownBehavior SourceDestCheck UserData'),
  ModifyLaunchTemplate: answered(ModifyLaunchTemplate, 'LaunchTemplateId LaunchTemplateName DefaultVersion'),
  ModifySubnetAttribute: answered(ModifySubnetAttribute, 'SubnetId MapPublicIpOnLaunch EnableDns64'),
  ModifyVolume: answered(ModifyVolume, 'VolumeId Size VolumeType Iops Throughput'),
  ModifyVpcAttribute: answered(ModifyVpcAttribute, 'VpcId EnableDnsHostnames EnableDnsSupport EnableNetworkAddressUsageMetrics'),
  RebootInstances: answered(RebootInstances, 'InstanceIds'),
  RegisterImage: answered(RegisterImage, 'Name Architecture BlockDeviceMappings Description EnaSupport RootDeviceName VirtualizationType '
    + 'TagSpecifications'),
  ReleaseAddress: answered(ReleaseAddress, 'AllocationId PublicIp NetworkBorderGroup'),
  ReplaceNetworkAclAssociation: answered(ReplaceNetworkAclAssociation, 'AssociationId NetworkAclId'),
  ReplaceRoute: answered(ReplaceRoute, route),
  ReplaceRouteTableAssociation: answered(ReplaceRouteTableAssociation, 'AssociationId RouteTableId'),
  RevokeSecurityGroupEgress: answered(RevokeSecurityGroupEgress, `${permission} SecurityGroupRuleIds`),
  RevokeSecurityGroupIngress: answered(RevokeSecurityGroupIngress, `${permission} SecurityGroupRuleIds`),
  RunInstances: answered(RunInstances,
    'BlockDeviceMappings ImageId InstanceType KeyName MaxCount MinCount Monitoring Placement SecurityGroupIds '
    + 'SecurityGroups SubnetId UserData DisableApiTermination DisableApiStop EbsOptimized IamInstanceProfile '
    + 'InstanceInitiatedShutdownBehavior NetworkInterfaces PrivateIpAddress TagSpecifications LaunchTemplate InstanceMarketOptions'),
  StartInstances: answered(StartInstances, 'InstanceIds'),
  StopInstances: answered(StopInstances, 'InstanceIds Force'),
  TerminateInstances: answered(TerminateInstances, 'InstanceIds Force'),
}
