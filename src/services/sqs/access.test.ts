// Who may use a queue: other accounts, sessions with policies, the anonymous, and what the three settings of IAM make of a denial.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import { STS } from '@aws-sdk/client-sts'
import type { Credentials } from '@aws-sdk/client-sts'
import { Cloud } from '../../index.ts'
import { clientOf, made, refused } from './account.fixture.ts'

const owner = '111122223333'
const stranger = '444455556666'
const arn = `arn:aws:sqs:us-east-1:${owner}:q`

type Iam = 'enforce' | 'audit' | 'off'

interface Scene {
  readonly cloud: Cloud
  /** The owner's client and the stranger's, both roots. */
  readonly own: SQS
  readonly strange: SQS
  readonly url: string
  readonly logged: string[]
  readonly setPolicy: (...statements: object[]) => Promise<unknown>
}

async function scene(t: TestContext, iam: Iam = 'enforce'): Promise<Scene> {
  const logged: string[] = []
  const cloud = await Cloud.open({ seed: t.name, iam, log: line => { logged.push(line) } })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const own = clientOf(cloud, owner)
  const url = await made(own, 'q')
  const setPolicy = (...statements: object[]) => own.setQueueAttributes({
    QueueUrl: url, Attributes: { Policy: statements.length === 0 ? '' : JSON.stringify({ Version: '2012-10-17', Statement: statements }) },
  })
  return { cloud, own, strange: clientOf(cloud, stranger), url, logged, setPolicy }
}

const share = { Effect: 'Allow', Principal: { AWS: stranger }, Action: 'sqs:SendMessage', Resource: arn }

