// Redrive policies as text: what RedrivePolicy and RedriveAllowPolicy say, and what is wrong with them. Pure; it looks up no queue.
// Source: "Using dead-letter queues" and CreateQueue in the SQS Developer Guide and API Reference.

export interface Redrive {
  readonly deadLetterTargetArn: string
  /** 1 to 1,000. */
  readonly maxReceiveCount: number
}

export interface RedriveAllow {
  readonly redrivePermission: 'allowAll' | 'denyAll' | 'byQueue'
  readonly sourceQueueArns?: readonly string[]
}

/** What was read, or why it cannot be. */
export type Read<T> = { readonly value: T } | { readonly reason: string }

const mostSources = 10

export function readRedrive(text: string): Read<Redrive> {
  const policy = jsonMap(text)
  if (policy === undefined) return { reason: 'Redrive policy is not a valid JSON map.' }
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[name] === undefined) return { reason: `Redrive policy does not contain mandatory attribute: ${name}.` }
  }
  const { deadLetterTargetArn, maxReceiveCount } = policy
  const count = typeof maxReceiveCount === 'string' && /^\d+$/.test(maxReceiveCount) ? Number(maxReceiveCount) : maxReceiveCount
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 1000) {
    return { reason: `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.` }
  }
  if (typeof deadLetterTargetArn !== 'string' || !/^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/.test(deadLetterTargetArn)) {
    return { reason: 'Invalid value for deadLetterTargetArn.' }
  }
  return { value: { deadLetterTargetArn, maxReceiveCount: count } }
}

export function readRedriveAllow(text: string): Read<RedriveAllow> {
  const policy = jsonMap(text)
  if (policy === undefined) return { reason: 'Redrive allow policy is not a valid JSON map.' }
  const { redrivePermission: permission, sourceQueueArns: sources } = policy
  if (permission !== 'allowAll' && permission !== 'denyAll' && permission !== 'byQueue') {
    return { reason: 'redrivePermission must be one of allowAll, denyAll and byQueue.' }
  }
  if (permission !== 'byQueue') {
    if (sources !== undefined) return { reason: 'sourceQueueArns is allowed only with byQueue.' }
    return { value: { redrivePermission: permission } }
  }
  if (!Array.isArray(sources) || sources.length === 0 || !sources.every(source => typeof source === 'string')) {
    return { reason: 'byQueue requires sourceQueueArns.' }
  }
  if (sources.length > mostSources) return { reason: `sourceQueueArns may list at most ${mostSources} queues.` }
  return { value: { redrivePermission: permission, sourceQueueArns: sources as string[] } }
}

/** May this source use the queue with this allow policy as its dead-letter queue? Without a policy every source may. */
export function allowsSource(policyText: string | undefined, sourceArn: string): boolean {
  if (policyText === undefined) return true
  const read = readRedriveAllow(policyText)
  if ('reason' in read || read.value.redrivePermission === 'denyAll') return false
  return read.value.redrivePermission === 'allowAll' || read.value.sourceQueueArns!.includes(sourceArn)
}

/** A JSON object, or undefined. */
export function jsonMap(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
