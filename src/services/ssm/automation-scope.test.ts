// What references stand for, by runs of a runbook that writes them down.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, ran } from './account.fixture.ts'

const parameters = {
  Text: { type: 'String', default: 'x' }, List: { type: 'StringList', default: ['a', 'b'] },
    Map: { type: 'StringMap', default: { k: 'v' } },
  Number: { type: 'Integer', default: 3 },
}

for (const [value, expected] of [
  ['{{ Text }}-{{Text}}', 'x-x'], ['{{ List }}!', '["a","b"]!'], ['{{global:REGION}} {{ global:ACCOUNT_ID }}', `us-east-1 ${account}`],
  ['{{ Number }}', '3'], ['{{ ask.Map.k }}', 'v'],
] as const) {
  test(value, async t => {
    const { ssm, ended } = await ran(t, [
      { name: 'ask', action: 'aws:executeAwsApi',
        inputs: { Service: 'ssm', Api: 'PutParameter', Name: 'map', Type: 'String', Value: '{"k":"v"}' } },
      { name: 'ask2', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: 'map' } },
    ].concat([{ name: 'write', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'PutParameter', Name: 'out', Type: 'String',
      Value: `${value.replace('ask.', 'ask2.')} ` } } as never]).map(step => step.name === 'ask2'
      ? { ...step, outputs: [{ Name: 'Map', Selector: '$.Parameter.Value', Type: 'String' }] } : step), { more: { parameters } })
    assert.equal(ended.AutomationExecutionStatus, 'Success', ended.FailureMessage)
    assert.equal((await ssm.getParameter({ Name: 'out' })).Parameter!.Value, `${expected} `)
  })
}

test('a list that stands for one of a list\'s items takes its place', async t => {
  const { ended } = await ran(t, [{ name: 'read', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameters',
    Names: ['{{ List }}', 'c'] }, outputs: [{ Name: 'Missing', Selector: '$.InvalidParameters', Type: 'StringList' }] }],
  { more: { parameters, outputs: ['read.Missing'] } })
  assert.deepEqual(ended.Outputs!['read.Missing'], ['a', 'b', 'c'])
})
