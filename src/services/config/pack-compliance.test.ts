// Scores of packs: parts of what was found, and none where nothing was.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ListConformancePackComplianceScoresCommand, PutConformancePackCommand } from '@aws-sdk/client-config-service'
import { freshAccount, recording } from './account.fixture.ts'

const template = (...identifiers: string[]) => JSON.stringify({ Resources: Object.fromEntries(identifiers.map((SourceIdentifier, i) =>
  [`R${i}`, { Type: 'AWS::Config::ConfigRule', Properties: { Source: { Owner: 'AWS', SourceIdentifier } } }])) })

test('in order of their scores', async t => {
  const account = await freshAccount(t)
  const { config, cloud } = account
  await recording(account, ['AWS::S3::Bucket'])
  const put = (ConformancePackName: string, ...identifiers: string[]) =>
    config.send(new PutConformancePackCommand({ ConformancePackName, TemplateBody: template(...identifiers) }))
  await put('bad', 'S3_BUCKET_VERSIONING_ENABLED')
  await put('good', 'S3_BUCKET_PUBLIC_READ_PROHIBITED')
  await put('none', 'EIP_ATTACHED')
  await cloud.clock.advance('1s')
  const scores = async (SortOrder: 'ASCENDING' | 'DESCENDING') =>
    (await config.send(new ListConformancePackComplianceScoresCommand({ SortBy: 'SCORE', SortOrder })))
    .ConformancePackComplianceScores!.map(({ ConformancePackName, Score }) => [ConformancePackName, Score])
  assert.deepEqual(await scores('ASCENDING'), [['none', 'INSUFFICIENT_DATA'], ['bad', '0'], ['good', '100']])
  assert.deepEqual((await scores('DESCENDING'))[0], ['good', '100'])
})
