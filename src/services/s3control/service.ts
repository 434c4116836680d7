// Amazon S3 Control: the manifest. It is a second face of S3's state; what each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import {
  CreateAccessGrant, CreateAccessGrantsLocation, DeleteAccessGrant, DeleteAccessGrantsInstance, DeleteAccessGrantsLocation, GetAccessGrant,
  GetAccessGrantsLocation, ListAccessGrants, ListAccessGrantsLocations, UpdateAccessGrantsLocation,
} from './access-grant.ts'
import {
  CreateAccessGrantsInstance, DeleteAccessGrantsInstanceResourcePolicy, GetAccessGrantsInstance, GetAccessGrantsInstanceForPrefix,
  GetAccessGrantsInstanceResourcePolicy, ListAccessGrantsInstances, PutAccessGrantsInstanceResourcePolicy,
} from './access-grants-instance.ts'
import { CreateAccessPoint, DeleteAccessPoint, GetAccessPoint, ListAccessPoints } from './access-point.ts'
import {
  DeleteAccessPointPolicy, GetAccessPointPolicy, GetAccessPointPolicyStatus, PutAccessPointPolicy,
} from './access-point-policy.ts'
import { checkAccount } from './account.ts'
import {
  CreateJob, DeleteJobTagging, DescribeJob, GetJobTagging, ListJobs, PutJobTagging, UpdateJobPriority, UpdateJobStatus,
} from './job.ts'
import { GetDataAccess, ListCallerAccessGrants } from './data-access.ts'
import { dropJob, expireJob, prepareJob, runJob } from './job-run.ts'
import {
  DeleteStorageLensConfiguration, DeleteStorageLensConfigurationTagging, GetStorageLensConfiguration, GetStorageLensConfigurationTagging,
  ListStorageLensConfigurations, PutStorageLensConfiguration, PutStorageLensConfigurationTagging,
} from './storage-lens.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tag.ts'
import { DeletePublicAccessBlock, GetPublicAccessBlock, PutPublicAccessBlock } from './public-access-block.ts'

const noLambda = 'Orrery does not run S3 Object Lambda, which AWS no longer offers to new customers.'
const oneRegion = 'Orrery has no Multi-Region access points: a bucket lies in one region. Use an access point of each region.'

const noDirectory = 'Access Grants are for users and roles of IAM; there is no directory of IAM Identity Center to associate.'

const of = (reason: string, ...operations: readonly string[]) => Object.fromEntries(operations.map(name => [name, reason]))

export const s3control = service({
  id: 's3control',
  scope: 'account',
  sharesRecordsOf: 's3',
  iamPrefix: 's3',
  ownPages: true,
  replays: false,
  operations: {
    CreateAccessGrant, CreateAccessGrantsInstance, CreateAccessGrantsLocation, DeleteAccessGrant, DeleteAccessGrantsInstance,
    DeleteAccessGrantsInstanceResourcePolicy, DeleteAccessGrantsLocation, GetAccessGrant, GetAccessGrantsInstance,
    GetAccessGrantsInstanceForPrefix, GetAccessGrantsInstanceResourcePolicy, GetAccessGrantsLocation, GetDataAccess, ListAccessGrants,
    ListAccessGrantsInstances, ListAccessGrantsLocations, ListCallerAccessGrants, PutAccessGrantsInstanceResourcePolicy,
    UpdateAccessGrantsLocation,
    CreateAccessPoint, DeleteAccessPoint, DeleteAccessPointPolicy, DeletePublicAccessBlock, GetAccessPoint, GetAccessPointPolicy,
    GetAccessPointPolicyStatus, GetPublicAccessBlock, ListAccessPoints, PutAccessPointPolicy, PutPublicAccessBlock,
    DeleteStorageLensConfiguration, DeleteStorageLensConfigurationTagging, GetStorageLensConfiguration,
    GetStorageLensConfigurationTagging, ListStorageLensConfigurations, ListTagsForResource, PutStorageLensConfiguration,
    PutStorageLensConfigurationTagging, TagResource, UntagResource,
    CreateJob, DeleteJobTagging, DescribeJob, GetJobTagging, ListJobs, PutJobTagging, UpdateJobPriority, UpdateJobStatus,
  },
  timers: { dropJob, expireJob, prepareJob, runJob },
  refuses: {
    ...of(noDirectory, 'AssociateAccessGrantsIdentityCenter', 'DissociateAccessGrantsIdentityCenter'),
    ...of(noLambda, 'CreateAccessPointForObjectLambda', 'DeleteAccessPointForObjectLambda', 'DeleteAccessPointPolicyForObjectLambda',
      'GetAccessPointConfigurationForObjectLambda', 'GetAccessPointForObjectLambda', 'GetAccessPointPolicyForObjectLambda',
      'GetAccessPointPolicyStatusForObjectLambda', 'ListAccessPointsForObjectLambda', 'PutAccessPointConfigurationForObjectLambda',
      'PutAccessPointPolicyForObjectLambda'),
    ...of(oneRegion, 'CreateMultiRegionAccessPoint', 'DeleteMultiRegionAccessPoint', 'DescribeMultiRegionAccessPointOperation',
      'GetMultiRegionAccessPoint', 'GetMultiRegionAccessPointPolicy', 'GetMultiRegionAccessPointPolicyStatus',
      'GetMultiRegionAccessPointRoutes', 'ListMultiRegionAccessPoints', 'PutMultiRegionAccessPointPolicy',
      'SubmitMultiRegionAccessPointRoutes'),
  },
  quotas: {
    // "Access points restrictions and limitations", Amazon S3 User Guide.
    AccessPoints: { value: 10_000, fault: 'TooManyAccessPoints',
      message: () => 'You have attempted to create more access points than are allowed for an account.' },
  },
  unchecked: constraint => constraint !== 'required',
  locate: (_operation, input: never, caller) => checkAccount(input, caller),
})
