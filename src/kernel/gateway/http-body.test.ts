// Bodies off a connection, by length and in chunks, cut at every place; who reads them, who does not, and what is no body.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MalformedRequest } from '../../wire/message.ts'
import { HttpBody } from './http-body.ts'
import { HttpRefusal } from './http-refusal.ts'

interface Flow { readonly events: string[], pause(): void, resume(): void }

function flow(): Flow {
  const events: string[] = []
  return { events, pause: () => { events.push('pause') }, resume: () => { events.push('resume') } }
}

/** Gives a body the bytes in pieces of so many. @returns what it left, or its refusal */
function feed(body: HttpBody, text: string, pieceBytes: number): string | HttpRefusal {
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes)
    const taken = body.take(piece)
    if (taken instanceof HttpRefusal) return taken
    if (taken < piece.length) return bytes.toString('latin1', at + taken)
  }
  return ''
}

const chunked = '5\r\nhello\r\nA ;name="v";x\r\n, worlds!!\r\n1\r\n!\r\n000\r\nX-Trailer: a\r\nY:\r\n\r\n'

describe('whole bodies, cut at every place', () => {
  for (const pieceBytes of [1, 2, 3, 5, 7, 64, 1000]) {
    test(`in pieces of ${pieceBytes}`, async () => {
      const byLength = new HttpBody(12, flow())
      assert.equal(feed(byLength, 'hello worlds', pieceBytes), '')
      assert.equal(Buffer.from(await byLength.gather(12)).toString(), 'hello worlds')
      const inChunks = new HttpBody(undefined, flow())
      const gathering = Promise.resolve(inChunks.gather(100))
      assert.equal(feed(inChunks, chunked, pieceBytes), '')
      assert.ok(inChunks.isComplete)
      assert.equal(Buffer.from(await gathering).toString(), 'hello, worlds!!!')
    })
  }
  test('nothing of the next request is taken', () => {
    for (const pieceBytes of [1, 4, 1000]) {
      const left = (body: HttpBody, text: string) => {
        const taken = feed(body, `${text}GET`, pieceBytes)
        assert.ok(body.isComplete)
        return String(taken).slice(0, 1)
      }
      assert.equal(left(new HttpBody(5, flow()), 'hello'), 'G')
      assert.equal(left(new HttpBody(undefined, flow()), chunked), 'G')
    }
  })
})

const broken: readonly (readonly [name: string, text: string, code?: string])[] = [
  ['a size of nothing', '\r\nhello\r\n'],
  ['a size with a sign', '+5\r\nhello\r\n'],
  ['a size with its base', '0x5\r\nhello\r\n'],
  ['a size after a space', ' 5\r\nhello\r\n'],
  ['a size of fourteen digits', '10000000000000\r\n'],
  ['a size that ends in a line feed alone', '5\nhello\r\n'],
  ['an extension with a bare carriage return', '5;a\rb\r\nhello\r\n'],
  ['an extension with a zero byte', '5;\0\r\nhello\r\n'],
  ['words after the size', '5 hello\r\n'],
  ['data longer than its size', '5\r\nhello!\r\n'],
  ['data that ends in a line feed alone', '5\r\nhello\n0\r\n\r\n'],
  ['data that ends in a carriage return and more', '5\r\nhello\rX'],
  ['a trailer without a colon', '0\r\nnonsense\r\n\r\n'],
  ['a trailer with a space before the colon', '0\r\nX : 1\r\n\r\n'],
  ['a folded trailer', '0\r\nX: 1\r\n 2\r\n\r\n'],
  ['a trailer line without end', `0\r\nX: ${'x'.repeat(20_000)}`, 'RequestHeaderSectionTooLarge'],
  ['trailers without end', `0\r\n${`X: ${'x'.repeat(1000)}\r\n`.repeat(40)}`, 'RequestHeaderSectionTooLarge'],
  ['an extension without end', `5;${'x'.repeat(20_000)}`, 'RequestEntityTooLarge'],
]

describe('chunks that are none', () => {
  for (const [name, text, code = 'BadRequest'] of broken) {
    test(name, () => {
      for (const pieceBytes of [1, 3, 1000, 100_000]) {
        const refusal = feed(new HttpBody(undefined, flow()), text, pieceBytes)
        assert.ok(refusal instanceof HttpRefusal, `in pieces of ${pieceBytes}`)
        assert.equal(refusal.code, code)
      }
    })
  }
})

describe('readers', () => {
  test('a limit is kept, before and while the body comes', async () => {
    assert.throws(() => new HttpBody(11, flow()).gather(10), { code: 'RequestEntityTooLarge', status: 413 })
    const body = new HttpBody(undefined, flow())
    const gathering = Promise.resolve(body.gather(10))
    feed(body, '6\r\nhello \r\n6\r\nworlds\r\n0\r\n\r\n', 1000)
    await assert.rejects(gathering, { code: 'RequestEntityTooLarge' })
    assert.ok(body.isComplete)
  })
  test('a stream that nobody reads pauses the connection, and goes on when it is read', async () => {
    const inflow = flow()
    const body = new HttpBody(400_000, inflow)
    body.take(Buffer.alloc(300_000))
    assert.deepEqual(inflow.events, ['pause'])
    let sizeBytes = 0
    const reading = (async () => { for await (const part of body.stream()) sizeBytes += part.length })()
    await new Promise(resolve => { setImmediate(resolve) })
    assert.deepEqual(inflow.events, ['pause', 'resume'])
    body.take(Buffer.alloc(100_000))
    await reading
    assert.equal(sizeBytes, 400_000)
  })
  test('whoever reads hears of a failure; a whole body cannot fail', async () => {
    const error = new MalformedRequest('gone', 'IncompleteBody', 400)
    const gathered = new HttpBody(5, flow())
    const gathering = Promise.resolve(gathered.gather(10))
    gathered.fail(error)
    await assert.rejects(gathering, error)
    const streamed = new HttpBody(5, flow())
    const reading = (async () => { for await (const _ of streamed.stream()); })()
    streamed.fail(error)
    await assert.rejects(reading, error)
    const whole = new HttpBody(2, flow())
    whole.take(Buffer.from('ok'))
    whole.fail(error)
    assert.equal(Buffer.from(await whole.gather(10)).toString(), 'ok')
  })
  test('what is dropped is taken and kept by nobody', () => {
    const inflow = flow()
    const body = new HttpBody(1_000_000, inflow)
    body.drop()
    for (let i = 0; i < 10; i += 1) assert.equal(body.take(Buffer.alloc(100_000)), 100_000)
    assert.ok(body.isComplete)
    assert.ok(!inflow.events.includes('pause'))
  })
})
