// A version is sent for review and approved.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'

test('reviews and their history', async t => {
  const { ssm } = await freshAccount(t)
  await commandDocument(ssm, 'mine', ['ls'])
  const review = async (Action: 'SendForReview' | 'Approve', text: string) =>
    await ssm.updateDocumentMetadata({ Name: 'mine', DocumentReviews: { Action, Comment: [{ Type: 'Comment', Content: text }] } })
  await refused(review('Approve', 'x'), 'InvalidDocumentOperation')
  await review('SendForReview', 'please')
  await review('Approve', 'fine')
  assert.equal((await ssm.describeDocument({ Name: 'mine' })).Document!.ReviewStatus, 'APPROVED')
  const { Metadata } = await ssm.listDocumentMetadataHistory({ Name: 'mine', Metadata: 'DocumentReviews' })
  assert.deepEqual(Metadata!.ReviewerResponse!.map(({ ReviewStatus, Comment }) => [ReviewStatus, Comment![0]!.Content]),
    [['PENDING', 'please'], ['APPROVED', 'fine']])
})
