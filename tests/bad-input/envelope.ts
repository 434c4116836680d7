// Reads an error out of the envelope that its protocol prescribes, strictly: what does not stand where a client looks for it is not found.
// https://smithy.io/2.0/aws/protocols/ describes each; S3's is in the Amazon S3 API Reference, "Error responses".

import assert from 'node:assert/strict'
import { decodeCbor } from '../../src/wire/cbor.ts'
import { parseXml } from '../../src/wire/xml.ts'
import type { XmlElement } from '../../src/wire/xml.ts'
import type { Answer } from '../raw-socket.ts'
import type { Envelope } from './request.ts'

/** The error's code; for the admin face its message. @throws AssertionError when the envelope is not the protocol's */
export function codeIn(answer: Answer, envelope: Envelope): string {
  const code = readers[envelope](answer)
  assert.ok(code, `no error code in ${answer.body.toString('utf8').slice(0, 300)}`)
  return code
}

const readers: Readonly<Record<Envelope, (answer: Answer) => string | undefined>> = {
  json({ headers, body }) {
    assert.match(headers['content-type'] ?? '', /^application\/x-amz-json-1\.[01]$/)
    assert.ok(headers['x-amzn-requestid'])
    const type = bare(String((JSON.parse(body.toString()) as Record<string, unknown>)['__type']))
    // Services that once spoke query name that protocol's code in a header, which clients prefer.
    return headers['x-amzn-query-error']?.split(';')[0] ?? type
  },
  'rest-json'({ headers, body }) {
    assert.match(headers['content-type'] ?? '', /^application\/json$/)
    assert.ok(headers['x-amzn-requestid'])
    assert.equal(typeof JSON.parse(body.toString()), 'object')
    return bare(headers['x-amzn-errortype'] ?? '')
  },
  cbor({ headers, body }) {
    assert.equal(headers['smithy-protocol'], 'rpc-v2-cbor')
    assert.equal(headers['content-type'], 'application/cbor')
    const document = decodeCbor(body) as Record<string, unknown>
    return headers['x-amzn-query-error']?.split(';')[0] ?? bare(String(document['__type']))
  },
  query(answer) {
    const root = xmlOf(answer, 'ErrorResponse')
    assert.ok(textAt(root, 'RequestId'))
    assert.match(textAt(root, 'Error', 'Type') ?? '', /^(Sender|Receiver)$/)
    return textAt(root, 'Error', 'Code')
  },
  'rest-xml'(answer) {
    const root = xmlOf(answer, 'ErrorResponse')
    assert.ok(textAt(root, 'RequestId'))
    return textAt(root, 'Error', 'Code')
  },
  ec2(answer) {
    const root = xmlOf(answer, 'Response')
    assert.ok(textAt(root, 'RequestID'))
    return textAt(root, 'Errors', 'Error', 'Code')
  },
  s3(answer) {
    assert.ok(answer.headers['x-amz-request-id'])
    const root = xmlOf(answer, 'Error')
    assert.ok(textAt(root, 'RequestId'))
    return textAt(root, 'Code')
  },
  http(answer) {
    return textAt(xmlOf(answer, 'Error'), 'Code')
  },
  admin({ headers, body }) {
    assert.equal(headers['content-type'], 'application/json')
    assert.equal(headers['access-control-allow-origin'], undefined)
    return (JSON.parse(body.toString()) as { message?: string }).message
  },
}

function xmlOf({ headers, body }: Answer, rootName: string): XmlElement {
  assert.match(headers['content-type'] ?? '', /^(text|application)\/xml\b/)
  const root = parseXml(body)
  assert.equal(root.name, rootName)
  return root
}

function textAt(root: XmlElement, ...names: readonly string[]): string | undefined {
  const found = names.reduce<XmlElement | undefined>((parent, name) => parent?.children.find(child => child.name === name), root)
  return found?.text
}

/** `com.amazonaws.sqs#QueueDoesNotExist:http://…` → `QueueDoesNotExist` */
function bare(code: string): string {
  return code.split(':')[0]!.split('#').at(-1)!
}
