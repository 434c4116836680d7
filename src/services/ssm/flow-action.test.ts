// Sleeping, pausing, approving, branching, going round.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SNS } from '@aws-sdk/client-sns'
import { account, execution, freshAccount, ran, refused, runbook, started, statuses } from './account.fixture.ts'
import { durationMs } from './flow-action.ts'

const nap = (name: string, more: object = {}) => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1S' }, ...more })

for (const [text, expected] of [['PT5S', 5000], ['P1DT2H', 93_600_000], ['PT', undefined], ['5s', undefined]] as const) {
  test(`the duration ${text}`, () => { assert.equal(durationMs(text), expected) })
}

test('a pause lasts until it is resumed', async t => {
  const { ssm, cloud, id, ended } = await ran(t, [{ name: 'hold', action: 'aws:pause', inputs: {} }, nap('rest')], { after: '9d' })
  assert.deepEqual([ended.AutomationExecutionStatus, statuses(ended)], ['Waiting', ['hold Waiting', 'rest Pending']])
  await ssm.sendAutomationSignal({ AutomationExecutionId: id, SignalType: 'Resume' })
  await cloud.clock.advance('1m')
  assert.equal((await execution(ssm, id)).AutomationExecutionStatus, 'Success')
})

const approval = (Approvers: readonly string[], more: object = {}) =>
  ({ name: 'ask', action: 'aws:approve', onFailure: 'Abort', inputs: { Message: 'Go?', Approvers, ...more } })

const root = `arn:aws:iam::${account}:root`

test('an approval tells a topic, and takes the word of an approver only', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { TopicArn } = await new SNS(cloud.client({ accessKeyId: account })).createTopic({ Name: 'asked' })
  await runbook(ssm, 'book', [approval([root], { NotificationArn: TopicArn }), nap('rest')])
  await runbook(ssm, 'other', [approval(['ann'])])
  const AutomationExecutionId = await started(ssm, 'book')
  const other = await started(ssm, 'other')
  await cloud.clock.advance('1m')
  assert.equal([...cloud.core.journal.newest()].filter(({ operation }) => operation === 'Publish').length, 1)
  await refused(ssm.sendAutomationSignal({ AutomationExecutionId: other, SignalType: 'Approve' }), 'InvalidAutomationSignalException',
    /is not among the approvers/)
  await refused(ssm.sendAutomationSignal({ AutomationExecutionId, SignalType: 'Resume' }), 'InvalidAutomationSignalException')
  await ssm.sendAutomationSignal({ AutomationExecutionId, SignalType: 'Approve', Payload: { Comment: ['yes'] } })
  await cloud.clock.advance('1m')
  const { AutomationExecutionStatus: status, StepExecutions: [ask] = [] } = await execution(ssm, AutomationExecutionId)
  assert.deepEqual([status, ask!.Outputs!.ApprovalStatus, JSON.parse(ask!.Outputs!.ApproverDecisions![0]!)],
    ['Success', ['Approved'], { Approver: root, Decision: 'Approved', Comment: 'yes' }])
})

test('one who rejects is enough, and a week is too long', async t => {
  const { ssm, cloud, id } = await ran(t, [approval([root, 'ann'], { MinRequiredApprovals: 2 })], { after: '1m' })
  await ssm.sendAutomationSignal({ AutomationExecutionId: id, SignalType: 'Reject' })
  const late = await started(ssm, 'book')
  await cloud.clock.advance('6d')
  assert.deepEqual(statuses(await execution(ssm, id)), ['ask Failed'])
  assert.deepEqual(statuses(await execution(ssm, late)), ['ask Waiting'])
  await cloud.clock.advance('2d')
  assert.equal((await execution(ssm, late)).AutomationExecutionStatus, 'TimedOut')
})

for (const [value, expected] of [['linux', 'one Pending,two Success'], ['Windows', 'one Success,two Pending'],
  ['other', 'one Pending,two Pending']] as const) {
  test(`a branch by ${value}`, async t => {
    const { ended } = await ran(t, [
      { name: 'choose', action: 'aws:branch', inputs: { Choices: [
        { NextStep: 'one', Variable: '{{ Kind }}', StringEquals: 'Windows' },
        { NextStep: 'two', Or: [{ Variable: '{{ Kind }}', StartsWith: 'lin' }, { Not: { Variable: '{{ Kind }}', Contains: 'e' } }] },
      ] }, isEnd: true }, nap('one', { isEnd: true }), nap('two', { isEnd: true }),
    ], { more: { parameters: { Kind: { type: 'String' } } }, parameters: { Kind: [value] } })
    assert.equal(statuses(ended).slice(1).join(), expected)
  })
}

test('a loop over a list, and a variable', async t => {
  const { ssm, ended } = await ran(t, [
    { name: 'each', action: 'aws:loop', inputs: { Iterators: '{{ Names }}', Steps: [
      { name: 'make', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'PutParameter', Name: '{{ each.CurrentIteratorValue }}',
        Value: 'round {{ each.CurrentIteration }}', Type: 'String' } },
      { name: 'note', action: 'aws:updateVariable', inputs: { Name: 'variable:last', Value: '{{ each.CurrentIteratorValue }}' } },
    ] } },
    { name: 'say', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'PutParameter', Name: 'last', Value: '{{ variable:last }}',
      Type: 'String' } },
  ], { more: { parameters: { Names: { type: 'StringList' } }, variables: { last: { type: 'String', default: '-' } } },
    parameters: { Names: ['a', 'b'] } })
  assert.equal(ended.AutomationExecutionStatus, 'Success', ended.FailureMessage)
  const { Parameters: found } = await ssm.getParameters({ Names: ['a', 'b', 'last'] })
  assert.deepEqual(found!.map(({ Value }) => Value), ['round 1', 'round 2', 'b'])
  const rounds = ended.StepExecutions!.filter(({ ParentStepDetails: parent }) => parent !== undefined)
  assert.deepEqual(rounds.map(({ StepName, ParentStepDetails: parent }) => [StepName, parent!.Iteration, parent!.IteratorValue]),
    [['make', 1, 'a'], ['note', 1, 'a'], ['make', 2, 'b'], ['note', 2, 'b']])
  assert.deepEqual(ended.Variables, { last: ['b'] })
})

test('a loop while a condition holds', async t => {
  const { ended } = await ran(t, [{ name: 'again', action: 'aws:loop', inputs: {
    MaxIterations: 5, LoopCondition: { Variable: '{{ again.CurrentIteration }}', NumericLesser: 3 }, Steps: [nap('inner')],
  } }])
  assert.equal(ended.AutomationExecutionStatus, 'Success', ended.FailureMessage)
  assert.ok(ended.StepExecutions!.filter(({ StepName }) => StepName === 'inner').length >= 3)
})
