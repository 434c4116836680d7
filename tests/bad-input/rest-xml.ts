// Bad input in REST with XML, to S3 and Route 53: documents, entities, nesting, encodings, aws-chunked bodies, methods, parameters.
// Codes: "Error responses" of the Amazon S3 API Reference.

import { restXml, s3 } from './request.ts'
import type { HeaderLines, Row } from './request.ts'

const tagging = (content: string | Uint8Array): ReturnType<typeof s3> => s3('PUT /bucket?tagging', content)
const tagSet = (value: string): string => `<Tagging><TagSet><Tag><Key>k</Key><Value>${value}</Value></Tag></TagSet></Tagging>`
const zone = (content: string | Uint8Array): ReturnType<typeof s3> => restXml('route53', 'POST /2013-04-01/hostedzone', content)

const laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'

const documents: readonly Row[] = [
  ['a document that ends too soon', tagging('<Tagging><TagSet>'), 400, 'MalformedXML'],
  ['words in place of a document', tagging('tag it'), 400, 'MalformedXML'],
  ['JSON in place of a document', tagging('{"TagSet": []}'), 400, 'MalformedXML'],
  ['white space alone', tagging(' \n '), 400, 'MalformedXML'],
  ['an end tag that does not match', tagging('<Tagging></TagSet>'), 400, 'MalformedXML'],
  ['tags that cross', tagging('<Tagging><TagSet></Tagging></TagSet>'), 400, 'MalformedXML'],
  ['two roots', tagging('<Tagging/><Tagging/>'), 400, 'MalformedXML'],
  ['text after the root', tagging('<Tagging/>more'), 400, 'MalformedXML'],
  ['an attribute without quotes', tagging('<Tagging a=b/>'), 400, 'MalformedXML'],
  ['an attribute twice', tagging('<Tagging a="1" a="2"/>'), 400, 'MalformedXML'],
  ['a comment that never ends', tagging('<Tagging><!-- '), 400, 'MalformedXML'],
  ['a CDATA section that never ends', tagging('<Tagging><![CDATA[ '), 400, 'MalformedXML'],
  ['a bare ampersand', tagging(tagSet('a & b')), 400, 'MalformedXML'],
  ['a control character', tagging(tagSet('\x01')), 400, 'MalformedXML'],
  ['a reference to the zero character', tagging(tagSet('&#0;')), 400, 'MalformedXML'],
  ['a reference beyond Unicode', tagging(tagSet('&#x110000;')), 400, 'MalformedXML'],
  ['an entity that is not declared', tagging(tagSet('&nbsp;')), 400, 'MalformedXML'],
  ['entities that expand', tagging(laughs + tagSet('&c;')), 400, 'MalformedXML'],
  ['an entity of a file', tagging(`<!DOCTYPE t [<!ENTITY f SYSTEM "file:///etc/passwd">]>${tagSet('&f;')}`), 400, 'MalformedXML'],
  ['an entity of another host', tagging(`<!DOCTYPE t [<!ENTITY f SYSTEM "http://127.0.0.1:1/">]>${tagSet('&f;')}`), 400, 'MalformedXML'],
  ['a document type of another host', tagging(`<!DOCTYPE t SYSTEM "http://127.0.0.1:1/t.dtd">${tagSet('v')}`), 400, 'MalformedXML'],
  ['UTF-16', tagging(Buffer.from(`\ufeff${tagSet('v')}`, 'utf16le')), 400, 'MalformedXML'],
  ['another encoding declared', tagging(`<?xml version="1.0" encoding="UTF-16"?>${tagSet('v')}`), 400, 'MalformedXML'],
  ['a version of XML that is none', tagging(`<?xml version="9.0"?>${tagSet('v')}`), 400, 'MalformedXML'],
  ['text that is not UTF-8', tagging(Buffer.from(tagSet('\xff\xfe'), 'latin1')), 400, 'MalformedXML'],
  ['a hundred thousand elements in one another', tagging('<a>'.repeat(100_000) + '</a>'.repeat(100_000)), 400, 'MalformedXML'],
  ['a hundred thousand elements that never close', tagging('<a>'.repeat(100_000)), 400, 'MalformedXML'],
  ['more elements than there can be', tagging(`<Tagging>${'<a/>'.repeat(250_000)}</Tagging>`), 400, 'MalformedXML'],
  ['a hundred thousand attributes, one twice', tagging(`<T ${'a="" '.repeat(100_000)}/>`), 400, 'MalformedXML'],
  ['Route 53: a document that ends too soon', zone('<CreateHostedZoneRequest>'), 400, 'MalformedInput'],
  ['Route 53: entities that expand',
    zone(`${laughs}<CreateHostedZoneRequest><Name>&c;</Name></CreateHostedZoneRequest>`), 400, 'MalformedInput'],
  ['Route 53: words for a boolean',
    zone('<CreateHostedZoneRequest><HostedZoneConfig><PrivateZone>maybe</PrivateZone></HostedZoneConfig></CreateHostedZoneRequest>'),
    400, 'MalformedInput'],
  ['Route 53: words for a number',
    restXml('route53', 'POST /2013-04-01/healthcheck',
      '<CreateHealthCheckRequest><HealthCheckConfig><Port>https</Port></HealthCheckConfig></CreateHealthCheckRequest>'),
    400, 'MalformedInput'],
  ['Route 53: a path that nothing answers', restXml('route53', 'GET /2013-04-01/nothing'), 404, 'UnknownOperationException'],
]

