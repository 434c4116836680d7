// Requests to HTTP endpoints: records in JSON, with the headers of Firehose, and an answer that must name the request. What fails is tried
// again, on the clock, as long as the retry duration says. Source: "Understand HTTP endpoint delivery request and response specifications",
// "Authenticate with AWS Secrets Manager" (what a secret holds), Amazon Data Firehose Developer Guide.

import { gzipSync } from 'node:zlib'
import type { HttpEndpointDestinationConfiguration } from '../../../generated/aws/firehose.ts'
import { exchange } from '../../engines/http.ts'
import { Fault, parseArn, reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import type { Item } from './processing.ts'

const answerMs = 180_000
const answerBytes = 1_048_576

/** The key that was given with the endpoint, or the one that a secret holds. @throws Fault Secrets Manager's own */
async function accessKeyOf({ EndpointConfiguration: { AccessKey: given }, SecretsManagerConfiguration: secret }:
HttpEndpointDestinationConfiguration, sourceArn: string, call: Call): Promise<string | undefined> {
  if (secret?.Enabled !== true) return given
  const arn = secret.SecretARN!
  const { account, region } = parseArn(arn)!
  const { SecretString: text = '' } = await reworded(
    () => call.to('secretsmanager', { account, region, sourceArn }).GetSecretValue({ SecretId: arn }),
    ({ code, message }) => new Fault(`SecretsManager.${code}`, message))
  const key = jsonObject(text)?.api_key
  if (typeof key !== 'string') throw new Fault('SecretsManager.InvalidSecret', 'The secret holds no api_key.')
  return key
}

/** @returns what went wrong */
export async function postItems(http: HttpEndpointDestinationConfiguration, items: readonly Item[], requestId: string, streamArn: string,
  call: Call): Promise<{ readonly code: string, readonly message: string } | undefined> {
  const { EndpointConfiguration: { Url: url }, RequestConfiguration: request } = http
  const key = await accessKeyOf(http, streamArn, call)
  const attributes = request?.CommonAttributes ?? []
  const body = JSON.stringify({
    requestId, timestamp: call.now(), records: items.map(({ data }) => ({ data: Buffer.from(data).toString('base64') })),
  })
  const isCompressed = request?.ContentEncoding === 'GZIP'
  const common = Object.fromEntries(attributes.map(({ AttributeName, AttributeValue }) => [AttributeName, AttributeValue]))
  const answer = await exchange({
    url, method: 'POST', timeoutMs: answerMs, keepBytes: answerBytes, body: isCompressed ? gzipSync(body) : body,
    headers: {
      'content-type': 'application/json', 'user-agent': 'Amazon Kinesis Data Firehose Agent/1.0', 'x-amz-firehose-protocol-version': '1.0',
      'x-amz-firehose-request-id': requestId, 'x-amz-firehose-source-arn': streamArn, ...(isCompressed && { 'content-encoding': 'gzip' }),
      ...(key !== undefined && { 'x-amz-firehose-access-key': key }),
      ...(attributes.length > 0 && { 'x-amz-firehose-common-attributes': JSON.stringify({ commonAttributes: common }) }),
    },
  })
  if ('failure' in answer) return { code: 'HttpEndpoint.DestinationException', message: answer.failure }
  const said = jsonObject(Buffer.from(answer.body).toString())
  if (answer.status === 200 && said?.requestId === requestId && typeof said.timestamp === 'number') return undefined
  const reason = typeof said?.errorMessage === 'string' ? said.errorMessage : 'Response for request is not as specified.'
  return { code: answer.status === 200 ? 'HttpEndpoint.InvalidResponseFromDestination' : 'HttpEndpoint.DestinationException',
    message: `The following response was received from the endpoint destination: ${answer.status}. ${reason}` }
}
