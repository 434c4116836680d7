// AWS::KinesisFirehose::DeliveryStream for Cloud Control and CloudFormation, by real calls of Firehose.
// Source: the resource type's schema in the CloudFormation registry: identified by DeliveryStreamName; destinations are spelled as in the
// API.

import type { CreateDeliveryStreamInput } from '../../../generated/aws/firehose.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

const members = [
  'DeliveryStreamEncryptionConfigurationInput', 'DeliveryStreamType', 'ExtendedS3DestinationConfiguration',
    'HttpEndpointDestinationConfiguration',
  'KinesisStreamSourceConfiguration', 'S3DestinationConfiguration', 'RedshiftDestinationConfiguration',
    'ElasticsearchDestinationConfiguration',
  'AmazonopensearchserviceDestinationConfiguration', 'AmazonOpenSearchServerlessDestinationConfiguration', 'SplunkDestinationConfiguration',
  'SnowflakeDestinationConfiguration', 'IcebergDestinationConfiguration', 'MSKSourceConfiguration', 'DatabaseSourceConfiguration',
]

export const streamFormation: CloudFormationHandlers = {
  type: 'AWS::KinesisFirehose::DeliveryStream',
  primaryIdentifier: ['DeliveryStreamName'],
  readOnly: ['Arn'],
  createOnly: ['DeliveryStreamName', 'DeliveryStreamType', 'KinesisStreamSourceConfiguration'],

  async create(properties, call) {
    const name = String(properties.DeliveryStreamName ?? `DeliveryStream-${call.alphanumeric(12)}`)
    const given = Object.fromEntries(members.filter(member => properties[member] !== undefined).map(member => [member, properties[member]]))
    const tags = properties.Tags as Tag[] | undefined
    await call.to('firehose').CreateDeliveryStream({
      ...given as Partial<CreateDeliveryStreamInput>, DeliveryStreamName: name, ...(tags !== undefined && { Tags: tags }),
    })
    return name
  },

  async read(name, call) {
    const firehose = call.to('firehose')
    const { DeliveryStreamDescription: found } = await firehose.DescribeDeliveryStream({ DeliveryStreamName: name })
    const { Tags: tags } = await firehose.ListTagsForDeliveryStream({ DeliveryStreamName: name })
    const [destination] = found.Destinations
    const { ExtendedS3DestinationDescription: s3, HttpEndpointDestinationDescription: http } = destination!
    const source = found.Source?.KinesisStreamSourceDescription
    return {
      DeliveryStreamName: name, Arn: found.DeliveryStreamARN, DeliveryStreamType: found.DeliveryStreamType,
      ...(s3 !== undefined && { ExtendedS3DestinationConfiguration: s3 }),
      ...(http !== undefined && { HttpEndpointDestinationConfiguration: { ...http, S3Configuration: http.S3DestinationDescription } }),
      ...(source !== undefined
        && { KinesisStreamSourceConfiguration: { KinesisStreamARN: source.KinesisStreamARN, RoleARN: source.RoleARN } }),
      ...(tags.length > 0 && { Tags: tags }),
    }
  },

  async update(name, properties, previous, call) {
    const firehose = call.to('firehose')
    await retag(name, properties, previous, call)
    const { DeliveryStreamDescription: { VersionId: version, Destinations: [destination] } } =
      await firehose.DescribeDeliveryStream({ DeliveryStreamName: name })
    const { ExtendedS3DestinationConfiguration: s3, S3DestinationConfiguration: plain,
      HttpEndpointDestinationConfiguration: http } = properties
    await firehose.UpdateDestination({
      DeliveryStreamName: name, CurrentDeliveryStreamVersionId: version, DestinationId: destination!.DestinationId,
      ...((s3 ?? plain) !== undefined && { ExtendedS3DestinationUpdate: (s3 ?? plain) as object }),
      ...(http !== undefined && { HttpEndpointDestinationUpdate: http as object }),
    })
  },

  async delete(name, call) {
    await call.to('firehose').DeleteDeliveryStream({ DeliveryStreamName: name })
  },

  async * list(call) {
    let after: string | undefined
    for (;;) {
      const page = await call.to('firehose').ListDeliveryStreams({ ...(after !== undefined
        && { ExclusiveStartDeliveryStreamName: after }) })
      yield* page.DeliveryStreamNames
      after = page.DeliveryStreamNames.at(-1)
      if (!page.HasMoreDeliveryStreams) return
    }
  },
}

async function retag(name: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const [wanted, before] = [properties, previous].map(({ Tags: tags = [] }) => tags as Tag[]) as [Tag[], Tag[]]
  const gone = before.map(({ Key }) => Key).filter(key => !wanted.some(({ Key }) => Key === key))
  if (gone.length > 0) await call.to('firehose').UntagDeliveryStream({ DeliveryStreamName: name, TagKeys: gone })
  if (wanted.length > 0) await call.to('firehose').TagDeliveryStream({ DeliveryStreamName: name, Tags: wanted })
}
