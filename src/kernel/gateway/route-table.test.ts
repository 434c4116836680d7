// Every operation of every service in the compiled models, asked for as an SDK would ask, must come back as itself.
// What cannot be told apart by anything in the request is listed here, and the list may only shrink.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../model/catalogue.ts'
import type { ServiceEntry } from '../../model/catalogue-face.ts'
import type { OperationModel } from '../../model/shape.ts'
import type { RequestHead } from './request.ts'
import { Router } from './route.ts'
import type { ActionRoute, Route } from './route-types.ts'

const catalogue = openCatalogue()
const router = new Router(catalogue)

/**
 * Services that share a signing name and some of their paths, targets or actions, so that without a user agent's word the one is taken for
 * the other. On AWS their hosts tell them apart, or they are one endpoint there too (RDS).
 */
const twins = new Set([
  'bedrock-agent → bedrock-agent-runtime',
  'chime → chime-sdk-identity',
  'chime → chime-sdk-meetings',
  'chime → chime-sdk-messaging',
  'chime → chime-sdk-voice',
  'chime-sdk-identity → chime-sdk-voice',
  'chime-sdk-media-pipelines → chime-sdk-voice',
  'chime-sdk-meetings → chime-sdk-voice',
  'chime-sdk-messaging → chime-sdk-voice',
  'chime-sdk-voice → chime',
  'docdb → rds',
  'greengrassv2 → greengrass',
  'iot1click-projects → iot1click-devices',
  'ivs-realtime → ivs',
  'lex-models → lexv2-models',
  'neptune → rds',
  'qconnect → wisdom',
  'timestream-write → timestream-query',
])

/** Two names of one request; the older ones are deprecated, and directory buckets are signed with another name. */
const sameRequest = new Set(['GetBucketLifecycle', 'PutBucketLifecycle', 'GetBucketNotification', 'PutBucketNotification',
  'ListDirectoryBuckets'])

function isSameRequest(asked: string): boolean {
  return asked.startsWith('s3 ') && sameRequest.has(asked.slice(3))
}

function signedHead(entry: ServiceEntry, method: string, path: string, query: string, headers: Record<string, string>): RequestHead {
  const scope = `20260101/eu-west-1/${entry.signingName}/aws4_request`
  const authorization = `AWS4-HMAC-SHA256 Credential=test/${scope}, SignedHeaders=host, Signature=00`
  return { method, path, query, headers: { host: '127.0.0.1:4566', authorization, ...headers } }
}

function requiredAt(operation: OperationModel, place: string): string[] {
  return operation.input.members.filter(member => member.required && member.location === place).map(member => member.wireName)
}

function restHead(entry: ServiceEntry, operation: OperationModel, headers: Record<string, string>): RequestHead {
  const [template, literals = ''] = operation.http.uri.split('?') as [string, string?]
  const path = template.replace(/\{[^}]+\+\}/g, 'a/b').replace(/\{[^}]+\}/g, 'v')
  const query = [literals, ...requiredAt(operation, 'querystring').map(name => `${name}=v`)].filter(part => part !== '').join('&')
  const required = Object.fromEntries(requiredAt(operation, 'header').map(name => [name.toLowerCase(), 'v']))
  return signedHead(entry, operation.http.method, path, query, { ...required, ...headers })
}

function routeOf(entry: ServiceEntry, operation: OperationModel, protocol: string, headers: Record<string, string>): Route {
  if (protocol === 'cbor') {
    const path = `/service/${entry.shapeName}/operation/${operation.name}`
    return router.route(signedHead(entry, 'POST', path, '', { 'smithy-protocol': 'rpc-v2-cbor', ...headers }))
  }
  if (protocol.startsWith('json-')) {
    const json = { 'x-amz-target': `${entry.targetPrefix}.${operation.name}`, 'content-type': `application/x-amz-${protocol}` }
    return router.route(signedHead(entry, 'POST', '/', '', { ...json, ...headers }))
  }
  if (protocol.startsWith('rest-')) return router.route(restHead(entry, operation, headers))
  const head = signedHead(entry, 'POST', '/', '', { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...headers })
  const route = router.route(head)
  return router.resolveAction(route as ActionRoute, new Map([['Action', operation.name], ['Version', entry.apiVersion]]), head)
}

interface Miss { readonly protocol: string, readonly asked: string, readonly got: string }

function misses(headersOf: (entry: ServiceEntry) => Record<string, string>): { total: number, missed: Miss[] } {
  const missed: Miss[] = []
  let total = 0
  for (const entry of catalogue.entries) {
    const service = catalogue.service(entry.id)!
    for (const name of service.operationNames) {
      for (const protocol of entry.protocols) {
        total++
        const route = routeOf(entry, service.operation(name)!, protocol, headersOf(entry))
        const exact = route.kind === 'operation' && route.serviceId === entry.id && route.operationName === name &&
          route.protocol === protocol && route.region === 'eu-west-1'
        if (!exact) missed.push({ protocol, asked: `${entry.id} ${name}`, got: JSON.stringify(route) })
      }
    }
  }
  return { total, missed }
}

test('with a user agent that names the service, every operation of every model is found', t => {
  const agentOf = (entry: ServiceEntry): string => `aws-sdk-js/3.1 ua/2.1 api/${entry.serviceId.toLowerCase().replaceAll(' ', '_')}#3.1`
  const { total, missed } = misses(entry => ({ 'user-agent': agentOf(entry) }))
  t.diagnostic(`${total} operations by protocol, ${missed.length} missed`)
  assert.deepEqual(missed.filter(({ asked }) => !isSameRequest(asked)), [])
})

test('without one, only twins are taken for each other', t => {
  const { total, missed } = misses(() => ({ 'user-agent': 'Boto3/1.40 md/Botocore#1.40 ua/2.1 lang/python#3.13' }))
  t.diagnostic(`${total} operations by protocol, ${missed.length} taken for a twin's`)
  const taken = new Set(missed.filter(({ asked }) => !isSameRequest(asked)).map(({ asked, got }) => {
    const { serviceId = 'nothing' } = JSON.parse(got) as { serviceId?: string }
    return `${asked.split(' ')[0]} → ${serviceId}`
  }))
  assert.deepEqual([...taken].filter(pair => !twins.has(pair)), [])
})
