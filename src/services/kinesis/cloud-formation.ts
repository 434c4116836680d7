// AWS::Kinesis::Stream for Cloud Control and CloudFormation, by real calls of Kinesis.
// Source: the resource type's schema in the CloudFormation registry: identified by Name.

import { everyPage } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

interface Tag { readonly Key: string, readonly Value: string }

interface ModeDetails { readonly StreamMode?: string }

interface Encryption { readonly EncryptionType: string, readonly KeyId: string }

export const streamHandlers: CloudFormationHandlers = {
  type: 'AWS::Kinesis::Stream',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn'],
  createOnly: ['Name'],

  async create(properties, call) {
    const { Name: name = `Stream-${call.alphanumeric(12)}`, ShardCount: count, StreamModeDetails: details } = properties
    const isOnDemand = (details as ModeDetails | undefined)?.StreamMode === 'ON_DEMAND'
    await call.to('kinesis').CreateStream({
      StreamName: String(name), Tags: Object.fromEntries(tagsOf(properties).map(({ Key, Value }) => [Key, Value])),
      ...isOnDemand ? { StreamModeDetails: { StreamMode: 'ON_DEMAND' } } : { ShardCount: Number(count ?? 1) },
    })
    return String(name)
  },

  async read(name, call) {
    const kinesis = call.to('kinesis')
    const { StreamDescriptionSummary: found } = await kinesis.DescribeStreamSummary({ StreamName: name })
    const { Tags: tags } = await kinesis.ListTagsForStream({ StreamName: name })
    const { StreamARN, OpenShardCount, RetentionPeriodHours, StreamModeDetails, EncryptionType, KeyId } = found
    return {
      Name: name, Arn: StreamARN, ShardCount: OpenShardCount, RetentionPeriodHours, StreamModeDetails,
      ...(EncryptionType === 'KMS' && { StreamEncryption: { EncryptionType, KeyId } }), ...(tags.length > 0 && { Tags: tags }),
    }
  },

  /** One change at a time: a stream that is being changed takes no other. */
  async update(name, properties, previous, call) {
    const kinesis = call.to('kinesis')
    const stream = { StreamName: name }
    await retag(name, properties, previous, call)
    const [hours, before] = [Number(properties.RetentionPeriodHours ?? 24), Number(previous.RetentionPeriodHours ?? 24)]
    const [encryption, oldEncryption] = [properties, previous].map(each => each.StreamEncryption as Encryption | undefined)
    if (hours > before) await kinesis.IncreaseStreamRetentionPeriod({ ...stream, RetentionPeriodHours: hours })
    else if (hours < before) await kinesis.DecreaseStreamRetentionPeriod({ ...stream, RetentionPeriodHours: hours })
    else if (properties.ShardCount !== undefined && properties.ShardCount !== previous.ShardCount) {
      await kinesis.UpdateShardCount({ ...stream, TargetShardCount: Number(properties.ShardCount), ScalingType: 'UNIFORM_SCALING' })
    } else if (encryption !== undefined && encryption.KeyId !== oldEncryption?.KeyId) {
      await kinesis.StartStreamEncryption({ ...stream, ...encryption })
    } else if (encryption === undefined && oldEncryption !== undefined) await kinesis.StopStreamEncryption({ ...stream, ...oldEncryption })
  },

  async delete(name, call) {
    await call.to('kinesis').DeleteStream({ StreamName: name, EnforceConsumerDeletion: true })
  },

  async * list(call) {
    yield* everyPage(token => call.to('kinesis').ListStreams(token), ({ StreamNames }) => StreamNames)
  },
}

async function retag(name: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const [wanted, before] = [tagsOf(properties), tagsOf(previous)]
  const gone = before.map(({ Key }) => Key).filter(key => !wanted.some(({ Key }) => Key === key))
  if (gone.length > 0) await call.to('kinesis').RemoveTagsFromStream({ StreamName: name, TagKeys: gone })
  const Tags = Object.fromEntries(wanted.map(({ Key, Value }) => [Key, Value]))
  if (wanted.length > 0) await call.to('kinesis').AddTagsToStream({ StreamName: name, Tags })
}

function tagsOf({ Tags: tags = [] }: Properties): readonly Tag[] {
  return tags as Tag[]
}
