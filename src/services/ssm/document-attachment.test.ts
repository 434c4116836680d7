// Files of a document, in S3.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, freshAccount, refused } from './account.fixture.ts'

test('a package has its files', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const s3 = new S3(cloud.client({ accessKeyId: account }))
  await s3.createBucket({ Bucket: 'files' })
  await s3.putObject({ Bucket: 'files', Key: 'pack/a.zip', Body: 'zip' })
  const made = { Name: 'pack', DocumentType: 'Package', Content: '{"schemaVersion":"2.0","packages":{}}' } as const
  await refused(ssm.createDocument({ ...made, Attachments: [{ Key: 'S3FileUrl', Values: ['s3://files/pack/none.zip'] }] }),
    'InvalidDocumentContent', /NoSuchKey/)
  await ssm.createDocument({ ...made, Attachments: [{ Key: 'SourceUrl', Values: ['s3://files/pack'] }] })
  const [file] = (await ssm.getDocument({ Name: 'pack' })).AttachmentsContent!
  assert.deepEqual(file, { Name: 'a.zip', Size: 3, HashType: 'Sha256', Hash: createHash('sha256').update('zip').digest('hex'),
    Url: 'https://s3.us-east-1.amazonaws.com/files/pack/a.zip' })
  const copied = await ssm.createDocument({ ...made, Name: 'copy',
    Attachments: [{ Key: 'AttachmentReference', Values: ['pack:1/a.zip'] }] })
  assert.deepEqual(copied.DocumentDescription!.AttachmentsInformation, [{ Name: 'a.zip' }])
})
