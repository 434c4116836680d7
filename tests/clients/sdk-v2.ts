// AWS SDK for JavaScript v2 under the scenarios' face, for the programs that have stayed with it. Its last version speaks JSON to SQS.

import { createRequire } from 'node:module'
import AWS from 'aws-sdk'
import { CallError } from './client.ts'
import type { Caller, Client, Input, Operation, Output, PresignedUrl, Service } from './client.ts'

/** What its types leave out. */
interface Presigning { presign(expiresSeconds: number): string }
type ServiceClass = new (settings: object) => AWS.Service

const classes = {
  cloudcontrol: AWS.CloudControl,
  cloudtrail: AWS.CloudTrail,
  cloudwatch: AWS.CloudWatch,
  config: AWS.ConfigService,
  ec2: AWS.EC2,
  events: AWS.EventBridge,
  dynamodb: AWS.DynamoDB,
  dynamodbstreams: AWS.DynamoDBStreams,
  firehose: AWS.Firehose,
  kinesis: AWS.Kinesis,
  kms: AWS.KMS,
  logs: AWS.CloudWatchLogs,
  pipes: AWS.Pipes,
  resourcegroupstaggingapi: AWS.ResourceGroupsTaggingAPI,
  s3: AWS.S3,
  scheduler: AWS.Scheduler,
  schemas: AWS.Schemas,
  sns: AWS.SNS,
  secretsmanager: AWS.SecretsManager,
  iam: AWS.IAM,
  sqs: AWS.SQS,
  ssm: AWS.SSM,
  sts: AWS.STS,
} satisfies Record<Service, unknown>

export class SdkV2 implements Client {
  readonly name: string
  readonly #endpoint: string
  readonly #clients = new Map<string, AWS.Service>()

  constructor(endpoint: string) {
    const require = createRequire(import.meta.url)
    const { version } = require('aws-sdk/package.json') as { version: string }
    this.name = `AWS SDK for JavaScript ${version}`
    this.#endpoint = endpoint
  }

  async call<S extends Service, O extends Operation<S>>(
    caller: Caller, service: S, operation: O, input: Input<S, O>,
  ): Promise<Output<S, O>> {
    const name = String(operation).replace(/^[A-Z]/, letter => letter.toLowerCase())
    const client = this.#client(service, caller)
    const given = input as Record<string, unknown>
    const request = caller.keys === undefined ? client.makeUnauthenticatedRequest(name, given) : client.makeRequest(name, given)
    try {
      const { $response: _, ResponseMetadata: __, ...output } = await request.promise() as Record<string, unknown>
      return output as Output<S, O>
    } catch (error) {
      const { code, message, statusCode } = error as AWS.AWSError
      throw statusCode === undefined ? error : new CallError(message, { code, status: statusCode })
    }
  }

  #client(service: Service, { region, keys }: Caller): AWS.Service {
    const key = JSON.stringify([service, region, keys])
    const known = this.#clients.get(key)
    if (known !== undefined) return known
    const made = new (classes[service] as unknown as ServiceClass)({
      endpoint: this.#endpoint, region,
      // This SDK would write a bucket's name in front of an IP address; it takes the setting for S3 alone.
      s3ForcePathStyle: true,
      // Without keys nothing is signed with these; but the SDK notes in them that a token has expired.
      credentials: new AWS.Credentials(keys ?? { accessKeyId: '', secretAccessKey: '' }),
    })
    this.#clients.set(key, made)
    return made
  }

  async presignIdentity(caller: Caller, cluster: string): Promise<PresignedUrl> {
    const headers = { 'x-k8s-aws-id': cluster }
    const request = this.#client('sts', caller).makeRequest('getCallerIdentity') as AWS.Request<unknown, AWS.AWSError> & Presigning
    request.on('build', ({ httpRequest }) => { Object.assign(httpRequest.headers, headers) })
    return { url: request.presign(60), headers }
  }

  close(): void {
    // Its sockets close by themselves.
  }
}
