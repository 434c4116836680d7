// AWS SDK for JavaScript v3 under the scenarios' face, over HTTP or straight into the process. All settings but endpoint, region, keys and
// handler are the SDK's own.

import { createRequire } from 'node:module'
import { CallError } from './client.ts'
import type { Caller, Client, Input, Operation, Output, PresignedUrl, Service } from './client.ts'
import { presignedIdentity } from './signature.ts'

/** What is passed to a client's constructor. */
export type Configure = (caller: Caller) => object

interface SdkClient {
  send(command: unknown): Promise<object>
  destroy(): void
}

type SdkPackage = Record<string, new (given: unknown) => unknown>

const packages = {
  cloudcontrol: { name: '@aws-sdk/client-cloudcontrol', client: 'CloudControlClient' },
  cloudtrail: { name: '@aws-sdk/client-cloudtrail', client: 'CloudTrailClient' },
  cloudwatch: { name: '@aws-sdk/client-cloudwatch', client: 'CloudWatchClient' },
  config: { name: '@aws-sdk/client-config-service', client: 'ConfigServiceClient' },
  ec2: { name: '@aws-sdk/client-ec2', client: 'EC2Client' },
  events: { name: '@aws-sdk/client-eventbridge', client: 'EventBridgeClient' },
  dynamodb: { name: '@aws-sdk/client-dynamodb', client: 'DynamoDBClient' },
  dynamodbstreams: { name: '@aws-sdk/client-dynamodb-streams', client: 'DynamoDBStreamsClient' },
  firehose: { name: '@aws-sdk/client-firehose', client: 'FirehoseClient' },
  iam: { name: '@aws-sdk/client-iam', client: 'IAMClient' },
  kinesis: { name: '@aws-sdk/client-kinesis', client: 'KinesisClient' },
  kms: { name: '@aws-sdk/client-kms', client: 'KMSClient' },
  logs: { name: '@aws-sdk/client-cloudwatch-logs', client: 'CloudWatchLogsClient' },
  pipes: { name: '@aws-sdk/client-pipes', client: 'PipesClient' },
  resourcegroupstaggingapi: { name: '@aws-sdk/client-resource-groups-tagging-api', client: 'ResourceGroupsTaggingAPIClient' },
  s3: { name: '@aws-sdk/client-s3', client: 'S3Client' },
  scheduler: { name: '@aws-sdk/client-scheduler', client: 'SchedulerClient' },
  schemas: { name: '@aws-sdk/client-schemas', client: 'SchemasClient' },
  sns: { name: '@aws-sdk/client-sns', client: 'SNSClient' },
  secretsmanager: { name: '@aws-sdk/client-secrets-manager', client: 'SecretsManagerClient' },
  sqs: { name: '@aws-sdk/client-sqs', client: 'SQSClient' },
  ssm: { name: '@aws-sdk/client-ssm', client: 'SSMClient' },
  sts: { name: '@aws-sdk/client-sts', client: 'STSClient' },
} satisfies Record<Service, { name: string, client: string }>

export class SdkV3 implements Client {
  readonly name: string
  readonly #endpoint: string
  readonly #configure: Configure
  readonly #clients = new Map<string, SdkClient>()

  /** @param endpoint for what is signed without a client */
  constructor(endpoint: string, configure: Configure) {
    const require = createRequire(import.meta.url)
    const { version } = require('@aws-sdk/client-sqs/package.json') as { version: string }
    this.name = `AWS SDK for JavaScript ${version}`
    this.#endpoint = endpoint
    this.#configure = configure
  }

  async call<S extends Service, O extends Operation<S>>(
    caller: Caller, service: S, operation: O, input: Input<S, O>,
  ): Promise<Output<S, O>> {
    const sdk = await import(packages[service].name) as SdkPackage
    const Command = sdk[`${operation}Command`]!
    try {
      const { $metadata: _, ...output } = await this.#client(sdk, service, caller).send(new Command(input)) as { $metadata: unknown }
      return output as Output<S, O>
    } catch (error) {
      throw callError(error)
    }
  }

  #client(sdk: SdkPackage, service: Service, caller: Caller): SdkClient {
    const key = JSON.stringify([service, caller])
    const known = this.#clients.get(key)
    if (known !== undefined) return known
    const made = new sdk[packages[service].client]!(this.#configure(caller)) as SdkClient
    this.#clients.set(key, made)
    return made
  }

  presignIdentity(caller: Caller, cluster: string): Promise<PresignedUrl> {
    return presignedIdentity(this.#endpoint, caller, cluster)
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy()
  }
}

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number }
  readonly Error?: { readonly Code?: string }
  readonly Code?: string
}

/** What is no answer of the service stays what it is. */
function callError(error: unknown): unknown {
  const { name, message, $metadata: metadata, Error: said, Code: code } = error as SdkError
  if (metadata?.httpStatusCode === undefined) return error
  return new CallError(message, { code: said?.Code ?? code ?? name, shape: name, status: metadata.httpStatusCode })
}
