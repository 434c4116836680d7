// Enrichment: something of the user's is asked about the items before the target gets them, and answers with what the target is to get.
// Source: "Event enrichment in Amazon EventBridge Pipes" and "batching and concurrency", EventBridge User Guide: an empty answer means
// that the target is not called; functions and state machines get the whole batch, others one item each.

import { askDestination, readSecret } from '../../engines/api-destination/face.ts'
import { exchange } from '../../engines/http.ts'
import type { Json } from '../../engines/input-transformer.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { readText } from './item.ts'
import type { Item } from './item.ts'
import { Pipe } from './pipe.ts'
import { gathered, parameterOf, parametersOf, payloadOf } from './template.ts'

type Kind = 'lambda' | 'states' | 'api-destination'

/** Undefined for what is no enrichment. */
export function enrichmentKind(arn: string): Kind | undefined {
  const place = parseArn(arn)
  if (place?.service === 'lambda' || place?.service === 'states') return place.service
  return place?.service === 'events' && place.resource.startsWith('api-destination/') ? 'api-destination' : undefined
}

export function enrichmentBatches(arn: string): boolean {
  return enrichmentKind(arn) !== 'api-destination'
}

/** What the target is to get, none where the answer is empty. @throws Fault */
export async function enriched(pipe: Pipe, items: readonly Item[], principal: Principal, call: Call): Promise<readonly Json[]> {
  const { Enrichment: arn = '', EnrichmentParameters: { InputTemplate: template } = {} } = pipe.given
  const payloads = items.map(({ event }) => payloadOf(template, event, pipe, call))
  const kind = enrichmentKind(arn)
  const target = { principal, sourceArn: call.arn(Pipe, pipe) }
  if (kind === 'lambda') return eventsOf(await invoked(arn, gathered(payloads), target, call))
  if (kind === 'states') {
    const { status, output = '', error, cause } = await call.invoke('stepfunctions', 'StartSyncExecution',
      { stateMachineArn: arn, input: gathered(payloads) }, target) as Partial<Record<string, string>>
    if (status !== 'SUCCEEDED') throw new Fault(error ?? 'States.TaskFailed', cause ?? 'The execution did not succeed.')
    return eventsOf(output)
  }
  const answers: Json[] = []
  for (const [i, { event }] of items.entries()) answers.push(...eventsOf(await asked(pipe, arn, payloads[i]!, event, call)))
  return answers
}

/** @throws Fault */
async function invoked(arn: string, payload: string, target: { principal: Principal, sourceArn: string }, call: Call): Promise<string> {
  const { Payload: answer, FunctionError: error } = await call.to('lambda', target)
    .Invoke({ FunctionName: arn, InvocationType: 'RequestResponse', Payload: Buffer.from(payload) })
  const text = answer === undefined ? '' : Buffer.from(answer as Uint8Array).toString()
  if (error !== undefined) throw new Fault('FunctionError', text, 400)
  return text
}

/** @throws Fault */
async function asked(pipe: Pipe, arn: string, payload: string, event: Json, call: Call): Promise<string> {
  const { PathParameterValues: paths, HeaderParameters: headers, QueryStringParameters: query } =
    pipe.given.EnrichmentParameters?.HttpParameters ?? {}
  return askApi({ arn, payload, event, ...(paths && { paths }), ...(headers && { headers }), ...(query && { query }) }, pipe, call)
}

interface ApiRequest {
  readonly arn: string
  readonly payload: string
  readonly event: Json
  readonly paths?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
}

/** Asks an API destination of EventBridge with the secret of its connection. @throws Fault for an answer that is none of success */
export async function askApi({ arn, payload, event, paths = [], headers, query }: ApiRequest, pipe: Pipe, call: Call): Promise<string> {
  const [, name = ''] = parseArn(arn)!.resource.split('/')
  const target = { sourceArn: call.arn(Pipe, pipe) }
  const events = call.to('events', target)
  const { InvocationEndpoint: endpoint = '', HttpMethod: method = 'POST', ConnectionArn: connection = '' } =
    await events.DescribeApiDestination({ Name: name })
  const { SecretArn: secretArn, ConnectionState: state } = await events.DescribeConnection({ Name: connection.split('/')[1] ?? '' })
  if (state !== 'AUTHORIZED') throw new Fault('ConnectionNotAuthorized', `The connection ${connection} is ${state}.`)
  const { SecretString: secret = '{}' } = await call.to('secretsmanager', target).GetSecretValue({ SecretId: secretArn ?? '' })
  const answer = await askDestination({
    endpoint, method, payload, paths: paths.map(text => parameterOf(text, event)), headers: parametersOf(headers, event),
    query: parametersOf(query, event), authorization: readSecret(secret), userAgent: 'Amazon/EventBridge/ApiDestinations',
  }, exchange)
  if ('code' in answer) throw new Fault(answer.code, answer.message, answer.status)
  return answer.body
}

/** An array is as many events; nothing, an empty text, object or array is none. */
function eventsOf(text: string): readonly Json[] {
  const value = text === '' || text === '""' || text === 'null' ? [] : readText(text)
  if (Array.isArray(value)) return value as readonly Json[]
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? [] : [value]
}
