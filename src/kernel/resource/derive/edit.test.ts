// Lists that are changed element by element, without a service.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../../model/catalogue.ts'
import { edited, editedIn, editsOf } from './edit.ts'

const catalogue = openCatalogue()
const input = (operation: string) => catalogue.service('waf')!.operation(operation)!.input

test('changes by element are found in an input, and their list in an answer', () => {
  const edits = editsOf(input('UpdateIPSet'))!
  assert.deepEqual([edits.member.name, edits.action.name, edits.value.name], ['Updates', 'Action', 'IPSetDescriptor'])
  const shown = catalogue.service('waf')!.operation('GetIPSet')!.output.memberByName.get('IPSet')!.shape
  assert.ok(shown.kind === 'structure')
  assert.equal(editedIn(edits, 'IPSet', [shown])?.[0], 'descriptors')
  assert.equal(editsOf(input('CreateIPSet')), undefined)
})

test('elements are put in once, and taken out only where they are', () => {
  const edits = editsOf(input('UpdateIPSet'))!
  const change = (Action: string, Value: string) => ({ Action, IPSetDescriptor: { Type: 'IPV4', Value } })
  const one = { Type: 'IPV4', Value: '192.0.2.0/24' }
  assert.deepEqual(edited([], [change('INSERT', one.Value), change('INSERT', one.Value)], edits), [one])
  assert.deepEqual(edited([one], [change('DELETE', one.Value)], edits), [])
  assert.equal(edited([one], [change('DELETE', '198.51.100.0/24')], edits), undefined)
})
