// Server certificates and their keys belong together; certificates are renamed, tagged, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selfSigned } from '../../std/x509.ts'
import { account, fresh, refused } from './account.fixture.ts'

const request = { names: ['example.com'], fromAt: Date.UTC(2026, 0, 1), untilAt: Date.UTC(2030, 0, 1) }

test('a certificate and its key', async t => {
  const { iam } = await fresh(t)
  const [own, other] = [selfSigned(request), selfSigned(request)]
  const upload = (CertificateBody: string,
    PrivateKey: string) => iam.uploadServerCertificate({ ServerCertificateName: 'web', Path: '/cloudfront/',
    CertificateBody, PrivateKey, CertificateChain: other.certificate, Tags: [{ Key: 'a', Value: 'b' }] })
  await refused(upload('none', own.key), 'MalformedCertificate', /Unable to parse certificate/)
  await refused(upload(own.certificate, 'none'), 'MalformedCertificate', 'Invalid Private Key.')
  await refused(upload(own.certificate, other.key), 'KeyPairMismatch', /does not match/)
  const { ServerCertificateMetadata: made } = await upload(own.certificate, own.key)
  assert.match(made!.ServerCertificateId!, /^ASCA/)
  assert.deepEqual([made!.Arn, made!.Expiration!.getTime()], [`arn:aws:iam::${account}:server-certificate/cloudfront/web`, request.untilAt])
  await refused(upload(own.certificate, own.key), 'EntityAlreadyExists', 'The Server Certificate with name web already exists.')
  await iam.updateServerCertificate({ ServerCertificateName: 'web', NewServerCertificateName: 'shop', NewPath: '/' })
  const { ServerCertificate: shown } = await iam.getServerCertificate({ ServerCertificateName: 'shop' })
  assert.deepEqual([shown!.CertificateBody, shown!.CertificateChain, shown!.Tags],
    [own.certificate.trim(), other.certificate.trim(), [{ Key: 'a', Value: 'b' }]])
  await iam.tagServerCertificate({ ServerCertificateName: 'shop', Tags: [{ Key: 'c', Value: 'd' }] })
  await iam.untagServerCertificate({ ServerCertificateName: 'shop', TagKeys: ['a'] })
  assert.deepEqual((await iam.listServerCertificateTags({ ServerCertificateName: 'shop' })).Tags, [{ Key: 'c', Value: 'd' }])
  await iam.deleteServerCertificate({ ServerCertificateName: 'shop' })
  assert.deepEqual((await iam.listServerCertificates({})).ServerCertificateMetadataList, [])
})
