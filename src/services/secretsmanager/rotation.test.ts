// Rotation: its rules, its schedule, and what a function that cannot be called makes of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused } from './account.fixture.ts'
import { nextTime } from './rotation.ts'

const dayMs = 86_400_000
const RotationLambdaARN = 'arn:aws:lambda:us-east-1:111122223333:function:rotate'

test('a function that Lambda does not run is refused as AWS refuses it', async t => {
  const { secrets } = await freshAccount(t)
  const SecretId = await made(secrets, 's')
  await refused(secrets.rotateSecret({ SecretId }), 'InvalidRequestException', /No Lambda rotation function ARN/)
  await refused(secrets.rotateSecret({ SecretId, RotationLambdaARN, RotationRules: { AutomaticallyAfterDays: 30 } }),
    'AccessDeniedException', /^Secrets Manager cannot invoke the specified Lambda function\..*Lambda: /)
  assert.equal((await secrets.describeSecret({ SecretId })).RotationEnabled, undefined)
  await refused(secrets.cancelRotateSecret({ SecretId }), 'InvalidRequestException', /never configured/)
})

test('what no schedule can be', async t => {
  const { secrets } = await freshAccount(t)
  const SecretId = await made(secrets, 's')
  const attempt = (ScheduleExpression: string, more: object = {}) =>
    secrets.rotateSecret({ SecretId, RotationLambdaARN, RotationRules: { ScheduleExpression, ...more } })
  await refused(attempt('rate(3 hours)'), 'InvalidParameterException')
  for (const expression of ['often', 'cron(5 8 * * ? *)', 'cron(0 8 1 * MON *)', 'cron(0 8 * * ? 2027)']) {
    await refused(attempt(expression), 'InvalidParameterException')
  }
  await refused(attempt('cron(0 8 1 * ? *)'), 'AccessDeniedException')
  await refused(attempt('rate(10 days)', { AutomaticallyAfterDays: 3 }), 'InvalidParameterException', /can't specify both/)
})

test('the next time', () => {
  const now = Date.UTC(2027, 0, 10, 15, 30)
  assert.equal(nextTime({ AutomaticallyAfterDays: 30 }, now), Date.UTC(2027, 1, 9))
  assert.equal(nextTime({ ScheduleExpression: 'rate(10 days)' }, now), Date.UTC(2027, 0, 20))
  assert.equal(nextTime({ ScheduleExpression: 'rate(4 hours)' }, now), Date.UTC(2027, 0, 10, 19))
  assert.equal(nextTime({ ScheduleExpression: 'cron(0 8 1 * ? *)' }, now), Date.UTC(2027, 1, 1, 8))
  assert.equal(nextTime({ ScheduleExpression: 'cron(0 /8 * * ? *)' }, now), Date.UTC(2027, 0, 10, 16))
  assert.equal(nextTime({}, now), undefined)
  assert.ok(nextTime({ AutomaticallyAfterDays: 1 }, now)! - now < dayMs)
})
