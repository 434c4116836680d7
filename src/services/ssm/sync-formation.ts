// AWS::SSM::ResourceDataSync for Cloud Control and CloudFormation, by real calls of Systems Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by SyncName; only the source of a sync can change.

import type { CreateResourceDataSyncRequest, ResourceDataSyncItem, ResourceDataSyncSource } from '../../../generated/aws/ssm.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

/** Pages of ListResourceDataSync, as one list. */
async function syncs(call: Call): Promise<ResourceDataSyncItem[]> {
  const { ResourceDataSyncItems: items = [] } = await call.to('ssm').ListResourceDataSync({ MaxResults: 50 })
  return [...items]
}

/** The bucket may be named by members of the older form. */
function inputOf(properties: Properties): CreateResourceDataSyncRequest {
  const { SyncName, SyncType, S3Destination, SyncSource, BucketName, BucketPrefix, BucketRegion, SyncFormat, KMSKeyArn } = properties
  const flat = BucketName === undefined ? undefined : {
    BucketName, Region: BucketRegion, SyncFormat: SyncFormat ?? 'JsonSerDe', ...(BucketPrefix !== undefined && { Prefix: BucketPrefix }),
    ...(KMSKeyArn !== undefined && { AWSKMSKeyARN: KMSKeyArn }),
  }
  const nested = S3Destination === undefined ? undefined : keyed(S3Destination as Properties)
  const destination = nested ?? flat
  return {
    SyncName: String(SyncName), ...(SyncType !== undefined && { SyncType: String(SyncType) }),
    ...(destination !== undefined && { S3Destination: destination }), ...(SyncSource !== undefined && { SyncSource }),
  } as CreateResourceDataSyncRequest
}

function keyed({ BucketPrefix, BucketRegion, KMSKeyArn, ...rest }: Properties): Properties {
  return {
    ...rest, Region: BucketRegion, ...(BucketPrefix !== undefined && { Prefix: BucketPrefix }),
    ...(KMSKeyArn !== undefined && { AWSKMSKeyARN: KMSKeyArn }),
  }
}

export const syncFormation: CloudFormationHandlers = {
  type: 'AWS::SSM::ResourceDataSync',
  primaryIdentifier: ['SyncName'],
  readOnly: [],
  createOnly: ['KMSKeyArn', 'SyncType', 'BucketRegion', 'BucketName', 'SyncFormat', 'SyncName', 'S3Destination', 'BucketPrefix'],

  async create(properties, call) {
    const input = inputOf(properties)
    await call.to('ssm').CreateResourceDataSync(input)
    return input.SyncName
  },

  async read(name, call) {
    const found = (await syncs(call)).find(({ SyncName }) => SyncName === name)
    if (found === undefined) throw new Fault('ResourceDataSyncNotFoundException', `The specified sync name ${name} was not found.`)
    const { S3Destination: destination, SyncSource: source, SyncType } = found
    if (destination === undefined) return { SyncName: name, SyncType, ...(source !== undefined && { SyncSource: source }) }
    const { BucketName, Prefix, Region, SyncFormat, AWSKMSKeyARN } = destination
    return {
      SyncName: name, SyncType, S3Destination: {
        BucketName, BucketRegion: Region, SyncFormat, ...(Prefix !== undefined && { BucketPrefix: Prefix }),
        ...(AWSKMSKeyARN !== undefined && { KMSKeyArn: AWSKMSKeyARN }),
      },
    }
  },

  async update(name, { SyncSource: source, SyncType: type }, _previous, call) {
    await call.to('ssm').UpdateResourceDataSync({
      SyncName: name, SyncType: String(type ?? 'SyncToDestination'), SyncSource: source as ResourceDataSyncSource,
    })
  },

  async delete(name, call) {
    await call.to('ssm').DeleteResourceDataSync({ SyncName: name })
  },

  async * list(call) {
    for (const { SyncName: name } of await syncs(call)) yield name!
  },
}
