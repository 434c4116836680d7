// Signing certificates: two for a user, none twice.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { selfSigned } from '../../std/x509.ts'
import { fresh, refused } from './account.fixture.ts'

test('a user has two at most', async t => {
  const { iam } = await fresh(t)
  const UserName = 'alice'
  await iam.createUser({ UserName })
  const bodies = Array.from({ length: 3 }, () =>
    selfSigned({ names: [], fromAt: Date.UTC(2026, 0, 1), untilAt: Date.UTC(2030, 0, 1) }).certificate)
  const upload = (at: number) => iam.uploadSigningCertificate({ UserName, CertificateBody: bodies[at]! })
  const { Certificate: made } = await upload(0)
  assert.deepEqual([made!.UserName, made!.Status, made!.CertificateBody], [UserName, 'Active', bodies[0]!.trim()])
  await refused(upload(0), 'DuplicateCertificate', /already associated/)
  await upload(1)
  await refused(upload(2), 'LimitExceeded', 'Cannot exceed quota for SigningCertificatesPerUser: 2')
  const CertificateId = made!.CertificateId!
  await iam.updateSigningCertificate({ UserName, CertificateId, Status: 'Inactive' })
  const { Certificates: listed } = await iam.listSigningCertificates({ UserName })
  assert.deepEqual(listed!.map(({ Status }) => Status).sort(), ['Active', 'Inactive'])
  await refused(iam.deleteUser({ UserName }), 'DeleteConflict', 'Cannot delete entity, must delete signing certificates first.')
  await iam.deleteSigningCertificate({ UserName, CertificateId })
  await refused(iam.deleteSigningCertificate({ UserName, CertificateId }), 'NoSuchEntity',
    `The Certificate with id ${CertificateId} cannot be found.`)
})
