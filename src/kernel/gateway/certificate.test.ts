// The certificate: what it says, that clients believe it when told to, and when it is made anew.

import assert from 'node:assert/strict'
import { X509Certificate, createPrivateKey } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect, createServer } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { localCertificate } from './certificate.ts'
import { selfSigned } from '../../std/x509.ts'

const now = Date.UTC(2026, 5, 1)
const dayMs = 86_400_000
let folder = ''
before(async () => { folder = await mkdtemp(join(tmpdir(), 'orrery-certificate-')) })
after(() => rm(folder, { recursive: true }))

test('it is for the local names and addresses, and signs itself', async () => {
  const pair = await localCertificate({ wall: () => now, hostNames: ['orrery'] })
  const read = new X509Certificate(pair.certificate)
  for (const name of ['localhost', 'b.s3.localhost', 'localhost.localstack.cloud', 'sqs.localhost.localstack.cloud',
    'b.s3.localhost.localstack.cloud', 'orrery']) {
    assert.ok(read.checkHost(name), name)
  }
  for (const address of ['127.0.0.1', '::1']) assert.ok(read.checkIP(address), address)
  assert.equal(read.checkHost('example.com'), undefined)
  assert.ok(read.checkPrivateKey(createPrivateKey(pair.key)))
  assert.ok(read.verify(read.publicKey))
  assert.ok(read.ca)
  assert.equal(read.publicKey.asymmetricKeyDetails?.namedCurve, 'prime256v1')
})

test('times before and after 2050', () => {
  const read = new X509Certificate(selfSigned({ names: ['a'], fromAt: Date.UTC(2049, 11, 31, 23),
    untilAt: Date.UTC(2050, 0, 1, 1, 2, 3) }).certificate)
  assert.equal(Date.parse(read.validFrom), Date.UTC(2049, 11, 31, 23))
  assert.equal(Date.parse(read.validTo), Date.UTC(2050, 0, 1, 1, 2, 3))
})

test('a client that trusts it connects without complaint', async () => {
  const pair = await localCertificate({ wall: () => Date.now() })
  const server = createServer({ key: pair.key, cert: pair.certificate }, socket => { socket.end('welcome') })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  const heard = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: pair.certificate })
    socket.setEncoding('utf8').once('data', resolve).once('error', reject)
  })
  server.close()
  assert.equal(heard, 'welcome')
})

test('it is kept, its key for its owner only, and made anew when it ends, lacks a name or is broken', async () => {
  const directory = join(folder, 'tls')
  const first = await localCertificate({ directory, wall: () => now })
  assert.equal((await stat(join(directory, 'key.pem'))).mode & 0o777, 0o600)
  assert.deepEqual(await localCertificate({ directory, wall: () => now + 300 * dayMs }), first)
  const renewed = await localCertificate({ directory, wall: () => now + 370 * dayMs })
  assert.notEqual(renewed.certificate, first.certificate)
  const named = await localCertificate({ directory, wall: () => now + 370 * dayMs, hostNames: ['orrery'] })
  assert.notEqual(named.certificate, renewed.certificate)
  for (const broken of ['', 'no certificate', first.certificate]) {
    await writeFile(join(directory, 'certificate.pem'), broken)
    const mended = await localCertificate({ directory, wall: () => now + 1 })
    assert.ok(new X509Certificate(mended.certificate).checkPrivateKey(createPrivateKey(mended.key)))
  }
})