const parameters: readonly Row[] = [
  ['a method that nothing takes', s3('PATCH /bucket/key'), 405, 'MethodNotAllowed'],
  ['words for a number in the query', s3('GET /bucket?list-type=2&max-keys=many'), 400, 'InvalidArgument'],
  ['words for a number in a part', s3('PUT /bucket/key?partNumber=one&uploadId=u'), 400, 'InvalidArgument'],
  ['words for a number in a header', s3('PUT /bucket/key', 'x', { 'x-amz-write-offset-bytes': 'end' }), 400, 'InvalidArgument'],
  ['a key that is not UTF-8', s3('GET /bucket/%ff%fe'), 400, 'InvalidURI'],
]

const unsignedChunks = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'
const signedChunks = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'

function chunked(content: string, length: string | undefined, headers: HeaderLines = {}): ReturnType<typeof s3> {
  const framed = { 'x-amz-content-sha256': unsignedChunks, 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': length }
  const own = { ...framed, ...headers }
  return s3('PUT /bucket?tagging', content, Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)))
}

const chunks: readonly Row[] = [
  ['aws-chunked without the decoded length', chunked('0\r\n\r\n', undefined), 411, 'MissingContentLength'],
  ['aws-chunked with a decoded length that is no number', chunked('0\r\n\r\n', 'long'), 400, 'InvalidRequest'],
  ['aws-chunked with a negative decoded length', chunked('0\r\n\r\n', '-1'), 400, 'InvalidRequest'],
  ['an aws-chunk whose size is no number', chunked('zz\r\nabc\r\n0\r\n\r\n', '3'), 400, 'InvalidRequest'],
  ['an aws-chunk of a negative size', chunked('-3\r\nabc\r\n0\r\n\r\n', '3'), 400, 'InvalidRequest'],
  ['an aws-chunk of a size beyond all memory', chunked('ffffffffffffffff\r\nabc\r\n0\r\n\r\n', '3'), 400, 'InvalidRequest'],
  ['an aws-chunk that is longer than it says', chunked('2\r\nabc\r\n0\r\n\r\n', '2'), 400, 'IncompleteBody'],
  ['an aws-chunk that ends too soon', chunked('a\r\nabc', '10'), 400, 'IncompleteBody'],
  ['aws-chunks without the last one', chunked('3\r\nabc\r\n', '3'), 400, 'IncompleteBody'],
  ['more in aws-chunks than the decoded length', chunked('3\r\nabc\r\n0\r\n\r\n', '2'), 400, 'IncompleteBody'],
  ['less in aws-chunks than the decoded length', chunked('3\r\nabc\r\n0\r\n\r\n', '4'), 400, 'IncompleteBody'],
  ['small aws-chunks before the last', chunked('1\r\na\r\n1\r\nb\r\n0\r\n\r\n', '2'), 403, 'InvalidChunkSizeError'],
  ['an announced trailer that does not come',
    chunked('0\r\n\r\n', '0', { 'x-amz-trailer': 'x-amz-checksum-crc32' }), 400, 'MalformedTrailerError'],
  ['a trailer that was not announced',
    chunked('0\r\nx-other: 1\r\n\r\n', '0', { 'x-amz-trailer': 'x-amz-checksum-crc32' }), 400, 'MalformedTrailerError'],
  ['bytes after the trailer', chunked('0\r\n\r\nmore', '0'), 400, 'MalformedTrailerError'],
  ['a chunk header without end', chunked('1'.repeat(10_000), '3'), 400, 'InvalidRequest'],
  ['a trailer where the payload has none',
    chunked('0\r\n\r\n', '0', { 'x-amz-content-sha256': signedChunks, 'x-amz-trailer': 'x-a' }), 400, 'InvalidRequest'],
]

export const restXmlRows: readonly Row[] = [...documents, ...parameters, ...chunks]
