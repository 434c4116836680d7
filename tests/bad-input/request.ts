// How the tables of bad input write their requests: one maker per protocol, each giving the bytes to send and the envelope in which the
// refusal must come. Requests are signed as the root of an account that takes any secret, at the time at which the tests' clock stands.

/** Where an error's code stands in the answer. `http`: what the server says when the request is no HTTP or has no service. */
export type Envelope = 'json' | 'query' | 'ec2' | 'rest-json' | 'rest-xml' | 's3' | 'cbor' | 'http' | 'admin'

export interface BadRequest {
  readonly envelope: Envelope
  readonly bytes: Uint8Array
  readonly endsSending?: boolean
}

/** Temporary credentials that the tests' cloud has issued, so that signatures made with them are checked. */
export interface IssuedKeys { readonly accessKeyId: string, readonly secretAccessKey: string, readonly sessionToken: string }

/** What is wrong, the request, and the answer: status and the error's code as AWS names it (for the admin face, words of its message). */
export type Row = readonly [name: string, request: BadRequest | ((keys: IssuedKeys) => BadRequest), status: number, code: string]

export type HeaderLines = Readonly<Record<string, string | undefined>>
type Content = string | Uint8Array

/** The time at which the tests' clock stands. */
export const signedAt = Date.UTC(2027, 0, 1)
export const signedDate = '20270101T000000Z'
export const anyHash = '0'.repeat(64)

export function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}

/** A request's bytes, with host and length unless `headers` say otherwise; `undefined` leaves one out. */
export function http(method: string, target: string, headers: HeaderLines = {}, content: Content = ''): Uint8Array {
  const body = bytesOf(content)
  const all = { host: '127.0.0.1', 'content-length': String(body.length), connection: 'close', ...headers }
  const lines = Object.entries(all).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'), body])
}

/** The same headers with a signature for a service over all of them. */
export function signed(service: string, headers: HeaderLines = {}, accessKeyId = 'test'): HeaderLines {
  const dated = { ...headers, 'x-amz-date': signedDate }
  const names = Object.keys({ host: '', ...dated }).sort().join(';')
  const credential = `${accessKeyId}/20270101/us-east-1/${service}/aws4_request`
  return { ...dated, authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${anyHash}` }
}

const signingNameByTarget: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'dynamodb', AmazonSQS: 'sqs', TrentService: 'kms', Logs_20140328: 'logs',
  CloudTrail_20131101: 'cloudtrail', CloudApiService: 'cloudcontrolapi', ResourceGroupsTaggingAPI_20170126: 'tagging',
}

/** awsJson: `target` is `Prefix.Operation`. */
export function json(target: string, content: Content, headers: HeaderLines = {}): BadRequest {
  const prefix = target.split('.')[0]!
  const version = ['DynamoDB_20120810', 'AmazonSQS', 'CloudApiService'].includes(prefix) ? '1.0' : '1.1'
  const own = { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target, ...headers }
  return { envelope: 'json', bytes: http('POST', '/', signed(signingNameByTarget[prefix] ?? 'dynamodb', own), content) }
}

const versionByService: Readonly<Record<string, string>> = {
  sts: '2011-06-15', iam: '2010-05-08', sqs: '2012-11-05', monitoring: '2010-08-01',
}

/** awsQuery: `text` follows the version. */
export function query(service: string, text: string, headers: HeaderLines = {}): BadRequest {
  return form('query', service, `Version=${versionByService[service]}&${text}`, headers)
}

export function ec2(text: string, headers: HeaderLines = {}): BadRequest {
  return form('ec2', 'ec2', `Version=2016-11-15&${text}`, headers)
}

export function form(envelope: 'query' | 'ec2', service: string, content: Content, headers: HeaderLines = {}): BadRequest {
  const own = { 'content-type': 'application/x-www-form-urlencoded', ...headers }
  return { envelope, bytes: http('POST', '/', signed(service, own), content) }
}

/** `request` is `METHOD /path?query`. */
export function restJson(service: string, request: string, content: Content = '', headers: HeaderLines = {}): BadRequest {
  const [method = '', target = ''] = request.split(' ')
  const own = { 'content-type': 'application/json', ...headers }
  return { envelope: 'rest-json', bytes: http(method, target, signed(service, own), content) }
}

export function restXml(service: string, request: string, content: Content = '', headers: HeaderLines = {}): BadRequest {
  const [method = '', target = ''] = request.split(' ')
  const own = { 'content-type': 'application/xml', ...headers }
  return { envelope: 'rest-xml', bytes: http(method, target, signed(service, own), content) }
}

export function s3(request: string, content: Content = '', headers: HeaderLines = {}): BadRequest {
  const [method = '', target = ''] = request.split(' ')
  const own = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers }
  return { envelope: 's3', bytes: http(method, target, signed('s3', own), content) }
}

/** Smithy RPC v2 CBOR, to CloudWatch. `bytes` as hexadecimal digits, spaces between them at will. */
export function cbor(operation: string, bytes: Content, headers: HeaderLines = {}): BadRequest {
  const own = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', accept: 'application/cbor', ...headers }
  const content = typeof bytes === 'string' ? Buffer.from(bytes.replaceAll(' ', ''), 'hex') : bytes
  const target = `/service/GraniteServiceVersion20100801/operation/${operation}`
  return { envelope: 'cbor', bytes: http('POST', target, signed('monitoring', own), content) }
}

/** Bytes as they are; the server itself must refuse them. */
export function wire(text: string | Uint8Array, endsSending = false): BadRequest {
  return { envelope: 'http', bytes: typeof text === 'string' ? Buffer.from(text, 'latin1') : text, endsSending }
}

export function admin(request: string, content: Content = '', headers: HeaderLines = {}): BadRequest {
  const [method = '', target = ''] = request.split(' ')
  const type = content.length > 0 ? { 'content-type': 'application/json' } : {}
  return { envelope: 'admin', bytes: http(method, `/_orrery/${target}`, { ...type, ...headers }, content) }
}
