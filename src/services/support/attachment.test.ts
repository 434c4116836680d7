// Attachments: sets, their limits and their hour.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

test('a set takes three attachments, lives for an hour, and is part of what a case says', async t => {
  const { cloud, support } = await fresh(t, 'business')
  const file = (fileName: string) => ({ fileName, data: Buffer.from(fileName) })
  const { attachmentSetId, expiryTime } = await support.addAttachmentsToSet({ attachments: [file('a'), file('b')] })
  assert.match(expiryTime!, /^2027-01-31T13:00/)
  await assert.rejects(support.addAttachmentsToSet({ attachmentSetId, attachments: [file('c'), file('d')] }),
    { name: 'AttachmentSetSizeLimitExceeded' })
  const { caseId } = await support.createCase({ subject: 's', communicationBody: 'b', attachmentSetId })
  const { communications: [said] = [] } = await support.describeCommunications({ caseId })
  assert.deepEqual(said!.attachmentSet!.map(({ fileName }) => fileName), ['a', 'b'])
  const { attachment } = await support.describeAttachment({ attachmentId: said!.attachmentSet![1]!.attachmentId })
  assert.equal(Buffer.from(attachment!.data!).toString(), 'b')
  await cloud.clock.advance('1h')
  await assert.rejects(support.addCommunicationToCase({ caseId, communicationBody: 'c', attachmentSetId }),
    { name: 'AttachmentSetExpired' })
  await assert.rejects(support.describeAttachment({ attachmentId: 'attachment-1' }), { name: 'AttachmentIdNotFound' })
})
