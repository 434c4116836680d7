// Identity providers and server certificates under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selfSigned } from '../../std/x509.ts'
import { account } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

test('an issuer of tokens', async t => {
  const { make, read, change, remove } = await controlled(t)
  const type = 'AWS::IAM::OIDCProvider'
  const arn = await make(type, { Url: 'https://id.example.com', ClientIdList: ['one'], ThumbprintList: ['a'.repeat(40)] })
  await change(type, arn, { op: 'replace', path: '/ClientIdList', value: ['two'] },
    { op: 'add', path: '/Tags', value: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual(await read(type, arn), { Arn: `arn:aws:iam::${account}:oidc-provider/id.example.com`, Url: 'https://id.example.com',
    ClientIdList: ['two'], ThumbprintList: ['a'.repeat(40)], Tags: [{ Key: 'a', Value: 'b' }] })
  await remove(type, arn)
})

test('a SAML provider', async t => {
  const { make, read, change, remove, list } = await controlled(t)
  const type = 'AWS::IAM::SAMLProvider'
  const metadata = (id: string) => `<EntityDescriptor entityID="${id}"><!--${'x'.repeat(1000)}--></EntityDescriptor>`
  const arn = await make(type, { Name: 'corp', SamlMetadataDocument: metadata('one') })
  await change(type, arn, { op: 'replace', path: '/SamlMetadataDocument', value: metadata('two') })
  assert.deepEqual(await read(type, arn), { Arn: arn, Name: 'corp', SamlMetadataDocument: metadata('two') })
  assert.deepEqual(await list(type), [arn])
  await remove(type, arn)
})

test('a server certificate', async t => {
  const { make, read, change, remove } = await controlled(t)
  const type = 'AWS::IAM::ServerCertificate'
  const { key, certificate } = selfSigned({ names: [], fromAt: Date.UTC(2026, 0, 1), untilAt: Date.UTC(2030, 0, 1) })
  const name = await make(type, { ServerCertificateName: 'web', CertificateBody: certificate, PrivateKey: key })
  await change(type, name, { op: 'add', path: '/Path', value: '/shop/' })
  assert.deepEqual(await read(type, name), { ServerCertificateName: 'web', Path: '/shop/', CertificateBody: certificate.trim(),
    Arn: `arn:aws:iam::${account}:server-certificate/shop/web` })
  await remove(type, name)
})