/** A client of a session of the owner's role, bounded by a policy. */
async function sessionOf(cloud: Cloud, statement?: object, account = owner): Promise<SQS> {
  const sts = new STS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const policy = statement === undefined ? {} : { Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }) }
  const { Credentials: found } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${account}:role/worker`, RoleSessionName: 'one', ...policy })
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = found as Required<Credentials>
  return new SQS({ ...cloud.client({ accessKeyId, secretAccessKey, sessionToken }), maxAttempts: 1 })
}

const denied = (who: string, action: string, why: string) =>
  new RegExp(`^User: ${who} is not authorized to perform: sqs:${action} on resource: ${arn} ${why}$`)
const strangeRoot = `arn:aws:iam::${stranger}:root`

test('another account needs the queue\'s policy', async t => {
  const { strange, own, url, setPolicy } = await scene(t)
  const sent = () => strange.sendMessage({ QueueUrl: url, MessageBody: 'hello' })
  const silent = denied(strangeRoot, 'sendmessage', 'because no resource-based policy allows the sqs:sendmessage action')
  await refused(sent(), 'AccessDenied', silent)
  await refused(strange.getQueueUrl({ QueueName: 'q', QueueOwnerAWSAccountId: owner }), 'AccessDenied', /sqs:getqueueurl/)
  await setPolicy(share)
  await sent()
  await strange.sendMessageBatch({ QueueUrl: url, Entries: [{ Id: 'a', MessageBody: 'two' }] })
  assert.equal((await own.receiveMessage({ QueueUrl: url, MaxNumberOfMessages: 10 })).Messages?.length, 2)
  await refused(strange.receiveMessage({ QueueUrl: url }), 'AccessDenied', /sqs:receivemessage/)
  await setPolicy(share, { ...share, Effect: 'Deny' })
  await refused(sent(), 'AccessDenied', denied(strangeRoot, 'sendmessage', 'with an explicit deny in a resource-based policy'))
  await setPolicy()
  await refused(sent(), 'AccessDenied', silent)
  await refused(setPolicy({ ...share, Principal: { AWS: 'bob' } }), 'InvalidAttributeValue', /Invalid value for the parameter Policy\./)
  await refused(strange.sendMessage({ QueueUrl: url.replace(/q$/, 'none'), MessageBody: 'x' }), 'AWS.SimpleQueueService.NonExistentQueue')
})

test('AddPermission is such a policy', async t => {
  const { own, strange, url } = await scene(t)
  await own.addPermission({ QueueUrl: url, Label: 'one', AWSAccountIds: [stranger], Actions: ['SendMessage'] })
  await strange.sendMessage({ QueueUrl: url, MessageBody: 'hello' })
  await own.removePermission({ QueueUrl: url, Label: 'one' })
  await refused(strange.sendMessage({ QueueUrl: url, MessageBody: 'hello' }), 'AccessDenied')
})

test('some operations are the owner\'s whatever the policy says', async t => {
  const { strange, url, setPolicy } = await scene(t)
  await setPolicy({ ...share, Action: 'sqs:*' })
  await strange.getQueueAttributes({ QueueUrl: url, AttributeNames: ['All'] })
  await strange.purgeQueue({ QueueUrl: url })
  for (const call of [
    strange.deleteQueue({ QueueUrl: url }), strange.setQueueAttributes({ QueueUrl: url, Attributes: { DelaySeconds: '1' } }),
    strange.tagQueue({ QueueUrl: url, Tags: { a: 'b' } }), strange.listQueueTags({ QueueUrl: url }),
      strange.startMessageMoveTask({ SourceArn: arn }),
    strange.removePermission({ QueueUrl: url, Label: 'x' }), strange.listMessageMoveTasks({ SourceArn: arn }),
  ]) await refused(call, 'AccessDenied', /because no resource-based policy allows/)
})

test('conditions of a queue\'s policy', async t => {
  const { own, strange, url, setPolicy } = await scene(t)
  await own.tagQueue({ QueueUrl: url, Tags: { team: 'red' } })
  const send = () => strange.sendMessage({ QueueUrl: url, MessageBody: 'hello' })
  for (const [condition, open] of [
    [{ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, true], [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, false],
    [{ StringEquals: { 'aws:PrincipalAccount': stranger } }, true], [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, false],
    [{ StringEquals: { 'aws:ResourceTag/Team': 'red' } }, true], [{ StringEquals: { 'aws:ResourceTag/Team': 'blue' } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true], [{ DateGreaterThan: { 'aws:CurrentTime': '2999-01-01T00:00:00Z' } }, false],
    [{ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, true], [{ StringLike: { 'aws:UserAgent': 'aws-sdk-js/3*' } }, true],
  ] as [object, boolean][]) {
    await setPolicy({ ...share, Condition: condition })
    if (open) await send()
    else await refused(send(), 'AccessDenied')
  }
})

test('a session policy bounds its session', async t => {
  const { cloud, own, url, setPolicy } = await scene(t)
  const sender = await sessionOf(cloud, { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn })
  const who = `arn:aws:sts::${owner}:assumed-role/worker/one`
  const silent = denied(who, 'receivemessage', 'because no session policy allows the sqs:receivemessage action')
  await sender.sendMessage({ QueueUrl: url, MessageBody: 'hello' })
  await refused(sender.receiveMessage({ QueueUrl: url }), 'AccessDenied', silent)
  await refused(sender.listQueues({}), 'AccessDenied', /on resource: \* because no session policy allows the sqs:listqueues action/)
  await refused(sender.sendMessage({ QueueUrl: await made(own, 'other'), MessageBody: 'x' }), 'AccessDenied', /no session policy/)
  await setPolicy({ ...share, Principal: { AWS: `arn:aws:iam::${owner}:role/worker` }, Action: 'sqs:ReceiveMessage' })
  await refused(sender.receiveMessage({ QueueUrl: url }), 'AccessDenied', silent)
  await setPolicy({ ...share, Principal: { AWS: who }, Action: 'sqs:ReceiveMessage' })
  assert.equal((await sender.receiveMessage({ QueueUrl: url })).Messages?.length, 1)
  const limited = await sessionOf(cloud, [{ Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'sqs:DeleteQueue', Resource: '*' }] as never)
  await limited.getQueueAttributes({ QueueUrl: url })
  await refused(limited.deleteQueue({ QueueUrl: url }), 'AccessDenied',
    denied(who, 'deletequeue', 'with an explicit deny in a session policy'))
})

test('a queue\'s policy may deny its own account\'s sessions, not its root', async t => {
  const { cloud, own, url, setPolicy } = await scene(t)
  const free = await sessionOf(cloud)
  await free.sendMessage({ QueueUrl: url, MessageBody: 'one' })
  await setPolicy({ ...share, Effect: 'Deny', Principal: '*' })
  await refused(free.sendMessage({ QueueUrl: url, MessageBody: 'two' }), 'AccessDenied', /with an explicit deny in a resource-based policy/)
  await own.sendMessage({ QueueUrl: url, MessageBody: 'three' })
})

test('another account\'s session needs both sides', async t => {
  const { cloud, url, setPolicy } = await scene(t)
  const open = await sessionOf(cloud, undefined, stranger)
  const narrow = await sessionOf(cloud, { Effect: 'Allow', Action: 's3:*', Resource: '*' }, stranger)
  await refused(open.sendMessage({ QueueUrl: url, MessageBody: 'x' }), 'AccessDenied', /no resource-based policy/)
  await setPolicy(share)
  await open.sendMessage({ QueueUrl: url, MessageBody: 'x' })
  await refused(narrow.sendMessage({ QueueUrl: url, MessageBody: 'x' }), 'AccessDenied', /no session policy/)
})

/** Posts to the queue's own address with nothing signed. */
async function anonymously(cloud: Cloud, form: string, account = owner): Promise<[status: number, body: string]> {
  const { response } = await cloud.client().requestHandler.handle({
    method: 'POST', protocol: 'http:', hostname: 'localhost', path: `/${account}/q`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `${form}&Version=2012-11-05`,
  })
  return [response.statusCode, Buffer.concat(await response.body.toArray()).toString()]
}

test('a public queue takes messages of the anonymous', async t => {
  const { cloud, own, url, setPolicy } = await scene(t)
  const send = 'Action=SendMessage&MessageBody=hello'
  const [status, body] = await anonymously(cloud, send)
  assert.equal(status, 403)
  assert.match(body, /<Code>MissingAuthenticationToken<\/Code>/)
  await setPolicy({ ...share, Principal: '*' })
  assert.equal((await anonymously(cloud, send))[0], 200)
  assert.equal((await own.receiveMessage({ QueueUrl: url })).Messages?.[0]?.Body, 'hello')
  const [closed, words] = await anonymously(cloud, 'Action=ReceiveMessage')
  assert.equal(closed, 403)
  assert.match(words, /<Code>AccessDenied<\/Code>.*User: anonymous is not authorized to perform: sqs:receivemessage/s)
  await setPolicy({ ...share, Principal: '*', Action: 'sqs:*' })
  assert.equal((await anonymously(cloud, 'Action=DeleteQueue'))[0], 403)
  assert.equal((await anonymously(cloud, 'Action=ListQueues'))[0], 403)
  await setPolicy(share)
  assert.match((await anonymously(cloud, send))[1], /<Code>AccessDenied<\/Code>/)
})

test('audit notes what it would deny', async t => {
  const { strange, url, logged } = await scene(t, 'audit')
  await strange.sendMessage({ QueueUrl: url, MessageBody: 'hello' })
  assert.equal(logged.length, 1)
  assert.match(logged[0]!, /would be denied: User: arn:aws:iam::444455556666:root is not authorized to perform: sqs:sendmessage/)
})

test('off judges nothing', async t => {
  const { cloud, strange, url, logged } = await scene(t, 'off')
  await strange.sendMessage({ QueueUrl: url, MessageBody: 'hello' })
  assert.equal((await anonymously(cloud, 'Action=SendMessage&MessageBody=hello'))[0], 200)
  assert.deepEqual(logged, [])
})
