// Queue URLs: which queue, of which account and region, a QueueUrl names. Pure; whether the queue exists is not asked here.
// AWS's own forms are read beside ours, so that a URL stored in someone's configuration works whatever host it names.

export interface Address {
  readonly name: string
  readonly account?: string
  readonly region?: string
}

const urlForm = /^(?:https?:\/\/([^/?#]+))?\/?(?:queue\/([a-z0-9-]+)\/)?(\d{12})\/([^/?#]+)\/?$/i
const bareName = /^[\w-]{1,80}(?:\.fifo)?$/

/**
 * Reads `https://sqs.eu-west-1.amazonaws.com/123456789012/name`, the older `https://eu-west-1.queue.amazonaws.com/…`, any other host with
 * `/account/name`, that path alone, or a queue's bare name. @returns undefined where the text is none of these
 */
export function readAddress(url: string): Address | undefined {
  const match = urlForm.exec(url)
  if (match === null) return bareName.test(url) ? { name: url } : undefined
  const [, host, pathRegion, account, name] = match as unknown as [string, string | undefined, string | undefined, string, string]
  const region = pathRegion ?? (host === undefined ? undefined : regionOf(host))
  return region === undefined ? { name, account } : { name, account, region }
}

/** Source of the host forms: "Amazon SQS endpoints and quotas", AWS General Reference. */
function regionOf(host: string): string | undefined {
  const match = /(?:^|\.)sqs(?:-fips)?\.([a-z]+(?:-[a-z]+)+-\d+)\./.exec(host) ?? /^([a-z]+(?:-[a-z]+)+-\d+)\.queue\./.exec(host)
  if (match !== null) return match[1]!
  return host === 'queue.amazonaws.com' ? 'us-east-1' : undefined
}
