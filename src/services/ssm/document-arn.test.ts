// ARNs of documents by a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentArn } from './document-arn.ts'

const call = { partition: 'aws', region: 'eu-west-1', account: '111122223333' } as never

for (const [name, expected] of [
  ['mine', 'arn:aws:ssm:eu-west-1:111122223333:document/mine'],
  ['AWS-RunShellScript', 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript'],
  ['arn:aws:ssm:eu-west-1:444455556666:document/x', 'arn:aws:ssm:eu-west-1:444455556666:document/x'],
] as const) {
  test(name, () => { assert.equal(documentArn(name, call), expected) })
}
