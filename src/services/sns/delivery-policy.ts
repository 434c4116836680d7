// When a delivery is tried again: the policies that users set for HTTP endpoints, and those that Amazon SNS has for the rest. From a policy
// comes the wait before each attempt. Source: "Amazon SNS message delivery retries" and "Creating an HTTP/S delivery policy", SNS Developer
// Guide.

import type { Call } from '../../kernel/service.ts'
import { invalidBecause } from './fault.ts'
import { jsonObject } from '../../std/json-object.ts'

export interface RetryPolicy {
  readonly minDelayTarget: number
  readonly maxDelayTarget: number
  readonly numRetries: number
  readonly numMaxDelayRetries: number
  readonly numNoDelayRetries: number
  readonly numMinDelayRetries: number
  readonly backoffFunction: string
}

/** The HTTP part of a topic's policy, with every default. */
export interface HttpPolicy {
  readonly defaultHealthyRetryPolicy: RetryPolicy
  readonly disableSubscriptionOverrides: boolean
  readonly defaultThrottlePolicy?: object
  readonly defaultRequestPolicy: { readonly headerContentType: string }
}

export const defaultRetries: RetryPolicy = {
  minDelayTarget: 20, maxDelayTarget: 20, numRetries: 3, numMaxDelayRetries: 0, numNoDelayRetries: 0, numMinDelayRetries: 0,
  backoffFunction: 'linear',
}
/** AWS-managed endpoints: 100,015 attempts over 23 days. */
const managedRetries: RetryPolicy = {
  minDelayTarget: 1, maxDelayTarget: 20, numRetries: 100_015, numMaxDelayRetries: 100_000, numNoDelayRetries: 3, numMinDelayRetries: 2,
  backoffFunction: 'exponential',
}
/** E-mail, text messages and push notifications: 50 attempts over 6 hours. */
const personalRetries: RetryPolicy = {
  minDelayTarget: 10, maxDelayTarget: 600, numRetries: 50, numMaxDelayRetries: 38, numNoDelayRetries: 0, numMinDelayRetries: 2,
  backoffFunction: 'exponential',
}
const backoffFunctions: ReadonlySet<unknown> = new Set(['arithmetic', 'exponential', 'geometric', 'linear'])
const contentTypes: ReadonlySet<unknown> = new Set([
  'application/json', 'application/octet-stream', 'application/soap+xml', 'application/x-www-form-urlencoded', 'application/xhtml+xml',
  'application/xml', 'text/css', 'text/csv', 'text/html', 'text/plain', 'text/xml',
])

/** A topic's HTTP policy as it takes effect. */
export function effectivePolicy(text: string | undefined): { readonly http: HttpPolicy } {
  const given = (jsonObject(text ?? '{}')?.http ?? {}) as Partial<HttpPolicy>
  return {
    http: {
      defaultHealthyRetryPolicy: { ...defaultRetries, ...given.defaultHealthyRetryPolicy },
      disableSubscriptionOverrides: given.disableSubscriptionOverrides ?? false,
      ...(given.defaultThrottlePolicy !== undefined && { defaultThrottlePolicy: given.defaultThrottlePolicy }),
      defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8', ...given.defaultRequestPolicy },
    },
  }
}

interface SubscriptionPolicy {
  readonly healthyRetryPolicy?: Partial<RetryPolicy> | null
  readonly throttlePolicy?: object | null
  readonly requestPolicy?: { readonly headerContentType?: string } | null
}

/** How an endpoint is tried, by its protocol, its own policy and its topic's. */
export function retriesFor(protocol: string, own: string | undefined, topics: string | undefined): RetryPolicy {
  if (protocol === 'sqs' || protocol === 'lambda' || protocol === 'firehose') return managedRetries
  if (protocol !== 'http' && protocol !== 'https') return personalRetries
  const { http } = effectivePolicy(topics)
  const { healthyRetryPolicy } = jsonObject(own ?? '{}') as SubscriptionPolicy
  return http.disableSubscriptionOverrides ? http.defaultHealthyRetryPolicy : { ...http.defaultHealthyRetryPolicy, ...healthyRetryPolicy }
}

export function contentTypeFor(own: string | undefined, topics: string | undefined): string {
  const { http } = effectivePolicy(topics)
  const { requestPolicy } = jsonObject(own ?? '{}') as SubscriptionPolicy
  return (http.disableSubscriptionOverrides ? undefined : requestPolicy?.headerContentType) ?? http.defaultRequestPolicy.headerContentType
}

