// Names of objects: prefixes with expressions, and what is appended to them.
// Source: "Understand custom prefixes for Amazon S3 objects" and "Configure Amazon S3 object name format", Developer Guide: without
// expressions, `YYYY/MM/dd/HH/` in UTC follows the prefix; the name is `STREAM-VERSION-YYYY-MM-dd-HH-MM-SS-RANDOM`.

import type { ExtendedS3DestinationConfiguration } from '../../../generated/aws/firehose.ts'
import type { Call } from '../../kernel/service.ts'

export interface PrefixFacts {
  /** Arrival of the oldest record in the object. */
  readonly at: number
  readonly zone?: string
  readonly errorType?: string
  readonly fromQuery?: Readonly<Record<string, string>>
  readonly fromFunction?: Readonly<Record<string, string>>
  random(): string
}

const expression = /!\{([\w-]+):([^}]*)\}/g
const usualTimes = '!{timestamp:yyyy/MM/dd/HH}/'

/** @throws InvalidArgumentException */
export function checkPrefixes(s3: ExtendedS3DestinationConfiguration, call: Call): void {
  const { Prefix: prefix = '', ErrorOutputPrefix: errorPrefix } = s3
  const problem = (text: string) => call.fault('InvalidArgumentException', text)
  const used = [...prefix.matchAll(expression)].map(([, namespace, name]) => ({ namespace, name: name! }))
  const partitioned = s3.DynamicPartitioningConfiguration?.Enabled === true
  if (used.length > 0 && errorPrefix === undefined) {
    throw problem('ErrorOutputPrefix cannot be null or empty when Prefix contains expressions')
  }
  if (used.length > 0 && errorPrefix !== undefined && !errorPrefix.includes('!{firehose:error-output-type}')) {
    throw problem('ErrorOutputPrefix must contain !{firehose:error-output-type}')
  }
  for (const { namespace, name } of [...used,
    ...[...(errorPrefix ?? '').matchAll(expression)].map(([, namespace, name]) => ({ namespace, name: name! }))]) {
    if (!['timestamp', 'firehose', 'partitionKeyFromQuery', 'partitionKeyFromLambda'].includes(namespace!)) {
      throw problem(`The prefix has an expression of an unknown namespace: ${namespace}`)
    }
    if (namespace === 'firehose' && name !== 'random-string'
      && name !== 'error-output-type') throw problem(`Unknown expression firehose:${name}`)
  }
  const keys = used.filter(({ namespace }) => namespace!.startsWith('partitionKey'))
  if (used.some(({ name }) => name === 'error-output-type')) throw problem('Prefix cannot contain !{firehose:error-output-type}')
  if (keys.length > 0 && !partitioned) throw problem('Dynamic partitioning must be enabled to use partitioning keys in the prefix')
  if (partitioned && keys.length === 0) throw problem('Prefix must contain partitioning keys when dynamic partitioning is enabled')
}

/** A prefix evaluated; times follow it where it says nothing itself. */
export function evaluated(prefix: string, facts: PrefixFacts): string {
  const whole = prefix.includes('!{') ? prefix : prefix + usualTimes
  return whole.replace(expression, (_, namespace: string, name: string) => {
    if (namespace === 'timestamp') return formatted(facts.at, name, facts.zone)
    if (namespace === 'partitionKeyFromQuery') return facts.fromQuery?.[name] ?? ''
    if (namespace === 'partitionKeyFromLambda') return facts.fromFunction?.[name] ?? ''
    return name === 'random-string' ? facts.random() : facts.errorType ?? ''
  })
}

/** Where failed records go: below the kind of failure where nothing is said. */
export function errorPrefix({ Prefix: prefix, ErrorOutputPrefix: given }: ExtendedS3DestinationConfiguration, facts: PrefixFacts): string {
  if (given !== undefined && given !== '') return evaluated(given, facts)
  return evaluated(`${prefix ?? ''}${facts.errorType}/`, facts)
}

/** In the pattern letters of Java's DateTimeFormatter, as far as times have them. */
function formatted(at: number, pattern: string, zone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
      second: '2-digit',
  })
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const said: Readonly<Record<string, string | undefined>> = { y: parts.year, Y: parts.year, u: parts.year, M: parts.month, d: parts.day,
    H: parts.hour, m: parts.minute, s: parts.second, S: String(((at % 1000) + 1000) % 1000).padStart(3, '0') }
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (whole, quoted: string | undefined, letter: string | undefined) => {
    if (letter === undefined) return quoted === '' ? '\'' : quoted ?? ''
    const text = said[letter]
    if (text === undefined) return whole
    return 'yYu'.includes(letter) && whole.length === 2 ? text.slice(-2) : whole.length === 1 ? String(Number(text)) : text
  })
}

export interface NameFacts { readonly stream: string, readonly version: number, readonly at: number, readonly zone?: string,
  readonly random: string }

export function objectName({ stream, version, at, zone, random }: NameFacts): string {
  return `${stream}-${version}-${formatted(at, 'yyyy-MM-dd-HH-mm-ss', zone)}-${random}`
}
