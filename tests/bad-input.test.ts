// Bad input: the tables of `bad-input/` sent to a listening cloud, each row on a connection of its own. Each gets AWS's error in its
// protocol's envelope, or a 4xx where HTTP itself is broken; after each, a good request on a fresh connection works.
// The process lives throughout: a row that ended it would fail all that follow.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Cloud } from '../src/index.ts'
import { adminRows } from './bad-input/admin.ts'
import { cborRows } from './bad-input/cbor.ts'
import { codeIn } from './bad-input/envelope.ts'
import { formRows } from './bad-input/form.ts'
import { httpRows } from './bad-input/http.ts'
import { identityRows } from './bad-input/identity.ts'
import { jsonRows } from './bad-input/json.ts'
import { form, json, signedAt } from './bad-input/request.ts'
import type { IssuedKeys, Row } from './bad-input/request.ts'
import { restJsonRows } from './bad-input/rest-json.ts'
import { restXmlRows } from './bad-input/rest-xml.ts'
import { exchange } from './raw-socket.ts'

const logged: string[] = []
const cloud = await Cloud.open({ now: signedAt, log: line => { logged.push(line) } })
cloud.clock.freeze()
let port = 0
let keys: IssuedKeys
before(async () => {
  port = (await cloud.listen(0)).port
  keys = await sessionKeys()
  const made = await exchange({ port, bytes: json('AmazonSQS.CreateQueue', '{"QueueName":"own"}').bytes })
  assert.equal(made.status, 200)
})
after(() => cloud.close())

const tables: ReadonlyArray<[title: string, rows: readonly Row[]]> = [
  ['JSON', jsonRows], ['forms', formRows], ['REST with JSON', restJsonRows], ['REST with XML', restXmlRows], ['CBOR', cborRows],
  ['HTTP', httpRows], ['identity', identityRows], ['the admin face', adminRows],
]

for (const [title, rows] of tables) {
  describe(title, () => {
    for (const [name, request, status, code] of rows) {
      test(name, async () => {
        logged.length = 0
        const { envelope, bytes, endsSending = false } = typeof request === 'function' ? request(keys) : request
        const answer = await exchange({ port, bytes, endsSending })
        assert.equal(`${answer.status}`, `${status}`, answer.body.toString('latin1').slice(0, 300))
        const found = codeIn(answer, envelope)
        if (envelope === 'admin') assert.match(found, new RegExp(code))
        else assert.equal(found, code, answer.body.toString('latin1').slice(0, 300))
        assert.deepEqual(logged, [], 'what the client did wrong is no error of ours')
        await stillServes()
      })
    }
  })
}

test('the tables hold what they should, each row once', () => {
  const names = tables.flatMap(([title, rows]) => rows.map(([name]) => `${title}: ${name}`))
  assert.ok(names.length >= 170, `${names.length} rows`)
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), [])
})

const goodRequest = form('query', 'sts', 'Version=2011-06-15&Action=GetCallerIdentity').bytes

async function stillServes(): Promise<void> {
  const { status, body } = await exchange({ port, bytes: goodRequest })
  assert.equal(status, 200)
  assert.match(body.toString(), /<Arn>arn:aws:iam::000000000000:root<\/Arn>/)
}

async function sessionKeys(): Promise<IssuedKeys> {
  const { status, body } = await exchange({ port, bytes: form('query', 'sts', 'Version=2011-06-15&Action=GetSessionToken').bytes })
  assert.equal(status, 200)
  const text = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(body.toString())?.[1] ?? assert.fail(`no ${name}`)
  return { accessKeyId: text('AccessKeyId'), secretAccessKey: text('SecretAccessKey'), sessionToken: text('SessionToken') }
}
