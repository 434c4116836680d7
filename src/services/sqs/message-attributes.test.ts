// Message attributes by tables; the digests are those that the npm package aws-md5-of-message-attributes documents.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attributesMd5, attributesSizeBytes, hasForbiddenCharacters, messageAttributesProblem,
  selectAttributes } from './message-attributes.ts'
import type { MessageAttributes } from './message-attributes.ts'

const text: MessageAttributes = { attribName1: { DataType: 'String', StringValue: 'attribValue 1' } }
const number: MessageAttributes = { customNumberTypeAttrib: { DataType: 'Number.float',
  StringValue: '4563442423554324324264524243.32543234' } }
const binary: MessageAttributes = { binaryAttribute: { DataType: 'Binary', BinaryValue: Buffer.from('Hello binary world!') } }

test('digests', () => {
  assert.equal(attributesMd5(text), '19e27d4e946b072f3f58da80d94fd778')
  assert.equal(attributesMd5(number), '9fe1b90bbd9965bdf77bac517c7d2495')
  assert.equal(attributesMd5(binary), '31a92b15d92f8db860eda32aceb656c3')
  assert.equal(attributesMd5({ ...text, ...number, ...binary }), 'c932db14a896c663f83c260297d594ff')
  assert.equal(attributesMd5({ ...binary, ...number, ...text }), 'c932db14a896c663f83c260297d594ff')
})

test('what is allowed', () => {
  const string = (value: string) => ({ DataType: 'String', StringValue: value })
  const good: MessageAttributes[] = [
    {}, text, number, binary, { 'a.b-c_9': string('x') }, { a: { DataType: 'String.label', StringValue: 'x' } }, { awsome: string('x') },
    { a: { DataType: 'Number', StringValue: '-1.5e3' } }, { a: { DataType: 'Number', StringValue: '.5' } },
    { ['x'.repeat(256)]: string('x') },
  ]
  for (const attributes of good) assert.equal(messageAttributesProblem(attributes), undefined, JSON.stringify(attributes))
  const bad: [MessageAttributes, RegExp][] = [
    [{ '': string('x') }, /1 to 256/], [{ ['x'.repeat(257)]: string('x') }, /1 to 256/], [{ 'a b': string('x') }, /only include/],
    [{ 'AWS.x': string('x') }, /reserved/], [{ 'amazon.x': string('x') }, /reserved/], [{ '.a': string('x') }, /period/],
    [{ 'a.': string('x') }, /period/], [{ 'a..b': string('x') }, /period/], [{ a: { DataType: '' } }, /non-empty message attribute type/],
    [{ a: { DataType: 'Strung', StringValue: 'x' } }, /supported type prefixes/],
    [{ a: { DataType: 'Stringy', StringValue: 'x' } }, /prefixes/],
    [{ a: string('') }, /non-empty message attribute value for message attribute type 'String'/],
    [{ a: { DataType: 'Binary' } }, /non-empty/],
    [{ a: { DataType: 'Binary', StringValue: 'x' } }, /must use field 'Binary'/],
    [{ a: { DataType: 'String', BinaryValue: Buffer.from('x') } }, /must use field 'String'/],
    [{ a: { DataType: 'Number', StringValue: 'one' } }, /to a number/],
    [{ a: { DataType: 'Number', StringValue: '1.' + 'x' } }, /to a number/],
    [{ a: string('\u0001') }, /not allowed/],
    [Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, string('x')])), /\[11\] exceeds .* \[10\]/],
  ]
  for (const [attributes, problem] of bad) assert.match(messageAttributesProblem(attributes) ?? '', problem, JSON.stringify(attributes))
})

test('characters', () => {
  for (const body of ['plain', '\t\n\r', 'é漢', '😀', '\ufffd', '\ud7ff', '\ue000']) {
    assert.equal(hasForbiddenCharacters(body), false, JSON.stringify(body))
  }
  for (const body of ['\u0000', 'a\u0008', '\u000b', '\u001f', '\ufffe', '\uffff', '\ud800', 'x\udc00']) {
    assert.equal(hasForbiddenCharacters(body), true, JSON.stringify(body))
  }
})

test('size and selection', () => {
  assert.equal(attributesSizeBytes({ é: { DataType: 'String', StringValue: 'ab' } }), 2 + 6 + 2)
  assert.equal(attributesSizeBytes(binary), 15 + 6 + 19)
  const attributes: MessageAttributes = { foo: text.attribName1!, 'foo.bar': text.attribName1!, other: text.attribName1! }
  const table: [string[], string[]][] = [
    [['All'], ['foo', 'foo.bar', 'other']], [['.*'], ['foo', 'foo.bar', 'other']], [['foo'], ['foo']], [['foo.*'], ['foo', 'foo.bar']],
    [['other', 'none'], ['other']], [[], []],
  ]
  for (const [asked, given] of table) assert.deepEqual(Object.keys(selectAttributes(attributes, asked)), given, asked.join())
})
