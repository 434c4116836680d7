// Amazon S3 Glacier, the service of vaults: the manifest. The storage classes of the same name are S3's.

import { service } from '../../kernel/service.ts'
import { DeleteArchive, UploadArchive } from './archive.ts'
import { GetDataRetrievalPolicy, ListProvisionedCapacity, PurchaseProvisionedCapacity, SetDataRetrievalPolicy } from './capacity.ts'
import { DescribeJob, GetJobOutput, InitiateJob, jobDone, jobEnds, ListJobs } from './job.ts'
import {
  AbortMultipartUpload, CompleteMultipartUpload, InitiateMultipartUpload, ListMultipartUploads, ListParts, uploadEnds, UploadMultipartPart,
} from './multipart.ts'
import {
  AbortVaultLock, AddTagsToVault, CompleteVaultLock, DeleteVaultAccessPolicy, DeleteVaultNotifications, GetVaultAccessPolicy, GetVaultLock,
  GetVaultNotifications, InitiateVaultLock, ListTagsForVault, RemoveTagsFromVault, SetVaultAccessPolicy, SetVaultNotifications,
} from './setting.ts'
import { CreateVault, DeleteVault, DescribeVault, ListVaults, takeInventory, Vault } from './vault.ts'

interface Asking { readonly accountId?: string, readonly vaultName?: string }

/** Lists of vaults have ten on a page, jobs, parts and uploads fifty: the pages of each in the Amazon S3 Glacier Developer Guide. */
const pageSizes = { ListVaults: 10, ListJobs: 50, ListParts: 50, ListMultipartUploads: 50 }

export const glacier = service({
  id: 'glacier',
  resources: [Vault],
  operations: {
    AbortMultipartUpload, AbortVaultLock, AddTagsToVault, CompleteMultipartUpload, CompleteVaultLock, CreateVault, DeleteArchive,
    DeleteVault,
    DeleteVaultAccessPolicy, DeleteVaultNotifications, DescribeJob, DescribeVault, GetDataRetrievalPolicy, GetJobOutput,
    GetVaultAccessPolicy, GetVaultLock, GetVaultNotifications, InitiateJob, InitiateMultipartUpload, InitiateVaultLock, ListJobs,
    ListMultipartUploads, ListParts, ListProvisionedCapacity, ListTagsForVault, ListVaults, PurchaseProvisionedCapacity,
    RemoveTagsFromVault, SetDataRetrievalPolicy, SetVaultAccessPolicy, SetVaultNotifications, UploadArchive, UploadMultipartPart,
  },
  timers: { inventory: takeInventory, jobDone, jobEnds, uploadEnds },
  pageSizes,
  dataEvents: ['UploadArchive', 'UploadMultipartPart', 'DeleteArchive', 'GetJobOutput'],
  invalidToken: { code: 'InvalidParameterValueException', message: 'Invalid marker' },
  target: (_operation, { vaultName: name }: Asking, call) => name === undefined ? undefined : call.arn(Vault, { name } as Vault),
  resourcePolicy: (_operation, { vaultName: name }: Asking, call) => name === undefined
    ? undefined : call.of(Vault).get(name)?.accessPolicy,
  /** A hyphen is the caller's own account. */
  locate: (_operation, { accountId }: Asking) => accountId === undefined || accountId === '-' ? undefined : { account: accountId },
})
