// Applications: made, changed, listed, removed; their credentials never shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('an application and its attributes', async t => {
  const { sns } = await freshAccount(t)
  const asked = { Name: 'app', Platform: 'APNS', Attributes: { PlatformCredential: 'key', PlatformPrincipal: 'certificate' } }
  const { PlatformApplicationArn } = await sns.createPlatformApplication(asked)
  assert.equal(PlatformApplicationArn, 'arn:aws:sns:us-east-1:111122223333:app/APNS/app')
  await sns.setPlatformApplicationAttributes({ PlatformApplicationArn: PlatformApplicationArn!, Attributes: { EventEndpointCreated: 'x' } })
  const { Attributes: attributes } = await sns.getPlatformApplicationAttributes({ PlatformApplicationArn: PlatformApplicationArn! })
  assert.deepEqual(attributes, { Enabled: 'true', EventEndpointCreated: 'x' })
  assert.equal((await sns.listPlatformApplications({})).PlatformApplications!.length, 1)
  await sns.deletePlatformApplication({ PlatformApplicationArn: PlatformApplicationArn! })
  await refused(sns.getPlatformApplicationAttributes({ PlatformApplicationArn: PlatformApplicationArn! }), 'NotFound')
  await refused(sns.createPlatformApplication({ ...asked, Platform: 'TELEX' }), 'InvalidParameter', /Platform/)
  await refused(sns.createPlatformApplication({ ...asked, Attributes: { EventEndpointCreated: 'x' } }), 'InvalidParameter', /credentials/)
})
