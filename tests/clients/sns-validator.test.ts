// AWS's `sns-validator` on what an HTTP endpoint gets: it fetches the certificate over HTTPS from this cloud, whose host its constructor is
// told, and checks the signatures of both versions.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { globalAgent } from 'node:https'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:tls'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { Cloud } from '../../src/index.ts'

interface Validator { validate(message: string, done: (error: Error | null, message?: Record<string, string>) => void): void }

const MessageValidator = createRequire(import.meta.url)('sns-validator') as new (hostPattern: RegExp) => Validator

/** A cloud that listens with HTTPS too, whose certificate this process trusts; clients that name it so. */
async function place(t: TestContext) {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const { port } = await cloud.listen(0, { https: true })
  const certificate = await new Promise<string>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false }, () => {
      resolve(`-----BEGIN CERTIFICATE-----\n${socket.getPeerCertificate().raw.toString('base64')}\n-----END CERTIFICATE-----\n`)
      socket.destroy()
    }).on('error', reject)
  })
  const before = globalAgent.options.ca
  globalAgent.options.ca = certificate
  t.after(() => { globalAgent.options.ca = before })
  return { sns: new SNS({ ...cloud.client({ accessKeyId: '111122223333' }), endpoint: `https://localhost:${port}` }), cloud }
}

async function listener(t: TestContext): Promise<{ readonly url: string, readonly bodies: string[] }> {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => { body += String(part) }).on('end', () => {
      bodies.push(body)
      response.end()
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bodies }
}

const validated = (message: string) => new Promise<Record<string, string>>((resolve, reject) => {
  new MessageValidator(/^localhost:\d+$/).validate(message, (error, found) => { if (error === null) resolve(found!); else reject(error) })
})

for (const SignatureVersion of ['1', '2']) {
  test(`confirmations and notifications of version ${SignatureVersion} are AWS's by their signatures`, async t => {
    const { sns, cloud } = await place(t)
    const { url, bodies } = await listener(t)
    const { TopicArn } = await sns.createTopic({ Name: 't', Attributes: { SignatureVersion } })
    await sns.subscribe({ TopicArn: TopicArn!, Protocol: 'http', Endpoint: url })
    await cloud.clock.advance(0)
    const { Type: type, Token } = await validated(bodies[0]!)
    assert.equal(type, 'SubscriptionConfirmation')
    await sns.confirmSubscription({ TopicArn: TopicArn!, Token: Token! })
    await sns.publish({ TopicArn: TopicArn!, Subject: 'so', Message: 'signed' })
    await cloud.clock.advance(0)
    const notification = bodies.at(-1)!
    assert.deepEqual([(await validated(notification)).Message, (await validated(notification)).SignatureVersion],
      ['signed', SignatureVersion])
    await assert.rejects(validated(notification.replace('signed', 'forged')), /signature is invalid/)
    await assert.rejects(new Promise((resolve, reject) => {
      new MessageValidator(/^sns\.aws$/).validate(notification, error => { if (error === null) resolve(0); else reject(error) })
    }), /certificate/i)
  })
}
