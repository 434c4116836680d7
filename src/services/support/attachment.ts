// Attachments of cases: gathered in a set that lives for an hour, then part of what a case says. Source: AddAttachmentsToSet and
// DescribeAttachment, AWS Support API Reference ("maximum of 3 attachments", "5 MB").

import type { Support } from '../../../generated/aws/support.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { severitiesOf } from './plan.ts'

export interface Attached { readonly id: string, readonly fileName: string }

interface Stored extends Attached { readonly data: Uint8Array }
interface AttachmentSet { readonly id: string, readonly expiresAt: number, readonly attachments: readonly Attached[] }

const Attachment = records<Stored>({ name: 'Attachment', key: 'id' })
const AttachmentSet = records<AttachmentSet>({ name: 'AttachmentSet', key: 'id' })

const mostAttachments = 3
const largestBytes = 5 * 2 ** 20
const livesMs = 3_600_000

/** @throws AttachmentSetIdNotFound, AttachmentSetExpired */
function setNamed(id: string, call: Call): AttachmentSet {
  const found = call.of(AttachmentSet).get(id)
  if (found === undefined) throw call.fault('AttachmentSetIdNotFound', `An attachment set with the specified ID ${id} could not be found.`)
  if (found.expiresAt <= call.now()) throw call.fault('AttachmentSetExpired', 'The expiration time of the attachment set has passed.')
  return found
}

export const AddAttachmentsToSet: Support['AddAttachmentsToSet'] = ({ attachmentSetId: id, attachments }, call) => {
  severitiesOf(call)
  const set = id === undefined ? { id: `as-${call.hex(32)}`, expiresAt: call.now() + livesMs, attachments: [] } : setNamed(id, call)
  if (set.attachments.length + attachments.length > mostAttachments
    || attachments.some(({ data }) => (data?.length ?? 0) > largestBytes)) {
    throw call.fault('AttachmentSetSizeLimitExceeded',
      'A limit for the size of an attachment set has been exceeded: three attachments, and 5 MB for each.')
  }
  const added = attachments.map(({ fileName = '', data = new Uint8Array() }) =>
    call.of(Attachment).put({ id: `attachment-${call.hex(32)}`, fileName, data }))
  call.of(AttachmentSet).put({ ...set,
    attachments: [...set.attachments, ...added.map(({ id: each, fileName }) => ({ id: each, fileName }))] })
  return { attachmentSetId: set.id, expiryTime: new Date(set.expiresAt).toISOString() }
}

/** What is in a set, if one is named. Inside a transaction. */
export function claimSet(id: string | undefined, call: Call): readonly Attached[] {
  return id === undefined ? [] : setNamed(id, call).attachments
}

export const DescribeAttachment: Support['DescribeAttachment'] = ({ attachmentId: id }, call) => {
  severitiesOf(call)
  const found = call.of(Attachment).get(id)
  if (found === undefined) throw call.fault('AttachmentIdNotFound', `An attachment with the specified ID ${id} could not be found.`)
  return { attachment: { fileName: found.fileName, data: found.data } }
}
