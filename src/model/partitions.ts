// AWS's partitions and their regions, as the AWS SDKs know them. It knows which partition a region belongs to, not which services it has.
// Source: the partition data of botocore 1.44.5, which AWS gives to all its SDKs; the test compares it with the installed SDK's copy.

export interface Region {
  readonly id: string
  /** As the console shows it: `US East (N. Virginia)`. */
  readonly name: string
}

export interface Partition {
  /** Second part of an ARN: `aws`, `aws-cn`, `aws-us-gov` */
  readonly id: string
  readonly dnsSuffix: string
  readonly dualStackDnsSuffix: string
  /** Where the partition's global services sign and are recorded. */
  readonly globalRegion: string
  /** Regions of this form belong to the partition, known or not; so does `<id>-global`, which stands for none of them. */
  readonly regionPattern: RegExp
  readonly regions: readonly Region[]
}

export const partitions: readonly Partition[] = [
  {
    id: 'aws', dnsSuffix: 'amazonaws.com', dualStackDnsSuffix: 'api.aws',
    globalRegion: 'us-east-1', regionPattern: /^(us|eu|ap|sa|ca|me|af|il|mx)-\w+-\d+$/,
    regions: [
      { id: 'af-south-1', name: 'Africa (Cape Town)' },
      { id: 'ap-east-1', name: 'Asia Pacific (Hong Kong)' },
      { id: 'ap-east-2', name: 'Asia Pacific (Taipei)' },
      { id: 'ap-northeast-1', name: 'Asia Pacific (Tokyo)' },
      { id: 'ap-northeast-2', name: 'Asia Pacific (Seoul)' },
      { id: 'ap-northeast-3', name: 'Asia Pacific (Osaka)' },
      { id: 'ap-south-1', name: 'Asia Pacific (Mumbai)' },
      { id: 'ap-south-2', name: 'Asia Pacific (Hyderabad)' },
      { id: 'ap-southeast-1', name: 'Asia Pacific (Singapore)' },
      { id: 'ap-southeast-2', name: 'Asia Pacific (Sydney)' },
      { id: 'ap-southeast-3', name: 'Asia Pacific (Jakarta)' },
      { id: 'ap-southeast-4', name: 'Asia Pacific (Melbourne)' },
      { id: 'ap-southeast-5', name: 'Asia Pacific (Malaysia)' },
      { id: 'ap-southeast-6', name: 'Asia Pacific (New Zealand)' },
      { id: 'ap-southeast-7', name: 'Asia Pacific (Thailand)' },
      { id: 'ca-central-1', name: 'Canada (Central)' },
      { id: 'ca-west-1', name: 'Canada West (Calgary)' },
      { id: 'eu-central-1', name: 'Europe (Frankfurt)' },
      { id: 'eu-central-2', name: 'Europe (Zurich)' },
      { id: 'eu-north-1', name: 'Europe (Stockholm)' },
      { id: 'eu-south-1', name: 'Europe (Milan)' },
      { id: 'eu-south-2', name: 'Europe (Spain)' },
      { id: 'eu-west-1', name: 'Europe (Ireland)' },
      { id: 'eu-west-2', name: 'Europe (London)' },
      { id: 'eu-west-3', name: 'Europe (Paris)' },
      { id: 'il-central-1', name: 'Israel (Tel Aviv)' },
      { id: 'me-central-1', name: 'Middle East (UAE)' },
      { id: 'me-south-1', name: 'Middle East (Bahrain)' },
      { id: 'me-west-1', name: 'Middle East (Saudi Arabia)' },
      { id: 'mx-central-1', name: 'Mexico (Central)' },
      { id: 'sa-east-1', name: 'South America (Sao Paulo)' },
      { id: 'sa-west-1', name: 'South America (Chile)' },
      { id: 'us-east-1', name: 'US East (N. Virginia)' },
      { id: 'us-east-2', name: 'US East (Ohio)' },
      { id: 'us-west-1', name: 'US West (N. California)' },
      { id: 'us-west-2', name: 'US West (Oregon)' },
    ],
  },
  {
    id: 'aws-cn', dnsSuffix: 'amazonaws.com.cn', dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
    globalRegion: 'cn-northwest-1', regionPattern: /^cn-\w+-\d+$/,
    regions: [
      { id: 'cn-north-1', name: 'China (Beijing)' },
      { id: 'cn-northwest-1', name: 'China (Ningxia)' },
    ],
  },
  {
    id: 'aws-eusc', dnsSuffix: 'amazonaws.eu', dualStackDnsSuffix: 'api.amazonwebservices.eu',
    globalRegion: 'eusc-de-east-1', regionPattern: /^eusc-(de)-\w+-\d+$/,
    regions: [
      { id: 'eusc-de-east-1', name: 'AWS European Sovereign Cloud (Germany)' },
    ],
  },
  {
    id: 'aws-iso', dnsSuffix: 'c2s.ic.gov', dualStackDnsSuffix: 'api.aws.ic.gov',
    globalRegion: 'us-iso-east-1', regionPattern: /^us-iso-\w+-\d+$/,
    regions: [
      { id: 'us-iso-east-1', name: 'US ISO East' },
      { id: 'us-iso-west-1', name: 'US ISO WEST' },
    ],
  },
  {
    id: 'aws-iso-b', dnsSuffix: 'sc2s.sgov.gov', dualStackDnsSuffix: 'api.aws.scloud',
    globalRegion: 'us-isob-east-1', regionPattern: /^us-isob-\w+-\d+$/,
    regions: [
      { id: 'us-isob-east-1', name: 'US ISOB East (Ohio)' },
      { id: 'us-isob-west-1', name: 'US ISOB West' },
    ],
  },
  {
    id: 'aws-iso-e', dnsSuffix: 'cloud.adc-e.uk', dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
    globalRegion: 'eu-isoe-west-1', regionPattern: /^eu-isoe-\w+-\d+$/,
    regions: [
      { id: 'eu-isoe-west-1', name: 'EU ISOE West' },
    ],
  },
  {
    id: 'aws-iso-f', dnsSuffix: 'csp.hci.ic.gov', dualStackDnsSuffix: 'api.aws.hci.ic.gov',
    globalRegion: 'us-isof-south-1', regionPattern: /^us-isof-\w+-\d+$/,
    regions: [
      { id: 'us-isof-east-1', name: 'US ISOF EAST' },
      { id: 'us-isof-south-1', name: 'US ISOF SOUTH' },
    ],
  },
  {
    id: 'aws-us-gov', dnsSuffix: 'amazonaws.com', dualStackDnsSuffix: 'api.aws',
    globalRegion: 'us-gov-west-1', regionPattern: /^us-gov-\w+-\d+$/,
    regions: [
      { id: 'us-gov-east-1', name: 'AWS GovCloud (US-East)' },
      { id: 'us-gov-west-1', name: 'AWS GovCloud (US-West)' },
    ],
  },
]

/** Every request asks for its region's partition, so the regions that are listed are looked up, not searched. */
const listed: ReadonlyMap<string, Partition> = new Map(partitions.flatMap(partition =>
  [`${partition.id}-global`, ...partition.regions.map(({ id }) => id)].map((region): [string, Partition] => [region, partition])))

/** The partition that a region, known or not, belongs to; `aws` where no pattern fits, as in the SDKs' `aws.partition`. */
export function partitionOf(region: string): Partition {
  const fitting = listed.get(region) ?? partitions.find(({ regionPattern }) => regionPattern.test(region)) ?? partitions[0]
  if (fitting === undefined) throw new Error('assert: there is no partition')
  return fitting
}

/** The partition of this id, the second part of an ARN. */
export function partitionById(id: string): Partition | undefined {
  return partitions.find(partition => partition.id === id)
}

/** Ids of a partition's regions, without its pseudo region; none for an unknown partition. */
export function regionsOf(partitionId: string): readonly string[] {
  return partitionById(partitionId)?.regions.map(({ id }) => id) ?? []
}

/** Whether AWS has a region of this id. */
export function isRegion(id: string): boolean {
  return partitions.some(({ regions }) => regions.some(region => region.id === id))
}
