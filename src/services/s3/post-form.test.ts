// The form that a browser posts: fields, the file's name in them, and what is wrong with forms.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readForm } from './post-form.ts'

type Field = readonly [name: string, value: string, fileName?: string]

function formOf(fields: readonly Field[], contentType = 'multipart/form-data; boundary=x') {
  const text = fields.map(([name, value, fileName]) => `--x\r\nContent-Disposition: form-data; name="${name}"`
    + `${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n${value}\r\n`).join('')
  async function* body(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${text}--x--\r\n`)
  }
  return readForm({ method: 'POST', path: '/b', query: '', headers: { 'content-type': contentType }, body: body(), id: 'b' })
}

async function textOf(file: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of file) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('fields come before the file, whose name stands for itself', async () => {
  const { fields, file } = await formOf([['Key', 'up/${filename}'], ['file', 'body', 'C:\\dir\\ü.txt'], ['late', 'ignored']])
  assert.deepEqual([...fields], [['key', 'up/ü.txt']])
  assert.equal(await textOf(file({ leastBytes: 0, mostBytes: 4 })), 'body')
})

test('a file may be neither too long nor too short', async () => {
  const fileOf = async (leastBytes: number, mostBytes: number) =>
    textOf((await formOf([['file', 'body', 'f']])).file({ leastBytes, mostBytes }))
  await assert.rejects(fileOf(0, 3), { code: 'EntityTooLarge', fields: { ProposedSize: 4, MaxSizeAllowed: 3 } })
  await assert.rejects(fileOf(5, 9), { code: 'EntityTooSmall', fields: { ProposedSize: 4, MinSizeAllowed: 5 } })
})

test('what is wrong with a form is said', async () => {
  const file: Field = ['file', 'body', 'f']
  await assert.rejects(formOf([['key', 'a']]), { code: 'InvalidArgument', message: 'POST requires exactly one file upload per request.' })
  await assert.rejects(formOf([file], 'multipart/form-data'), { code: 'MalformedPOSTRequest' })
  await assert.rejects(formOf([file], 'multipart/form-data; boundary=y'), { code: 'MalformedPOSTRequest' })
  await assert.rejects(formOf([['key', 'k'.repeat(20_480)], file]), { code: 'MaxPostPreDataLengthExceededError', status: 400 })
  const { file: two } = await formOf([file, file])
  await assert.rejects(textOf(two({ leastBytes: 0, mostBytes: 9 })),
    { code: 'InvalidArgument', fields: { ArgumentName: 'file', ArgumentValue: '2' } })
})
