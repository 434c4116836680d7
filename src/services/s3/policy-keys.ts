// S3's own condition keys: what a request says of itself to policies, read from its headers and its query, and the tags of the object that
// is meant. Nothing is worked out before a policy is there. Source: "Actions, resources, and condition keys for Amazon S3", Service
// Authorization Reference; "Bucket policy examples using condition keys", Amazon S3 User Guide.

import type { Call } from '../../kernel/service.ts'
import type { Via } from './access-point.ts'
import type { TagSet } from './tag-set.ts'

type Keys = Record<string, readonly string[]>

/** Parameters of the query that are keys by their own name. */
const ofQuery: Readonly<Record<string, string>> = {
  'prefix': 's3:prefix', 'delimiter': 's3:delimiter', 'max-keys': 's3:max-keys', 'versionId': 's3:versionid',
}
/** Headers that are keys by another name than `s3:` and their own. */
const ofHeaders: Readonly<Record<string, string>> = {
  'if-match': 's3:if-match', 'if-none-match': 's3:if-none-match',
  'x-amz-object-lock-mode': 's3:object-lock-mode',
  'x-amz-object-lock-legal-hold': 's3:object-lock-legal-hold',
  'x-amz-object-lock-retain-until-date': 's3:object-lock-retain-until-date',
}

/**
 * @param existingTags of the object that is meant
 * @param via the access point that the request came by: its ARN
 */
export function policyKeys(call: Call, existingTags: () => TagSet | undefined, via?: Pick<Via, 'arn' | 'account'>): Keys {
  const { request, account, region } = call
  const keys: Keys = { 's3:resourceaccount': [account], 's3:locationconstraint': [region] }
  if (via !== undefined) Object.assign(keys, { 's3:dataaccesspointarn': [via.arn], 's3:dataaccesspointaccount': [via.account],
    's3:accesspointnetworkorigin': ['Internet'] })
  for (const [name, value] of Object.entries(existingTags() ?? {})) keys[`s3:existingobjecttag/${name.toLowerCase()}`] = [value]
  if (request === undefined) return keys
  const query = new URLSearchParams(request.query)
  for (const [name, value] of query) if (ofQuery[name] !== undefined) keys[ofQuery[name]] = [value]
  const said = request.headers
  for (const [name, value] of Object.entries(said)) {
    const key = ofHeaders[name]
    if (key !== undefined) keys[key] = [value]
    else if (name.startsWith('x-amz-')) keys[`s3:${name}`] = [value]
  }
  if (said['x-amz-tagging'] !== undefined) {
    const tags = [...new URLSearchParams(said['x-amz-tagging'])]
    keys['s3:requestobjecttagkeys'] = tags.map(([name]) => name)
    for (const [name, value] of tags) keys[`s3:requestobjecttag/${name.toLowerCase()}`] = [value]
  }
  return { ...keys, ...signing(request.headers, query, call) }
}

function signing(headers: Readonly<Record<string, string>>, query: URLSearchParams, call: Call): Keys {
  const authorization = headers['authorization']
  if (authorization !== undefined) {
    return { 's3:authtype': ['REST-HEADER'], 's3:signatureversion': [authorization.startsWith('AWS ') ? 'AWS' : 'AWS4-HMAC-SHA256'] }
  }
  if (query.has('AWSAccessKeyId')) return { 's3:authtype': ['REST-QUERY-STRING'], 's3:signatureversion': ['AWS'] }
  const date = query.get('X-Amz-Date')
  if (date === null) return {}
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  return { 's3:authtype': ['REST-QUERY-STRING'], 's3:signatureversion': ['AWS4-HMAC-SHA256'],
    's3:signatureage': [String(Math.max(0, call.now() - call.identity.standing(signedAt)))] }
}
