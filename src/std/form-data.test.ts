// Forms cut at every place come out the same; broken ones are told apart from short ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaryOf, formParts, MalformedForm } from './form-data.ts'

const form = [
  'preamble', '--x', 'Content-Disposition: form-data; name="key"', '', 'a\r\n--y', '--x',
  'content-disposition: form-data; name=file; filename="C:\\\\a \\"b\\".txt"', 'Content-Type: text/plain', '', '\r\n-\r\n--', '--x',
  'Content-Disposition: form-data; name="empty"', '', '', '--x--', 'epilogue',
].join('\r\n')

async function* pieces(text: string, sizeBytes: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes)
}

async function read(text: string, sizeBytes = text.length): Promise<(readonly [string, string | undefined, string])[]> {
  const found: (readonly [string, string | undefined, string])[] = []
  for await (const { name, fileName, body } of formParts(pieces(text, sizeBytes), 'x')) {
    let value = ''
    for await (const bytes of body) value += Buffer.from(bytes).toString('latin1')
    found.push([name, fileName, value])
  }
  return found
}

test('however it is cut, a form has the same parts', async () => {
  const expected = [['key', undefined, 'a\r\n--y'], ['file', 'C:\\\\a "b".txt', '\r\n-\r\n--'], ['empty', undefined, '']]
  for (let sizeBytes = 1; sizeBytes <= form.length; sizeBytes += 1) {
    assert.deepEqual(await read(form, sizeBytes), expected, String(sizeBytes))
  }
})

test('a part that nobody reads is passed over', async () => {
  const names: string[] = []
  for await (const { name } of formParts(pieces(form, 5), 'x')) names.push(name)
  assert.deepEqual(names, ['key', 'file', 'empty'])
})

test('a form that ends early, or whose parts have no name, is malformed', async () => {
  for (const text of ['', 'no boundary', form.slice(0, 60), form.slice(0, -14), '--x\r\n\r\nbody\r\n--x--', `--x\r\n${'h'.repeat(9000)}`]) {
    await assert.rejects(read(text), MalformedForm, text.slice(0, 20))
  }
})

test('the sender is stopped when the reader has enough', async () => {
  let stopped = false
  async function* source(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nbody')
    } finally {
      stopped = true
    }
  }
  for await (const _ of formParts(source(), 'x')) break
  assert.ok(stopped)
})

test('the boundary stands in the content type, quoted or not', () => {
  const cases = [['multipart/form-data; boundary=x', 'x'], ['multipart/form-data; charset=utf-8; Boundary="a b"', 'a b'],
    ['multipart/form-data', undefined]] as const
  for (const [type, boundary] of cases) assert.equal(boundaryOf(type), boundary)
})
