// What the tests of this folder share: an account with a tagged instance, a bucket, and calls of the API.

import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import { S3 } from '@aws-sdk/client-s3'
import { account, contractCloud } from '../../../tests/terms/contract.ts'
import type { ContractCloud } from '../../../tests/terms/contract.ts'

export const wanted = {
  Name: 'bill', Description: 'everything', RefreshCadence: { Frequency: 'SYNCHRONOUS' },
  DataQuery: {
    QueryStatement: 'SELECT line_item_usage_type, line_item_usage_amount, line_item_unblended_cost, resource_tags.user_team AS team, '
      + 'bill_invoice_id FROM COST_AND_USAGE_REPORT WHERE line_item_product_code = \'AmazonEC2\'',
    TableConfigurations: { COST_AND_USAGE_REPORT: { TIME_GRANULARITY: 'MONTHLY', INCLUDE_RESOURCES: 'TRUE' } },
  },
  DestinationConfigurations: {
    S3Destination: {
      S3Bucket: 'exports', S3Prefix: 'p', S3Region: 'us-east-1',
      S3OutputConfigurations: { Compression: 'GZIP', Format: 'TEXT_OR_CSV', OutputType: 'CUSTOM', Overwrite: 'OVERWRITE_REPORT' },
    },
  },
}

/** The same with another form of files. */
export function written(output: object, more: object = {}): typeof wanted {
  const { S3Destination } = wanted.DestinationConfigurations
  return {
    ...wanted, ...more, DestinationConfigurations: {
      S3Destination: { ...S3Destination, S3OutputConfigurations: { ...S3Destination.S3OutputConfigurations, ...output } },
    },
  }
}

export interface Exporter { readonly contract: ContractCloud, readonly s3: S3, create(wanted: object): Promise<string> }

export async function exporter(t: TestContext): Promise<Exporter> {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const client = contract.cloud.client({ accessKeyId: account })
  const s3 = new S3({ ...client, forcePathStyle: true })
  await s3.createBucket({ Bucket: 'exports' })
  const ec2 = new EC2(client)
  const { Images } = await ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  await ec2.runInstances({
    ImageId: Images![0]!.ImageId!, InstanceType: 'm5.large', MinCount: 1, MaxCount: 1,
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'web' }] }],
  })
  const create = async (of: object) => String((await contract.ask('bcm-data-exports:CreateExport', { Export: of }))['ExportArn'])
  return { contract, s3, create }
}
