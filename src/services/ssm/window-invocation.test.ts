// Names in the parameters of a task.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillIn } from './window-invocation.ts'

test('pseudo parameters are filled in, others stay', () => {
  const task = { WindowId: 'mw-1', WindowTaskId: 't-1' }
  const invocation = { execution: 'e', task: 'x', id: 'i', order: 0, kind: 'LAMBDA', status: 'PENDING' as const, windowTarget: 'w' }
  const filled = (text: string, target: string) => fillIn(text, { task, execution: 'e', invocation: { ...invocation, target } })
  assert.equal(filled('{{WINDOW_ID}} {{ WINDOW_TASK_ID }} {{WINDOW_TARGET_ID}} {{WINDOW_EXECUTION_ID}}', ''), 'mw-1 t-1 w e')
  assert.equal(filled('{{TARGET_ID}}|{{RESOURCE_ID}}|{{TARGET_TYPE}}', 'i-1'), 'i-1|i-1|INSTANCE')
  assert.equal(filled('{{RESOURCE_ID}} {{TARGET_TYPE}} {{global:DATE}} {{other}}', 'arn:aws:sqs:us-east-1:1:queue'),
    'queue RESOURCE_GROUP {{global:DATE}} {{other}}')
})
