// Records on their way: out of one another, by their keys, and the failures among them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { ExtendedS3DestinationConfiguration, Processor } from '@aws-sdk/client-firehose'
import { bytes, freshAccount, made, put, refused, written } from './account.fixture.ts'
import { objectsIn } from './processing.ts'

const processor = (Type: Processor['Type'], parameters: Readonly<Record<string, string>> = {}): Processor => ({
  Type, Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) =>
    ({ ParameterName: ParameterName as 'LambdaArn', ParameterValue })),
})
const processing = (...Processors: Processor[]) => ({ ProcessingConfiguration: { Enabled: true, Processors } })

test('objects in a text', () => {
  assert.deepEqual(objectsIn('{"a":"}"}{"b":[1]}\n {"c":{}}'), ['{"a":"}"}', '{"b":[1]}', '{"c":{}}'])
  assert.deepEqual(objectsIn('[{"a":1},{"b":2}]'), ['{"a":1}', '{"b":2}'])
  assert.throws(() => objectsIn('{"a":1'), /ends within/)
  assert.throws(() => objectsIn('x{}'), /something else/)
})

test('partitions by keys in the records; what has none fails', async t => {
  const here = await freshAccount(t)
  const bucket: Partial<ExtendedS3DestinationConfiguration> = {
    DynamicPartitioningConfiguration: { Enabled: true }, Prefix: 'c=!{partitionKeyFromQuery:c}/',
      ErrorOutputPrefix: 'bad/!{firehose:error-output-type}/',
    BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 },
    ...processing(
      processor('RecordDeAggregation', { SubRecordType: 'JSON' }),
        processor('MetadataExtraction', { MetadataExtractionQuery: '{c:.c}', JsonParsingEngine: 'JQ-1.6' }),
      processor('AppendDelimiterToRecord', { Delimiter: '\\n' }),
    ),
  }
  await made(here, 'd', bucket)
  await put(here, 'd', '{"c":1,"n":1}{"c":2,"n":2}', '{"c":1,"n":3}', '{"none":1}')
  await here.cloud.clock.advance('61s')
  const found = await written(here)
  assert.deepEqual(found.map(({ key }) => key.replace(/d-1-.*/, '')), ['bad/processing-failed/', 'c=1/', 'c=2/'])
  assert.equal(found[1]!.text, '{"c":1,"n":1}\n{"c":1,"n":3}\n')
  const failure = JSON.parse(found[0]!.text) as Record<string, unknown>
  assert.deepEqual([failure.errorCode, Buffer.from(String(failure.rawData), 'base64').toString()],
    ['DynamicPartitioning.MetadataExtractionFailed', '{"none":1}'])
})

test('log events of a subscription become lines', async t => {
  const here = await freshAccount(t)
  await made(here, 'd',
    processing(processor('Decompression', { CompressionFormat: 'GZIP' }),
      processor('CloudWatchLogProcessing', { DataMessageExtraction: 'true' })))
  const record = (message: object) => ({ Data: new Uint8Array(gzipSync(JSON.stringify(message))) })
  await here.firehose.putRecordBatch({ DeliveryStreamName: 'd', Records: [
    record({ messageType: 'CONTROL_MESSAGE', logEvents: [{ message: 'control' }] }),
    record({ messageType: 'DATA_MESSAGE', logEvents: [{ message: 'one' }, { message: 'two' }] }), { Data: bytes('not compressed') },
  ] })
  await here.cloud.clock.advance('301s')
  const [data, failed] = await written(here)
  assert.equal(data!.text, 'one\ntwo\n')
  assert.match(failed!.key, /^processing-failed\/2027\/03\/04\/05\//)
  assert.match(failed!.text, /"errorCode":"Decompression.Failed"/)
})

test('what processors may not say', async t => {
  const here = await freshAccount(t)
  await refused(made(here, 'd', processing(processor('Lambda'))), 'InvalidArgumentException', /LambdaArn/)
  await refused(made(here, 'd', processing(processor('MetadataExtraction', { MetadataExtractionQuery: '{a: .b[]}' }))), 'NotImplemented',
    /jq/)
  await refused(made(here, 'd', processing(processor('MetadataExtraction', { MetadataExtractionQuery: '{a' }))),
    'InvalidArgumentException', /jq/)
})
