// Reads a Host header: which service's endpoint it names, which region, and what stands in front of it (a bucket, an account, an API's id).
// AWS's own names and the same names under local suffixes read alike; an address or an unknown name says nothing.
// It decides nothing: `route.ts` weighs what it finds. https://docs.aws.amazon.com/general/latest/gr/rande.html

/** Hosts that serve a customer's own content rather than an AWS API. */
export type WebForm =
  | 'execute-api' | 'lambda-url' | 's3-website' | 'appsync-api' | 'appsync-realtime-api' | 'distribution' | 'cognito-domain'
  | 'container-registry' | 'load-balancer' | 'price-list'

export interface HostReading {
  /** Without its port. */
  readonly name: string
  /** The suffix is AWS's or one of ours, so the labels before it mean what they mean on AWS. */
  readonly known: boolean
  readonly endpointPrefix?: string
  readonly region?: string
  /** The labels in front of the endpoint prefix, with their dots; '' for none. */
  readonly front: string
  readonly web?: WebForm
}

const awsSuffixes = [
  'amazonaws.com', 'amazonaws.com.cn', 'api.aws', 'api.amazonwebservices.com.cn', 'amazonaws.eu', 'c2s.ic.gov', 'sc2s.sgov.gov', 'on.aws',
]
const localSuffixes = ['localhost.localstack.cloud', 'localhost']
/** Stricter than need be, so that a bucket called `my-bucket-1` is none. */
const region = /^(?:[a-z]{2}|us-gov|(?:us|eu)-iso[a-z]?|eusc-[a-z]{2})-(?:central|(?:north|south)?(?:east|west)|north|south)-\d{1,2}$/
const fips = /^fips-|-fips$/
/** Further names of endpoints, by their prefix: directory buckets by zone, the oldest endpoint of us-east-1, and the accelerated one. */
const furtherLabels: Readonly<Record<string, RegExp>> = { s3: /^(?:s3express-.+|s3-external-1|s3-accelerate)$/ }

/** Label in front of which a customer's id makes the host a web host. */
const webLabels: Readonly<Record<string, WebForm>> = {
  'execute-api': 'execute-api',
  'lambda-url': 'lambda-url',
  's3-website': 's3-website',
  'appsync-api': 'appsync-api',
  'appsync-realtime-api': 'appsync-realtime-api',
  cloudfront: 'distribution',
  'dkr.ecr': 'container-registry',
  'elb': 'load-balancer',
  pricing: 'price-list',
}

export class HostReader {
  readonly #suffixes: readonly string[]
  readonly #isEndpointPrefix: (label: string) => boolean

  /**
   * @param isEndpointPrefix whether a service's model names this endpoint prefix (one label or two: `sqs`, `runtime.sagemaker`)
   * @param ownNames names under which this cloud is reached besides localhost, such as a container's
   */
  constructor(isEndpointPrefix: (label: string) => boolean, ownNames: readonly string[] = []) {
    this.#isEndpointPrefix = isEndpointPrefix
    this.#suffixes = [...awsSuffixes, ...ownNames.map(name => name.toLowerCase()), ...localSuffixes]
  }

  read(host: string | undefined): HostReading {
    const name = withoutPort(host ?? '').toLowerCase()
    if (name.endsWith('.cloudfront.net')) return { name, known: true, front: name.slice(0, -'.cloudfront.net'.length), web: 'distribution' }
    if (name.endsWith('.amazoncognito.com')) return cognitoDomain(name)
    const suffix = this.#suffixes.find(candidate => name.endsWith(candidate) && name[name.length - candidate.length - 1] === '.')
    if (suffix === undefined) return { name, known: this.#suffixes.includes(name), front: '' }
    return this.#labels(name, name.slice(0, -suffix.length - 1).split('.'))
  }

  #labels(name: string, labels: string[]): HostReading {
    let regionName = takeRegion(labels)
    dropLast(labels, label => label === 'dualstack' || label === 'vpce')
    regionName ??= takeRegion(labels)
    const endpointPrefix = this.#takeService(labels, found => { regionName ??= found })
    regionName ??= takeRegion(labels)
    const front = labels.join('.')
    // An endpoint that is an API's too is a customer's only with something in front.
    const isApi = front === '' && endpointPrefix !== undefined && this.#isEndpointPrefix(endpointPrefix)
    const web = isApi || endpointPrefix === undefined ? undefined : webLabels[endpointPrefix]
    return {
      name, known: true, front,
      ...(regionName === undefined ? {} : { region: regionName }),
      ...(web === undefined ? {} : { web }),
      ...(endpointPrefix === undefined ? {} : { endpointPrefix }),
    }
  }

  #takeService(labels: string[], foundRegion: (name: string) => void): string | undefined {
    for (const count of [2, 1]) {
      if (labels.length < count) continue
      const label = labels.slice(-count).join('.').replace(fips, '')
      const dashed = /^(s3-website|s3-control|s3)-(.+)$/.exec(label)
      const plain = dashed !== null && region.test(dashed[2]!) ? dashed[1]! : prefixOf(label)
      if (plain !== 's3-accesspoint' && webLabels[plain] === undefined && !this.#isEndpointPrefix(plain)) continue
      if (dashed !== null && region.test(dashed[2]!)) foundRegion(dashed[2]!)
      labels.splice(-count)
      return plain
    }
    return undefined
  }
}

function prefixOf(label: string): string {
  for (const prefix in furtherLabels) if (furtherLabels[prefix]!.test(label)) return prefix
  return label
}

function takeRegion(labels: string[]): string | undefined {
  const last = labels.at(-1)
  if (last === undefined || !region.test(last)) return undefined
  labels.pop()
  return last
}

function dropLast(labels: string[], drop: (label: string) => boolean): void {
  while (labels.length > 0 && drop(labels.at(-1)!)) labels.pop()
}

/** `<domain>.auth.<region>.amazoncognito.com`, and `auth-fips` */
function cognitoDomain(name: string): HostReading {
  const labels = name.slice(0, -'.amazoncognito.com'.length).split('.')
  const regionName = takeRegion(labels)
  dropLast(labels, label => label === 'auth' || label === 'auth-fips')
  return { name, known: true, front: labels.join('.'), web: 'cognito-domain', ...(regionName === undefined ? {} : { region: regionName }) }
}

/** `[::1]:4566` → `::1`, `localhost:4566` → `localhost` */
export function withoutPort(host: string): string {
  if (host.startsWith('[')) return host.slice(1, host.indexOf(']') < 0 ? undefined : host.indexOf(']'))
  const colon = host.indexOf(':')
  const end = colon < 0 || host.indexOf(':', colon + 1) >= 0 ? host.length : colon
  return host[end - 1] === '.' ? host.slice(0, end - 1) : host.slice(0, end)
}
