// The one face under which the scenarios see every client: an operation by its name, its input and output as AWS's model has them, an error
// by its code. The types are those of the SDK for JavaScript v3. Clients differ in two kinds of values, bytes and times, which `bytesOf`
// and `momentOf` read.

import type * as cloudcontrol from '@aws-sdk/client-cloudcontrol'
import type * as cloudtrail from '@aws-sdk/client-cloudtrail'
import type * as cloudwatch from '@aws-sdk/client-cloudwatch'
import type * as config from '@aws-sdk/client-config-service'
import type * as ec2 from '@aws-sdk/client-ec2'
import type * as events from '@aws-sdk/client-eventbridge'
import type * as dynamodb from '@aws-sdk/client-dynamodb'
import type * as dynamodbstreams from '@aws-sdk/client-dynamodb-streams'
import type * as firehose from '@aws-sdk/client-firehose'
import type * as iam from '@aws-sdk/client-iam'
import type * as kinesis from '@aws-sdk/client-kinesis'
import type * as kms from '@aws-sdk/client-kms'
import type * as logs from '@aws-sdk/client-cloudwatch-logs'
import type * as pipes from '@aws-sdk/client-pipes'
import type * as resourcegroupstaggingapi from '@aws-sdk/client-resource-groups-tagging-api'
import type * as s3 from '@aws-sdk/client-s3'
import type * as scheduler from '@aws-sdk/client-scheduler'
import type * as schemas from '@aws-sdk/client-schemas'
import type * as sns from '@aws-sdk/client-sns'
import type * as secretsmanager from '@aws-sdk/client-secrets-manager'
import type * as sqs from '@aws-sdk/client-sqs'
import type * as ssm from '@aws-sdk/client-ssm'
import type * as sts from '@aws-sdk/client-sts'

/** By the names that boto3 has for them; the AWS CLI has others for Config and S3. */
interface Services {
  cloudcontrol: typeof cloudcontrol
  cloudtrail: typeof cloudtrail
  cloudwatch: typeof cloudwatch
  config: typeof config
  ec2: typeof ec2
  events: typeof events
  dynamodb: typeof dynamodb
  dynamodbstreams: typeof dynamodbstreams
  firehose: typeof firehose
  iam: typeof iam
  kinesis: typeof kinesis
  kms: typeof kms
  logs: typeof logs
  pipes: typeof pipes
  resourcegroupstaggingapi: typeof resourcegroupstaggingapi
  s3: typeof s3
  scheduler: typeof scheduler
  schemas: typeof schemas
  sns: typeof sns
  secretsmanager: typeof secretsmanager
  sqs: typeof sqs
  ssm: typeof ssm
  sts: typeof sts
}

export type Service = keyof Services

/** `CreateQueue` */
export type Operation<S extends Service> = string & NameOf<keyof Services[S]>

type NameOf<Export> = Export extends `${infer Name}Command` ? Exclude<Name, '$'> : never

type CommandOf<S extends Service, O extends string> =
  Services[S] extends Record<`${O}Command`, new (...given: never[]) => infer Command> ? Command : never

export type Input<S extends Service, O extends string> = CommandOf<S, O> extends { readonly input: infer Given } ? Given : never

export type Output<S extends Service, O extends string> = Omit<Resolved<CommandOf<S, O>>, '$metadata'>

type Resolved<Command> = Command extends { resolveMiddleware: (...given: never[]) => Handler<infer Given> } ? NonNullable<Given> : never

type Handler<Given> = (...given: never[]) => Promise<{ output?: Given }>

/** Who calls, and where. Without keys the client must not sign. */
export interface Caller {
  readonly region: string
  readonly keys?: Keys | undefined
}

export interface Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** A URL whose query holds its signature, and the headers that were signed with it. */
export interface PresignedUrl {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** @throws CallError for what AWS would answer with an error */
export type Call = <S extends Service, O extends Operation<S>>(
  caller: Caller, service: S, operation: O, input: Input<S, O>,
) => Promise<Output<S, O>>

export interface Client {
  /** Its name and version: `boto3 1.44.5`. */
  readonly name: string
  readonly call: Call
  /** A URL for STS GetCallerIdentity, good for 60 seconds, that names a Kubernetes cluster: the token by which EKS knows its callers. */
  presignIdentity(caller: Caller, cluster: string): Promise<PresignedUrl>
  close(): void | Promise<void>
}

/** An error that the service answered with, as the client tells it. */
export class CallError extends Error {
  /** The code that the client shows; for services that once spoke the query protocol, the code of that protocol. */
  readonly code: string
  /** The name of the modelled error, where the client tells both. */
  readonly shape: string | undefined
  readonly status: number | undefined

  constructor(message: string, { code, shape, status }: { readonly code: string, readonly shape?: string, readonly status?: number }) {
    super(message)
    this.code = code
    this.shape = shape
    this.status = status
  }
}

/** Bytes as any client gives them: bytes, or text in base64. */
export function bytesOf(value: unknown): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'base64') : Buffer.from(value as Uint8Array)
}

/** A time as any client gives it: a date, a text of one, or seconds since 1970. → epoch ms */
export function momentOf(value: unknown): number {
  return typeof value === 'number' ? value * 1000 : new Date(value as Date | string).getTime()
}
