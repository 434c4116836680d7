// Bad input in REST with JSON, to Lambda and API Gateway: bodies, labels, query parameters, media types, unknown paths and methods.
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html

import { restJson } from './request.ts'
import type { Row } from './request.ts'

const functions = '/2015-03-31/functions'
const create = (content: string | Uint8Array): ReturnType<typeof restJson> => restJson('lambda', `POST ${functions}`, content)
const lambda = (request: string): ReturnType<typeof restJson> => restJson('lambda', request)
const gateway = (content: string | Uint8Array): ReturnType<typeof restJson> => restJson('apigateway', 'POST /restapis', content)

const bodies: readonly Row[] = [
  ['a document that ends too soon', create('{"FunctionName": "f"'), 400, 'SerializationException'],
  ['words in place of a document', create('hello'), 400, 'SerializationException'],
  ['a list in place of an object', create('[]'), 400, 'SerializationException'],
  ['null in place of an object', create('null'), 400, 'SerializationException'],
  ['UTF-16', create(Buffer.from('{}', 'utf16le')), 400, 'SerializationException'],
  ['text that is not UTF-8', create(Buffer.from('{"FunctionName":"\xff\xfe"}', 'latin1')), 400, 'SerializationException'],
  ['a number for text', create('{"FunctionName": 5}'), 400, 'SerializationException'],
  ['text for a number', create('{"FunctionName": "f", "Timeout": "5"}'), 400, 'SerializationException'],
  ['a fraction for a whole number', create('{"FunctionName": "f", "Timeout": 1.5}'), 400, 'SerializationException'],
  ['a number beyond 32 bits', create('{"FunctionName": "f", "Timeout": 4294967296}'), 400, 'SerializationException'],
  ['text for a boolean', create('{"FunctionName": "f", "Publish": "yes"}'), 400, 'SerializationException'],
  ['text for a structure', create('{"FunctionName": "f", "Code": "x"}'), 400, 'SerializationException'],
  ['an archive that is not Base64', create('{"FunctionName": "f", "Code": {"ZipFile": "%%%%"}}'), 400, 'SerializationException'],
  ['a map for a list', create('{"FunctionName": "f", "Layers": {}}'), 400, 'SerializationException'],
  ['null in a map', create('{"FunctionName": "f", "Tags": {"a": null}}'), 400, 'SerializationException'],
  ['a hundred thousand lists that never close', create('['.repeat(100_000)), 400, 'SerializationException'],
  ['API Gateway: a document that ends too soon', gateway('{"name":'), 400, 'SerializationException'],
  ['API Gateway: an object for text', gateway('{"name": {}}'), 400, 'SerializationException'],
  ['API Gateway: text for a number', gateway('{"name": "a", "minimumCompressionSize": "big"}'), 400, 'SerializationException'],
]

const mediaTypes: readonly Row[] = [
  ['a body of plain text',
    restJson('lambda', `POST ${functions}`, '{}', { 'content-type': 'text/plain' }), 415, 'UnsupportedMediaTypeException'],
  ['a body of XML',
    restJson('lambda', `POST ${functions}`, '<a/>', { 'content-type': 'application/xml' }), 415, 'UnsupportedMediaTypeException'],
  ['a body of no type', restJson('lambda', `POST ${functions}`, '{}', { 'content-type': undefined }), 415, 'UnsupportedMediaTypeException'],
]

const addresses: readonly Row[] = [
  ['a path that nothing answers', lambda('GET /2015-03-31/nothing'), 404, 'UnknownOperationException'],
  ['the path of another version', lambda('GET /1999-01-01/functions'), 404, 'UnknownOperationException'],
  ['a method that the path does not take', lambda(`PATCH ${functions}`), 404, 'UnknownOperationException'],
  ['a path that climbs', lambda(`GET ${functions}/../../../etc/passwd`), 404, 'UnknownOperationException'],
  ['a path of a thousand segments', lambda(`GET ${'/a'.repeat(1000)}`), 404, 'UnknownOperationException'],
  ['a path of slashes', lambda(`GET ${'/'.repeat(1000)}`), 404, 'UnknownOperationException'],
  ['the path __proto__', lambda('GET /__proto__'), 404, 'UnknownOperationException'],
  ['a label that is not UTF-8', lambda(`GET ${functions}/%ff%fe`), 400, 'SerializationException'],
  ['a label in an overlong encoding', lambda(`GET ${functions}/%c0%ae%c0%ae`), 400, 'SerializationException'],
  ['a label that climbs, encoded', lambda(`GET ${functions}/%2e%2e%2f%2e%2e%2fetc%2fpasswd`), 400, 'ValidationException'],
  ['a label that holds a zero byte', lambda(`GET ${functions}/f%00`), 400, 'ValidationException'],
  ['words for a number in the query', lambda(`GET ${functions}?MaxItems=many`), 400, 'SerializationException'],
  ['a number beyond 32 bits in the query', lambda(`GET ${functions}?MaxItems=99999999999`), 400, 'SerializationException'],
  ['a number out of its range in the query', lambda(`GET ${functions}?MaxItems=0`), 400, 'ValidationException'],
]

export const restJsonRows: readonly Row[] = [...bodies, ...mediaTypes, ...addresses]
