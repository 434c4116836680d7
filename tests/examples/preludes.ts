// What the examples of services that are written take for granted, by service: calls that come before them. Ids in these calls stand for
// the last one of their kind, as in the examples themselves.

import type { Values } from '../../src/wire/protocol.ts'

/** `as`: names of the examples that stand for members of the answer, by the path to them. */
export interface Prelude { readonly operation: string, readonly input: Values, readonly as?: Readonly<Record<string, string>> }

const call = (operation: string, input: Values = {}, as: Readonly<Record<string, string>> = {}): Prelude => ({ operation, input, as })
const trust = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' },
  Action: 'sts:AssumeRole' }] })
const nothing = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] })
const object = (Bucket: string, Key: string): Prelude => call('PutObject', { Bucket, Key, Body: 'happy' })

export const preludes: Readonly<Record<string, readonly Prelude[]>> = {
  ec2: [
    call('DescribeSubnets'), call('DescribeImages', { Owners: ['amazon'] }),
      call('CreateSecurityGroup', { GroupName: 'my-sg', Description: 'd' }),
    call('RunInstances', { ImageId: 'ami-1a2b3c4d', MinCount: 1, MaxCount: 1 }),
    call('CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 8 }), call('CreateSnapshot', { VolumeId: 'vol-1a2b3c4d' }),
    call('CreateNetworkInterface', { SubnetId: 'subnet-1a2b3c4d' }), call('CreateRouteTable', { VpcId: 'vpc-1a2b3c4d' }),
    call('AllocateAddress', { Domain: 'vpc' }),
  ],
  glacier: ['my-vault', 'examplevault', 'example-vault', 'my-vaul'].map(vaultName => call('CreateVault', { accountId: '-', vaultName })),
  iam: [
    ...['Bob', 'Alice', 'Anika', 'Juan'].map(UserName => call('CreateUser', { UserName })),
    ...['S3Access', 'Test-Role', 'taggedrole', 'taggedrole1', 'ReadOnlyRole', 'S3AccessForEC2Instances']
      .map(RoleName => call('CreateRole', { RoleName, AssumeRolePolicyDocument: trust })),
    ...['Finance', 'Admins', 'Test'].map(GroupName => call('CreateGroup', { GroupName })),
    call('CreateInstanceProfile', { InstanceProfileName: 'ExampleInstanceProfile' }),
    call('CreateLoginProfile', { UserName: 'Anika', Password: 'h]6EszR}vJ*m' }),
    call('PutGroupPolicy', { GroupName: 'Test', PolicyName: 'ExamplePolicy', PolicyDocument: nothing }),
    call('PutRolePolicy', { RoleName: 'Test-Role', PolicyName: 'ExamplePolicy', PolicyDocument: nothing }),
    call('PutUserPolicy', { UserName: 'Juan', PolicyName: 'ExamplePolicy', PolicyDocument: nothing }),
  ],
  organizations: [
    call('CreateOrganization', { FeatureSet: 'ALL' }), call('ListRoots', {}, { 'r-examplerootid111': 'Roots.0.Id' }),
    call('EnablePolicyType', { RootId: 'r-examplerootid111', PolicyType: 'SERVICE_CONTROL_POLICY' }),
    call('CreateOrganizationalUnit', { ParentId: 'r-examplerootid111', Name: 'Teams' },
      { 'ou-examplerootid111-exampleouid111': 'OrganizationalUnit.Id' }),
    call('CreateAccount', { Email: 'susan@example.com', AccountName: 'Susan' },
      { 'car-examplecreateaccountrequestid111': 'CreateAccountStatus.Id' }),
  ],
  route53: [
    call('CreateHostedZone', { Name: 'example.com', CallerReference: 'before' }, { Z3M3LMPEXAMPLE: 'HostedZone.Id' }),
  ],
  s3: [
    ...['examplebucket', 'sourcebucket', 'destinationbucket', 'bucketname', 'mybucket'].map(Bucket => call('CreateBucket', { Bucket })),
    object('examplebucket', 'SampleFile.txt'), object('examplebucket', 'HappyFace.jpg'), object('examplebucket', 'objectkey'),
    object('examplebucket', 'exampleobject'), object('sourcebucket', 'HappyFacejpg'), object('bucketname', 'sourceobjectkey'),
    call('CreateMultipartUpload', { Bucket: 'examplebucket', Key: 'bigobject' }),
  ],
  ses: [
    call('VerifyEmailIdentity', { EmailAddress: 'user@example.com' }), call('VerifyDomainIdentity', { Domain: 'example.com' }),
    ...['MyRuleSet', 'RuleSetToActivate', 'RuleSetToClone'].map(RuleSetName => call('CreateReceiptRuleSet', { RuleSetName })),
    ...['RuleToReposition', 'PutRuleAfterThisRule'].map(Name => call('CreateReceiptRule', { RuleSetName: 'MyRuleSet', Rule: { Name } })),
  ],
}
