// What the kinds of sensitive data are found in, and what not; and how it is hidden.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { customIdentifier, dataIdentifierName, findingsIn, managedIdentifier, maskText } from './data-identifier.ts'

const cases: readonly (readonly [name: string, text: string, masked: string])[] = [
  ['EmailAddress', 'to jane@example.com, soon', 'to ****************, soon'],
  ['EmailAddress', 'no @ here', 'no @ here'],
  ['IpAddress', 'from 192.0.2.7:80', 'from *********:80'],
  ['IpAddress', 'version 1.2.3.4.5 and 300.1.1.1', 'version 1.2.3.4.5 and 300.1.1.1'],
  ['CreditCardNumber', 'card 4111 1111 1111 1111.', 'card *******************.'],
  ['CreditCardNumber', 'order 4111 1111 1111 1112', 'order 4111 1111 1111 1112'],
  ['Ssn-US', 'ssn 123-45-6789', 'ssn ***********'],
  ['Ssn-US', 'ssn 000-45-6789', 'ssn 000-45-6789'],
  ['PhoneNumber-US', 'call (425) 555-0100', 'call **************'],
  ['AwsSecretKey', `k=${'aB3/'.repeat(10)}`, `k=${'aB3/'.repeat(10)}`],
  ['AwsSecretKey', `k: ${'aB3/'.repeat(10)}`, `k: ${'*'.repeat(40)}`],
]

test('each kind is found by its form', () => {
  for (const [name, text, masked] of cases) assert.equal(maskText(text, [managedIdentifier(name)!], '*') ?? text, masked,
    `${name}: ${text}`)
})

test('names, and expressions of users', () => {
  assert.equal(dataIdentifierName('arn:aws:dataprotection::aws:data-identifier/EmailAddress'), 'EmailAddress')
  assert.equal(managedIdentifier('Name'), undefined)
  assert.equal(customIdentifier('('), undefined)
  assert.equal(maskText('I am B-12 at a@b.c', [customIdentifier('B-\\d+')!, managedIdentifier('EmailAddress')!], '#'), 'I am #### at #####')
})

test('findings count characters from one', () => {
  const named = ['EmailAddress', 'Ssn-US'].map(name => ({ name, identifier: managedIdentifier(name)! }))
  assert.deepEqual(findingsIn('a@b.c and d@e.fg', named), [
    { name: 'EmailAddress', count: 2, detections: [{ start: 1, end: 5 }, { start: 11, end: 16 }] },
  ])
})
