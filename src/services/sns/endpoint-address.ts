// What a subscription's endpoint must be, by its protocol. Source: Subscribe, Amazon SNS API Reference.

import { addressProblem } from '../../engines/http.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { invalid, invalidBecause } from './fault.ts'
import type { Topic } from './topic.ts'

export const protocols: ReadonlySet<string> = new Set([
  'http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose',
])
/** AWS takes the word of whoever subscribes these, when the endpoint is his own. */
const arnProtocols: ReadonlySet<string> = new Set(['sqs', 'lambda', 'firehose'])

/** @throws InvalidParameter */
export function checkEndpoint(protocol: string, endpoint: string | undefined, topic: Topic, call: Call): string {
  if (!protocols.has(protocol)) throw invalid(`Amazon SNS does not support this protocol string: ${protocol}`, call)
  if (endpoint === undefined || endpoint === '') throw invalid('Endpoint', call)
  if (topic.fifo && protocol !== 'sqs') {
    throw invalid(`Invalid parameter: Endpoint Reason: Please use SQS queues: FIFO topics do not deliver to ${protocol}`, call)
  }
  const place = parseArn(endpoint)
  switch (protocol) {
    case 'http': case 'https':
      if (!endpoint.startsWith(`${protocol}://`) || addressProblem(endpoint) !== undefined) {
        throw invalid('Endpoint must match the specified protocol', call)
      }
      break
    case 'email': case 'email-json':
      if (!/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalid('Email address', call)
      break
    case 'sms':
      if (!/^\+?\d(?:[\d-]*\d)?$/.test(endpoint) || /--/.test(endpoint)) throw invalid(`Invalid SMS endpoint: ${endpoint}`, call)
      break
    case 'sqs':
      if (place?.service !== 'sqs') throw invalid('SQS endpoint ARN', call)
      if (!topic.fifo && place.resource.endsWith('.fifo')) {
        throw invalid('Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics', call)
      }
      break
    case 'lambda':
      if (place?.service !== 'lambda') throw invalid('Lambda endpoint ARN', call)
      break
    case 'firehose':
      if (place?.service !== 'firehose') throw invalidBecause('Endpoint', 'Invalid Firehose ARN', call)
      break
    default:
      if (place?.service !== 'sns' || !place.resource.startsWith('endpoint/')) throw invalid('ApplicationEndpoint endpoint', call)
  }
  return endpoint
}

/** Whether the endpoint must say that it wants the messages. */
export function needsConfirmation(protocol: string, endpoint: string, subscriber: string): boolean {
  if (arnProtocols.has(protocol)) return parseArn(endpoint)?.account !== subscriber
  return protocol !== 'sms' && protocol !== 'application'
}
