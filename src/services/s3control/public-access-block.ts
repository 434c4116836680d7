// The account's own public access block, which every bucket of the account obeys besides its own.
// Source: PutPublicAccessBlock, S3 Control API Reference.

import type { S3control } from '../../../generated/aws/s3control.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

/** As S3 reads it, by the name of the same table. */
export interface StoredBlock {
  readonly BlockPublicAcls: boolean
  readonly IgnorePublicAcls: boolean
  readonly BlockPublicPolicy: boolean
  readonly RestrictPublicBuckets: boolean
}

const rows = (call: Call) => call.accountTable<StoredBlock>('public-access-block')
const own = 'account'

export const PutPublicAccessBlock: S3control['PutPublicAccessBlock'] = ({ PublicAccessBlockConfiguration: asked }, call) => {
  rows(call).put(own, {
    BlockPublicAcls: asked.BlockPublicAcls ?? false,
    IgnorePublicAcls: asked.IgnorePublicAcls ?? false,
    BlockPublicPolicy: asked.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: asked.RestrictPublicBuckets ?? false,
  })
}

export const GetPublicAccessBlock: S3control['GetPublicAccessBlock'] = ({ AccountId: account }, call) => {
  const block = rows(call).get(own)
  if (block === undefined) {
    throw new Fault('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', 404,
      { AccountId: account })
  }
  return { PublicAccessBlockConfiguration: block }
}

export const DeletePublicAccessBlock: S3control['DeletePublicAccessBlock'] = (_input, call) => {
  rows(call).delete(own)
  call.respond({ status: 204 })
}
