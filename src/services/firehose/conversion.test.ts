// Records become Parquet by a table of Glue: columns found and converted, failures apart, waiting for a table that is not there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DataFormatConversionConfiguration } from '@aws-sdk/client-firehose'
import { parquetReadObjects } from 'hyparquet'
import { account, asked, freshAccount, made, put, refused, roleArn, written } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const conversion = (more: Partial<DataFormatConversionConfiguration> = {}): DataFormatConversionConfiguration => ({
  SchemaConfiguration: { RoleARN: roleArn, DatabaseName: 'shop', TableName: 'sales' },
  InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } }, OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
  ...more,
})

async function table({ cloud }: Account, columns: Record<string, string>): Promise<void> {
  await asked(cloud, 'AWSGlue.CreateDatabase', { DatabaseInput: { Name: 'shop' } })
  const Columns = Object.entries(columns).map(([Name, Type]) => ({ Name, Type }))
  await asked(cloud, 'AWSGlue.CreateTable', { DatabaseName: 'shop', TableInput: { Name: 'sales', StorageDescriptor: { Columns } } })
}

test('rows by the columns of a table', async t => {
  const here = await freshAccount(t)
  await table(here, { id: 'bigint', name: 'string', paid: 'decimal(8,2)', at: 'timestamp', lines: 'array<struct<sku:string,n:int>>' })
  await made(here, 'd', { Prefix: 'data/', ErrorOutputPrefix: 'wrong/!{firehose:error-output-type}/',
    DataFormatConversionConfiguration: conversion() })
  await put(here, 'd', '{"ID":1,"name":"a","paid":2.5,"at":"2027-03-04T05:06:07Z","lines":[{"sku":"x","n":2}],"more":1}{"id":"2"}',
    '{"id":"x"}')
  await here.cloud.clock.advance('301s')
  const [data, wrong] = await written(here)
  assert.match(data!.key, /^data\/.*\.parquet$/)
  const rows = await parquetReadObjects({ file: data!.bytes.slice().buffer })
  assert.deepEqual(rows, [
    { id: 1n, name: 'a', paid: 2.5, at: new Date('2027-03-04T05:06:07Z'), lines: [{ sku: 'x', n: 2 }] },
    { id: 2n, name: null, paid: null, at: null, lines: undefined },
  ])
  assert.match(wrong!.key, /^wrong\/format-conversion-failed\//)
  const { rawData, lastErrorCode, lastErrorMessage, dataCatalogTable } = JSON.parse(wrong!.text) as Record<string, unknown>
  assert.deepEqual([Buffer.from(rawData as string, 'base64').toString(), lastErrorCode, dataCatalogTable], ['{"id":"x"}',
    'DataFormatConversion.MalformedData', { databaseName: 'shop', tableName: 'sales', region: 'us-east-1', versionId: 'LATEST',
      catalogId: account }])
  assert.match(lastErrorMessage as string, /"x" is no bigint/)
})

test('names of members, and GZIP', async t => {
  const here = await freshAccount(t)
  await table(here, { ts: 'timestamp', a_b: 'int' })
  const open = { ColumnToJsonKeyMappings: { ts: 'timestamp' }, ConvertDotsInJsonKeysToUnderscores: true, CaseInsensitive: false }
  await made(here, 'd', { DataFormatConversionConfiguration: conversion({
    InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: open } },
    OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: 'GZIP' } } },
  }) })
  await put(here, 'd', '{"timestamp":1518033528,"a.b":1,"A_B":2}')
  await here.cloud.clock.advance('301s')
  const [{ bytes } = { bytes: new Uint8Array() }] = await written(here)
  const { gunzipSync } = await import('node:zlib')
  const rows = await parquetReadObjects({ file: bytes.slice().buffer, compressors: { GZIP: input => new Uint8Array(gunzipSync(input)) } })
  assert.deepEqual(rows, [{ ts: new Date(1518033528000), a_b: 1 }])
})

test('records wait for their table', async t => {
  const here = await freshAccount(t)
  await made(here, 'd', { DataFormatConversionConfiguration: conversion() })
  await put(here, 'd', '{"id":1}')
  await here.cloud.clock.advance('10m')
  assert.deepEqual(await written(here), [])
  await table(here, { id: 'int' })
  await here.cloud.clock.advance('10m')
  assert.equal((await written(here)).length, 1)
})

test('what is no conversion', async t => {
  const here = await freshAccount(t)
  const { InputFormatConfiguration: _, ...lacking } = conversion()
  const cases: readonly (readonly [object, string, RegExp])[] = [
    [{ DataFormatConversionConfiguration: lacking }, 'InvalidArgumentException', /required/],
    [{ DataFormatConversionConfiguration: conversion({ SchemaConfiguration: { RoleARN: roleArn, DatabaseName: 'shop' } }) },
      'InvalidArgumentException', /TableName/],
    [{ DataFormatConversionConfiguration: conversion(), CompressionFormat: 'GZIP' }, 'InvalidArgumentException', /UNCOMPRESSED/],
    [{ DataFormatConversionConfiguration: conversion(), BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 60 } },
      'InvalidArgumentException', /at least 64/],
    [{ DataFormatConversionConfiguration: conversion({ OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } } }) },
      'NotImplemented', /ORC/],
    [{ DataFormatConversionConfiguration: conversion({
      InputFormatConfiguration: { Deserializer: { HiveJsonSerDe: { TimestampFormats: ['w'] } } } }) }, 'NotImplemented',
        /TimestampFormats/],
  ]
  for (const [bucket, code, text] of cases) await refused(made(here, 'd', bucket), code, text)
  await made(here, 'd', { DataFormatConversionConfiguration: conversion() })
  const { DeliveryStreamDescription: shown } = await here.firehose.describeDeliveryStream({ DeliveryStreamName: 'd' })
  const s3 = shown!.Destinations![0]!.ExtendedS3DestinationDescription!
  assert.deepEqual([s3.BufferingHints!.SizeInMBs, s3.DataFormatConversionConfiguration], [128, { Enabled: true, ...conversion() }])
})
