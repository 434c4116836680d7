// Parameters and platforms out of content.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describedParameters, platformsOf, readSteps } from './document-shape.ts'

test('parameters as they are described', () => {
  assert.deepEqual(describedParameters({ parameters: { a: { type: 'StringList', default: ['x'] },
    b: { type: 'String', description: 'd' } } }),
    [{ Name: 'a', Type: 'StringList', DefaultValue: '["x"]' }, { Name: 'b', Type: 'String', Description: 'd' }])
})

test('platforms by plugin and by precondition', () => {
  const step = (action: string, precondition?: object) => ({ name: 'a', action, ...(precondition && { precondition }) })
  assert.deepEqual(platformsOf({ mainSteps: [step('aws:runPowerShellScript')] }), ['Windows'])
  assert.deepEqual(platformsOf({ mainSteps: [step('aws:runShellScript', { StringEquals: ['platformType', 'Linux'] })] }), ['Linux'])
  assert.deepEqual(platformsOf({ mainSteps: [step('aws:sleep')] }), ['Windows', 'Linux', 'MacOS'])
})

test('plugins of schema 1.2 are steps', () => {
  assert.deepEqual(readSteps({ runtimeConfig: { 'aws:psModule': { properties: [{ a: 1 }] } } }),
    [{ name: 'aws:psModule', action: 'aws:psModule', inputs: { a: 1 } }])
})
