// Scheduled actions over the hours of a day.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { read, rejected, scene } from './table.fixture.ts'

test('scheduled actions set the bounds at their times', async t => {
  const { cloud, scaling, units } = await scene(t)
  await scaling.registerScalableTarget({ ...read, MinCapacity: 1, MaxCapacity: 100 })
  const action = (ScheduledActionName: string, Schedule: string, MinCapacity: number, MaxCapacity: number) =>
    scaling.putScheduledAction({ ...read, ScheduledActionName, Schedule, ScalableTargetAction: { MinCapacity, MaxCapacity } })
  await action('morning', 'cron(0 8 * * ? *)', 50, 100)
  await action('evening', 'cron(0 20 * * ? *)', 1, 5)
  await cloud.clock.advance('9h')
  assert.equal(await units('Read'), 50)
  await cloud.clock.advance('12h')
  assert.equal(await units('Read'), 5)
  await cloud.clock.advance('12h')
  assert.equal(await units('Read'), 50)
  await scaling.deleteScheduledAction({ ...read, ScheduledActionName: 'evening' })
  await cloud.clock.advance('12h')
  assert.equal(await units('Read'), 50)
  const { ScheduledActions: actions } = await scaling.describeScheduledActions({ ServiceNamespace: 'dynamodb' })
  assert.deepEqual(actions!.map(({ ScheduledActionName, Timezone }) => [ScheduledActionName, Timezone]), [['morning', 'UTC']])
  await rejected(action('bad', 'cron(0 8 * * * *)', 1, 2), 'ValidationException', /^Schedule expression is not valid/)
})
