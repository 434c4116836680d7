// RunInstances: from image, type, subnet, groups, disks and launch template to instances that are pending and then running. All of a call's
// instances are made or none is. Source: RunInstances, EC2 API Reference; "Launch an instance", EC2 User Guide.

import type {
  Ec2, Image as ShownImage, RequestLaunchTemplateData, RequestSpotLaunchSpecification, RunInstancesRequest, Subnet as ShownSubnet,
} from '../../../generated/aws/ec2.ts'
import { spotOperation } from '../../contract/index.ts'
import { arnTemplate, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { newPublicAddress, publicNameOf } from './address.ts'
import { imageOf } from './image.ts'
import { typeFacts } from './instance-type.ts'
import { reservationOf } from './instance.ts'
import { stateNamed, startingMs } from './instance-state.ts'
import { keyNamed } from './key-pair.ts'
import { change, find, make, tagAs } from './kind.ts'
import { Instance, NetworkInterface, Subnet, Volume } from './kinds.ts'
import type { StoredInstance } from './kinds.ts'
import { templateData } from './launch-template.ts'
import { mostOf, priceShown, spotPrice } from './spot-price.ts'
import { newRequest, SpotInstanceRequest } from './spot-request.ts'
import type { SpotRequest } from './spot-request.ts'
import { asInstanceShows, newInterface } from './network-interface.ts'
import { groupNamed } from './security-group.ts'
import { join, newVolume } from './volume.ts'
import { defaultSubnet } from './vpc-default.ts'
import { checkZone } from './zone.ts'

/** What is the same for all instances of one call. */
interface Plan {
  readonly input: RunInstancesRequest
  readonly image: ShownImage
  readonly subnet: ShownSubnet
  readonly groupIds: readonly string[] | undefined
  readonly address: string | undefined
  readonly isPublic: boolean
  readonly reservationId: string
  /** Of a spot instance: whose request it is, and how it is metered. */
  readonly spot?: SpotLaunch
}

interface SpotLaunch { readonly requestId: string, readonly operation: string }

const typeWithoutOne = 'm1.small'
const profileArn = arnTemplate('arn:{partition}:iam::{account}:instance-profile/{name}')

/** A launch template gives what the call leaves out. */
function withTemplate(input: RunInstancesRequest, call: Call): RunInstancesRequest {
  if (input.LaunchTemplate === undefined) return input
  const { TagSpecifications: tags, ...data } = templateData(input.LaunchTemplate, call) as RequestLaunchTemplateData & RunInstancesRequest
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
  return { ...data, ...given, TagSpecifications: [...tags ?? [], ...input.TagSpecifications ?? []] } as RunInstancesRequest
}

function planOf(input: RunInstancesRequest, call: Call): Plan {
  const { ImageId: imageId, NetworkInterfaces: cards = [], SecurityGroups: names, KeyName: key } = input
  if (imageId === undefined) throw new Fault('MissingParameter', 'The request must contain the parameter ImageId')
  const image = imageOf(imageId, call)
  if (image.State !== 'available') throw new Fault('InvalidAMIID.Unavailable', `The image id '[${imageId}]' is no longer available`)
  if (key !== undefined) keyNamed(key, call)
  const [card] = cards
  if (cards.length > 1 || card?.NetworkInterfaceId !== undefined) {
    throw new Fault('NotImplemented', 'Instances are launched with one new network interface. Attach others with AttachNetworkInterface.')
  }
  const subnetId = card?.SubnetId ?? input.SubnetId
  const zone = input.Placement?.AvailabilityZone
  if (zone !== undefined) checkZone(zone, call)
  const subnet = subnetId === undefined ? defaultSubnet(zone, call) : find(Subnet, subnetId, call)
  if (subnet === undefined) throw new Fault('MissingInput', `No subnets found for the default VPC. Please specify a subnet.`)
  const groupIds = card?.Groups ?? input.SecurityGroupIds ?? names?.map(name => groupNamed(name, call).GroupId!)
  return {
    input, image, subnet, groupIds, address: card?.PrivateIpAddress ?? input.PrivateIpAddress,
    isPublic: card?.AssociatePublicIpAddress ?? subnet.MapPublicIpOnLaunch ?? false, reservationId: `r-${call.hex(17)}`,
  }
}

function checkType(type: string, image: ShownImage): void {
  const facts = typeFacts(type)
  if (!/^[a-z0-9-]+\.[a-z0-9-]+$/.test(type)) throw new Fault('InvalidParameterValue', `Invalid value '${type}' for InstanceType.`)
  if (facts !== undefined && facts.architecture !== image.Architecture && image.Architecture !== 'i386') {
    throw new Fault('InvalidParameterValue', `The architecture '${facts.architecture}' of the specified instance type does not match the `
      + `architecture '${image.Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching `
      + 'architectures, and try again. You can use \'describe-instance-types\' or \'describe-images\' to discover the architecture of '
      + 'the instance type or AMI.')
  }
}

export const RunInstances: Ec2['RunInstances'] = (asked, call) => {
  const input = withTemplate(asked, call)
  const { MinCount: least, MaxCount: most } = input
  if (least < 1 || most < least) throw new Fault('InvalidParameterValue', `Value (${least}) for parameter minCount is invalid.`)
  const plan = planOf(input, call)
  checkType(input.InstanceType ?? typeWithoutOne, plan.image)
  if (input.InstanceMarketOptions?.MarketType === 'spot') {
    const made = Array.from({ length: most }, (_, at) => launch({ ...plan, spot: atMarket(plan, call) }, at, call))
    for (const { InstanceId: id = '', SpotInstanceRequestId: request = '' } of made) {
      change(SpotInstanceRequest, request, { InstanceId: id }, call)
    }
    return reservationOf(plan.reservationId, made, call)
  }
  const made = Array.from({ length: most }, (_, at) => launch(plan, at, call))
  return reservationOf(plan.reservationId, made, call)
}

/** The request of an instance that is launched at the market's price at once. @throws SpotMaxPriceTooLow */
function atMarket({ input, image, subnet }: Plan, call: Call): SpotLaunch {
  const { SpotOptions: options = {} } = input.InstanceMarketOptions!
  const type = input.InstanceType ?? typeWithoutOne
  const operation = image.UsageOperation ?? 'RunInstances'
  const zone = subnet.AvailabilityZone!
  const most = mostOf(options.MaxPrice, type, operation, call)
  const price = spotPrice(type, operation, zone, call)!
  if (price >= most) {
    throw new Fault('SpotMaxPriceTooLow', `Your Spot request price of ${priceShown(most)} is lower than the minimum required Spot request `
      + `fulfillment price of ${priceShown(price)}.`)
  }
  const { InstanceInterruptionBehavior: behaviour = 'terminate', SpotInstanceType: kind = 'one-time', BlockDurationMinutes: block,
    ValidUntil: until } = options
  if (behaviour !== 'terminate' && kind !== 'persistent') {
    throw new Fault('InvalidParameterCombination', `The interruption behavior '${behaviour}' needs a persistent request.`)
  }
  const request = newRequest({
    State: 'active', Type: kind, SpotPrice: priceShown(most), InstanceInterruptionBehavior: behaviour, LaunchedAvailabilityZone: zone,
    ProductDescription: image.PlatformDetails!, ...(block !== undefined && { BlockDurationMinutes: block }),
    ...(until !== undefined && { ValidUntil: until }),
    terms: { most, launchedAt: call.now(), spec: specOf(input, subnet.SubnetId!, type) },
  }, input.TagSpecifications, call)
  const id = request.SpotInstanceRequestId!
  call.setTimer('spot', id, call.now() + 1, {})
  return { requestId: id, operation: spotOperation(operation, zone) }
}

function specOf(input: RunInstancesRequest, subnetId: string, type: string): RequestSpotLaunchSpecification {
  const { ImageId, KeyName, SecurityGroupIds, UserData, BlockDeviceMappings, EbsOptimized } = input
  const spec = { ImageId, KeyName, SecurityGroupIds, UserData, BlockDeviceMappings, EbsOptimized, InstanceType: type, SubnetId: subnetId }
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as RequestSpotLaunchSpecification
}

/** Launches what a request asks for, in a zone. Inside a transaction. */
export function launchSpot({ SpotInstanceRequestId: requestId = '', terms: { spec } }: SpotRequest, zone: string,
  call: Call): StoredInstance {
  const place = spec.SubnetId === undefined ? { Placement: { AvailabilityZone: zone } } : {}
  const plan = planOf({ ...spec, ...place, MinCount: 1, MaxCount: 1 } as RunInstancesRequest, call)
  return launch({ ...plan, spot: { requestId, operation: spotOperation(plan.image.UsageOperation ?? 'RunInstances', zone) } }, 0, call)
}

function launch(plan: Plan, at: number, call: Call): StoredInstance {
  const { input, subnet } = plan
  const id = make(Instance, call, each => bare(plan, each, at, call), { tags: input.TagSpecifications }).InstanceId!
  const card = newInterface({
    subnetId: subnet.SubnetId!, groupIds: plan.groupIds, address: plan.address, tags: input.TagSpecifications,
    attachment: {
      AttachmentId: `eni-attach-${call.hex(17)}`, AttachTime: call.now(), DeleteOnTermination: true, DeviceIndex: 0, NetworkCardIndex: 0,
      InstanceId: id, InstanceOwnerId: call.account, Status: 'attached',
    },
  }, call)
  const publicIp = plan.isPublic ? newPublicAddress(call) : undefined
  const named = publicIp === undefined ? {} : { PublicIpAddress: publicIp, PublicDnsName: publicNameOf(publicIp, call.region) }
  if (publicIp !== undefined) {
    const Association = { PublicIp: publicIp, IpOwnerId: 'amazon', PublicDnsName: publicNameOf(publicIp, call.region) }
    change(NetworkInterface, card.NetworkInterfaceId!, { Association }, call)
  }
  change(Instance, id, {
    NetworkInterfaces: [asInstanceShows(card)], SecurityGroups: card.Groups!, PrivateIpAddress: card.PrivateIpAddress!,
    PrivateDnsName: card.PrivateDnsName!, ...named,
  }, call)
  layDisks(plan, id, call)
  const running = { at: call.now() + call.lifecycleMs(startingMs), patch: { State: stateNamed('running') } }
  return change(Instance, id, {}, call, running)
}

function bare({ input, image, subnet, reservationId, spot }: Plan, id: string, at: number, call: Call): StoredInstance {
  const { KeyName, ClientToken, UserData, IamInstanceProfile: profile, InstanceInitiatedShutdownBehavior: ends } = input
  return {
    InstanceId: id, ImageId: image.ImageId!, State: stateNamed('pending'), PrivateDnsName: '', PublicDnsName: '', StateTransitionReason: '',
    ...(KeyName !== undefined && { KeyName }), AmiLaunchIndex: at, ProductCodes: [], InstanceType: input.InstanceType ?? typeWithoutOne,
    LaunchTime: call.now(),
    Placement: { AvailabilityZone: subnet.AvailabilityZone!, GroupName: '', Tenancy: input.Placement?.Tenancy ?? 'default' },
    Monitoring: { State: input.Monitoring?.Enabled === true ? 'enabled' : 'disabled' }, SubnetId: subnet.SubnetId!, VpcId: subnet.VpcId!,
    Architecture: image.Architecture!, BlockDeviceMappings: [], ClientToken: ClientToken ?? '', EbsOptimized: input.EbsOptimized ?? false,
    EnaSupport: true, Hypervisor: 'xen', NetworkInterfaces: [], RootDeviceName: image.RootDeviceName!, RootDeviceType: 'ebs',
      SecurityGroups: [],
    SourceDestCheck: true, VirtualizationType: 'hvm', PlatformDetails: image.PlatformDetails!, UsageOperation: image.UsageOperation!,
    ...(image.Platform !== undefined && { Platform: image.Platform }),
    ...(profile !== undefined && { IamInstanceProfile: { Arn: profile.Arn ?? profileArn(call, { name: profile.Name ?? '' }) } }),
    ...(spot !== undefined && { InstanceLifecycle: 'spot', SpotInstanceRequestId: spot.requestId }),
    settings: {
      ...(spot !== undefined && { spotOperation: spot.operation }), reservationId, endsByItself: ends === 'terminate' ? 'terminate'
        : 'stop', keepsFromTermination: input.DisableApiTermination ?? false,
      keepsFromStop: input.DisableApiStop ?? false, ...(UserData !== undefined && { userData: UserData }),
    },
  } as StoredInstance
}

/** The image's disks, each as the call would have it, and the call's own. */
function layDisks({ input, image, subnet }: Plan, id: string, call: Call): void {
  const own = new Map((input.BlockDeviceMappings ?? []).map(mapping => [mapping.DeviceName, mapping]))
  const names = new Set([...(image.BlockDeviceMappings ?? []).map(({ DeviceName }) => DeviceName), ...own.keys()])
  for (const name of names) {
    const mapping = own.get(name)
    if (mapping?.NoDevice !== undefined) continue
    const of = image.BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === name)?.Ebs
    const disk = { ...of, ...mapping?.Ebs }
    if (of === undefined && mapping?.Ebs === undefined) continue
    const volume = newVolume({
      AvailabilityZone: subnet.AvailabilityZone!, VolumeType: disk.VolumeType ?? 'gp2', Encrypted: disk.Encrypted ?? false,
      ...(disk.VolumeSize !== undefined && { Size: disk.VolumeSize }), ...(disk.SnapshotId !== undefined
        && { SnapshotId: disk.SnapshotId }),
      ...(disk.Iops !== undefined && { Iops: disk.Iops }), ...(disk.Throughput !== undefined && { Throughput: disk.Throughput }),
    }, call, true)
    tagAs(Volume, call, volume.VolumeId!, input.TagSpecifications)
    join(volume.VolumeId!, id, name!, disk.DeleteOnTermination ?? true, call)
  }
}

