// Policies of access points: kept as they came, and judged public or not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshControl, refused } from './account.fixture.ts'

test('a policy is kept, and a public one only where it is not blocked', async t => {
  const { control, AccountId } = await freshControl(t)
  const of = { AccountId, Name: 'team' }
  await control.createAccessPoint({ ...of, Bucket: 'bucket' })
  await refused(control.getAccessPointPolicy(of), 'NoSuchAccessPointPolicy', 404)
  await refused(control.putAccessPointPolicy({ ...of, Policy: '{' }), 'MalformedPolicy', 400)
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
    Resource: 'arn:aws:s3:us-east-1:111122223333:accesspoint/team/object/*' }] })
  await refused(control.putAccessPointPolicy({ ...of, Policy }), 'AccessDenied', 403)
  const PublicAccessBlockConfiguration = { BlockPublicPolicy: false }
  await control.createAccessPoint({ AccountId, Name: 'open', Bucket: 'bucket', PublicAccessBlockConfiguration })
  await control.putAccessPointPolicy({ AccountId, Name: 'open', Policy })
  assert.equal((await control.getAccessPointPolicyStatus({ AccountId, Name: 'open' })).PolicyStatus!.IsPublic, true)
  assert.equal((await control.getAccessPointPolicyStatus(of)).PolicyStatus!.IsPublic, false)
})
