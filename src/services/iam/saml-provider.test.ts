// SAML providers, by their metadata.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, refused } from './account.fixture.ts'

const metadata = (attributes = '') => '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://id.example.com"' +
  `${attributes}><!--${'x'.repeat(1000)}--></EntityDescriptor>`

test('a provider ends when its metadata does', async t => {
  const { iam, cloud } = await fresh(t)
  const create = (Name: string, SAMLMetadataDocument: string) => iam.createSAMLProvider({ Name, SAMLMetadataDocument })
  const { SAMLProviderArn: arn } = await create('corp', metadata(' validUntil="2030-01-01T00:00:00Z"'))
  assert.equal(arn, `arn:aws:iam::${account}:saml-provider/corp`)
  const shown = async () => iam.getSAMLProvider({ SAMLProviderArn: arn! })
  assert.equal((await shown()).ValidUntil!.toISOString(), '2030-01-01T00:00:00.000Z')
  await iam.updateSAMLProvider({ SAMLProviderArn: arn!, SAMLMetadataDocument: metadata() })
  assert.equal((await shown()).ValidUntil!.getUTCFullYear(), new Date(cloud.clock.now()).getUTCFullYear() + 100)
  await refused(create('corp', metadata()), 'EntityAlreadyExists', 'SAML Provider corp already exists.')
  await refused(create('other', 'x'.repeat(1001)), 'InvalidInput', 'Could not parse metadata')
  await iam.tagSAMLProvider({ SAMLProviderArn: arn!, Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual((await iam.listSAMLProviderTags({ SAMLProviderArn: arn! })).Tags, [{ Key: 'a', Value: 'b' }])
  await iam.untagSAMLProvider({ SAMLProviderArn: arn!, TagKeys: ['a'] })
  assert.deepEqual((await iam.listSAMLProviders({})).SAMLProviderList!.map(({ Arn }) => Arn), [arn])
  await iam.deleteSAMLProvider({ SAMLProviderArn: arn! })
  await refused(shown(), 'NoSuchEntity', `Manifest not found for arn ${arn}`)
})