/**
 * The wait before a retry, ms; undefined where there are no more.
 * @param retry 1 for the first one
 */
export function retryDelayMs(policy: RetryPolicy, retry: number): number | undefined {
  const { minDelayTarget, maxDelayTarget, numRetries, numMaxDelayRetries, numNoDelayRetries, numMinDelayRetries } = policy
  if (retry > numRetries) return undefined
  if (retry <= numNoDelayRetries) return 0
  if (retry <= numNoDelayRetries + numMinDelayRetries) return minDelayTarget * 1000
  const backoffs = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries
  const step = retry - numNoDelayRetries - numMinDelayRetries
  if (step > backoffs) return maxDelayTarget * 1000
  const share = backoffs <= 1 ? 1 : (step - 1) / (backoffs - 1)
  const growth = grown(policy.backoffFunction, share, maxDelayTarget / minDelayTarget)
  return Math.round((minDelayTarget + (maxDelayTarget - minDelayTarget) * growth) * 1000)
}

/** How far from the least to the greatest wait, 0 to 1; AWS draws these curves and gives no formulas. */
function grown(backoffFunction: string, share: number, ratio: number): number {
  switch (backoffFunction) {
    case 'arithmetic': return share * (share + 1) / 2
    case 'exponential': return (2 ** (share * 6) - 1) / 63
    case 'geometric': return ratio <= 1 ? share : (ratio ** share - 1) / (ratio - 1)
    default: return share
  }
}

const limits: readonly (readonly [name: keyof RetryPolicy, min: number, max: number])[] = [
  ['minDelayTarget', 1, 3600], ['maxDelayTarget', 1, 3600], ['numRetries', 0, 100], ['numNoDelayRetries', 0, 100],
  ['numMinDelayRetries', 0, 100], ['numMaxDelayRetries', 0, 100],
]

const members = {
  topic: [
    'defaultHealthyRetryPolicy', 'disableSubscriptionOverrides', 'defaultThrottlePolicy', 'defaultRequestPolicy',
    'defaultSicklyRetryPolicy',
  ],
  subscription: ['healthyRetryPolicy', 'throttlePolicy', 'requestPolicy', 'sicklyRetryPolicy', 'guaranteed'],
}

/** @throws InvalidParameter */
export function checkDeliveryPolicy(text: string, whose: 'topic' | 'subscription', call: Call): void {
  const policy = jsonObject(text)
  if (policy === undefined) throw invalidBecause('DeliveryPolicy', 'failed to parse JSON', call)
  const http = whose === 'topic' ? policy.http : policy
  if (http === undefined) throw invalidBecause('DeliveryPolicy', 'http is required', call)
  const parts = http as Readonly<Record<string, unknown>>
  const unknown = Object.keys(parts).find(name => !members[whose].includes(name))
  if (unknown !== undefined) throw invalidBecause('DeliveryPolicy', `Unexpected JSON member: ${unknown}`, call)
  const retries = (parts.defaultHealthyRetryPolicy ?? parts.healthyRetryPolicy ?? {}) as Partial<RetryPolicy>
  const request = (parts.defaultRequestPolicy ?? parts.requestPolicy ?? {}) as { readonly headerContentType?: string }
  const problem = retryFlaw({ ...defaultRetries, ...retries }, Object.keys(retries))
    ?? (request.headerContentType === undefined || contentTypes.has(request.headerContentType.split(';')[0]) ? undefined
      : `requestPolicy.headerContentType ${request.headerContentType} is not supported`)
  if (problem !== undefined) throw invalidBecause('DeliveryPolicy', problem, call)
}

function retryFlaw(policy: RetryPolicy, given: readonly string[]): string | undefined {
  for (const [name, min, max] of limits) {
    const value = policy[name]
    if (!given.includes(name)) continue
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
      return `healthyRetryPolicy.${name} must be ${min === 0 ? 'greater than or equal to 0' : `between ${min} and ${max}`}`
    }
  }
  if (policy.maxDelayTarget < policy.minDelayTarget) {
    return 'healthyRetryPolicy.maxDelayTarget must be greater than or equal to minDelayTarget'
  }
  const spent = policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries
  if (spent > policy.numRetries) {
    return 'healthyRetryPolicy.numRetries must be greater than or equal to total of numMinDelayRetries, numNoDelayRetries and '
      + 'numMaxDelayRetries'
  }
  return backoffFunctions.has(policy.backoffFunction) ? undefined : 'healthyRetryPolicy.backoffFunction is not supported'
}
