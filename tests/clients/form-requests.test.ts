// Bare requests in the query protocol, as programs without an SDK and SDKs of before November 2023 send them: signed forms, and URLs that
// carry their signature. What comes back is judged as text. The clients that read it are tested in the other files.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startCloud } from './cloud.ts'
import type { HttpAnswer, TestCloud } from './cloud.ts'
import { presigned, signed } from './signature.ts'

const account = '123412341234'
const caller = { region: 'us-east-1', keys: { accessKeyId: account, secretAccessKey: 'any' } }
const sqsVersion = '2012-11-05'
const stsVersion = '2011-06-15'

type Form = Readonly<Record<string, string>>

describe('the query protocol in bare requests', () => {
  let cloud: TestCloud
  before(async () => { cloud = await startCloud() })
  after(() => cloud.close())

  async function post(service: 'sqs' | 'sts', path: string, form: Form): Promise<HttpAnswer> {
    const request = {
      method: 'POST', url: cloud.url + path, headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({ Version: service === 'sqs' ? sqsVersion : stsVersion, ...form }).toString(),
    }
    return cloud.request(await signed(request, caller, service))
  }

  /** A form that must be answered with 200 and XML. → the XML */
  async function ask(service: 'sqs' | 'sts', path: string, form: Form): Promise<string> {
    const { status, headers, body } = await post(service, path, form)
    assert.equal(status, 200, body)
    assert.match(String(headers['content-type']), /^text\/xml/)
    assert.match(body, /<ResponseMetadata><RequestId>[0-9a-f-]{36}<\/RequestId><\/ResponseMetadata>/)
    return body
  }

  test('a queue is made with numbered attributes and tags, and described', async () => {
    const created = await ask('sqs', '/', {
      'Action': 'CreateQueue', 'QueueName': 'forms', 'Attribute.1.Name': 'DelaySeconds', 'Attribute.1.Value': '0',
      'Attribute.2.Name': 'VisibilityTimeout', 'Attribute.2.Value': '45', 'Tag.1.Key': 'team', 'Tag.1.Value': 'blue + green',
    })
    assert.match(created, /^(<\?xml version="1\.0"\?>\s*)?<CreateQueueResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/">/)
    assert.equal(textOf(created, 'QueueUrl'), `${cloud.url}/${account}/forms`)
    const described = await ask('sqs', `/${account}/forms`, {
      'Action': 'GetQueueAttributes', 'AttributeName.1': 'VisibilityTimeout', 'AttributeName.2': 'QueueArn',
    })
    assert.deepEqual(attributesIn(described), { VisibilityTimeout: '45', QueueArn: `arn:aws:sqs:us-east-1:${account}:forms` })
    const tags = await ask('sqs', '/', { Action: 'ListQueueTags', QueueUrl: `${cloud.url}/${account}/forms` })
    assert.match(tags, /<Tag><Key>team<\/Key><Value>blue \+ green<\/Value><\/Tag>/)
  })

  test('a message goes to the queue that the path names, with numbered attributes', async () => {
    await ask('sqs', '/', { Action: 'CreateQueue', QueueName: 'messages' })
    const path = `/${account}/messages`
    const sent = await ask('sqs', path, {
      'Action': 'SendMessage', 'MessageBody': 'a <b> & "c"',
      'MessageAttribute.1.Name': 'kind', 'MessageAttribute.1.Value.DataType': 'String', 'MessageAttribute.1.Value.StringValue': 'note',
    })
    assert.equal(textOf(sent, 'MD5OfMessageBody'), 'a46112c3a73a73da04aac72fe3725c21')
    const received = await ask('sqs', path, { 'Action': 'ReceiveMessage', 'AttributeName.1': 'All', 'MessageAttributeName.1': 'All' })
    assert.equal(textOf(received, 'MessageId'), textOf(sent, 'MessageId'))
    assert.match(received, /<Body>a &lt;b&gt; &amp; (&quot;|")c(&quot;|")<\/Body>/)
    assert.equal(attributesIn(received).ApproximateReceiveCount, '1')
    assert.match(received, /<MessageAttribute><Name>kind<\/Name><Value>(<\w+>\w+<\/\w+>){2}<\/Value><\/MessageAttribute>/)
    assert.equal(textOf(received, 'StringValue'), 'note')
    assert.equal(textOf(received, 'DataType'), 'String')
    await ask('sqs', path, { Action: 'DeleteMessage', ReceiptHandle: textOf(received, 'ReceiptHandle') })
    const emptied = await ask('sqs', path, { Action: 'ReceiveMessage' })
    assert.match(emptied, /<ReceiveMessageResult\s*\/>|<ReceiveMessageResult><\/ReceiveMessageResult>/)
  })

  test('a batch numbers its entries, and tells of each', async () => {
    await ask('sqs', '/', { Action: 'CreateQueue', QueueName: 'batches' })
    const sent = await ask('sqs', `/${account}/batches`, {
      'Action': 'SendMessageBatch',
      'SendMessageBatchRequestEntry.1.Id': 'good', 'SendMessageBatchRequestEntry.1.MessageBody': 'one',
      'SendMessageBatchRequestEntry.2.Id': 'bad', 'SendMessageBatchRequestEntry.2.MessageBody': 'two',
      'SendMessageBatchRequestEntry.2.DelaySeconds': '901',
    })
    assert.match(sent, /<SendMessageBatchResultEntry><Id>good<\/Id>/)
    assert.match(sent, /<BatchResultErrorEntry><Id>bad<\/Id><SenderFault>true<\/SenderFault><Code>InvalidParameterValue<\/Code>/)
  })

  test('errors are XML with the codes that the query protocol had', async () => {
    const rows: readonly (readonly [form: Form, status: number, code: string])[] = [
      [{ Action: 'GetQueueUrl', QueueName: 'nowhere' }, 400, 'AWS.SimpleQueueService.NonExistentQueue'],
      [{ Action: 'CreateQueue', QueueName: 'not a name' }, 400, 'InvalidParameterValue'],
      [{ 'Action': 'CreateQueue', 'QueueName': 'x', 'Attribute.1.Name': 'Colour', 'Attribute.1.Value': '1' }, 400, 'InvalidAttributeName'],
      [{ Action: 'CreateQueue' }, 400, 'MissingParameter'],
      [{ Action: 'Nonsense' }, 400, 'InvalidAction'],
    ]
    for (const [form, status, code] of rows) {
      const answer = await post('sqs', '/', form)
      assert.equal(answer.status, status, answer.body)
      assert.match(answer.body, /<ErrorResponse xmlns="http:\/\/queue\.amazonaws\.com\/doc\/2012-11-05\/">\s*<Error>/)
      assert.equal(textOf(answer.body, 'Type'), 'Sender')
      assert.equal(textOf(answer.body, 'Code'), code)
      assert.match(answer.body, /<RequestId>[0-9a-f-]{36}<\/RequestId>/)
    }
  })

  test('a call in the URL of a GET is answered like a form', async () => {
    const url = `${cloud.url}/?Action=GetCallerIdentity&Version=${stsVersion}`
    const { status, body } = await cloud.request(await signed({ method: 'GET', url }, caller, 'sts'))
    assert.equal(status, 200, body)
    assert.equal(textOf(body, 'Arn'), `arn:aws:iam::${account}:root`)
  })

  test('a presigned URL is good for its time on the clock, and not after', async () => {
    await ask('sqs', '/', { Action: 'CreateQueue', QueueName: 'presigned' })
    const url = `${cloud.url}/${account}/presigned?Action=SendMessage&MessageBody=signed+before&Version=${sqsVersion}`
    const keys = await sessionKeys()
    const send = async (signedAt: number) => {
      const { url: whole } = await presigned({ method: 'GET', url }, { ...caller, keys }, 'sqs', 60, signedAt)
      return cloud.request({ method: 'GET', url: whole })
    }
    const inTime = await send(Date.now() - 30_000)
    assert.equal(inTime.status, 200, inTime.body)
    const late = await send(Date.now() - 90_000)
    assert.equal(late.status, 403, late.body)
    assert.match(late.body, /Signature expired/)
  })

  async function sessionKeys() {
    const issued = await ask('sts', '/', { Action: 'AssumeRole', RoleArn: `arn:aws:iam::${account}:role/poster`, RoleSessionName: 'one' })
    return {
      accessKeyId: textOf(issued, 'AccessKeyId'),
      secretAccessKey: textOf(issued, 'SecretAccessKey'),
      sessionToken: textOf(issued, 'SessionToken'),
    }
  }
})

/** The text of the first element of that name. */
function textOf(xml: string, name: string): string {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
  return text ?? assert.fail(`no <${name}> in ${xml}`)
}

function attributesIn(xml: string): Record<string, string> {
  const found = [...xml.matchAll(/<Attribute><Name>(\w+)<\/Name><Value>([^<]*)<\/Value><\/Attribute>/g)]
  return Object.fromEntries(found.map(([, name, value]) => [name, value]))
}
