// What carries events on: pipes, schedules, and the schemas of what passes, as every client asks for them.

import assert from 'node:assert/strict'
import { arnOf, createQueue } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

const roleOf = ({ account }: Stage) => `arn:aws:iam::${account}:role/carrier`

export const eventScenarios: readonly Scenario[] = [
  {
    title: 'a pipe carries what its filter wants from queue to queue',
    async play(stage) {
      const [from, to] = [await createQueue(stage, 'from'), await createQueue(stage, 'to')]
      const { CurrentState: state } = await stage.call('pipes', 'CreatePipe', {
        Name: 'carry', RoleArn: roleOf(stage), Source: await arnOf(stage, from), Target: await arnOf(stage, to), Tags: { team: 'shop' },
        SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"size":["large"]}}' }] } },
        TargetParameters: { InputTemplate: '{"order": <$.body.id>}' },
      })
      assert.equal(state, 'CREATING')
      await stage.cloud.advance('1m')
      for (const MessageBody of ['{"size":"small","id":1}', '{"size":"large","id":2}']) {
        await stage.call('sqs', 'SendMessage', { QueueUrl: from, MessageBody })
      }
      await stage.cloud.advance('1s')
      assert.equal(await received(stage, to), '{"order": 2}')
      const pipe = await stage.call('pipes', 'DescribePipe', { Name: 'carry' })
      assert.deepEqual([pipe.CurrentState, pipe.Tags], ['RUNNING', { team: 'shop' }])
      assert.deepEqual((await stage.call('pipes', 'ListPipes', {})).Pipes!.map(({ Name }) => Name), ['carry'])
      assert.equal((await stage.call('pipes', 'DeletePipe', { Name: 'carry' })).CurrentState, 'DELETING')
      await refused(stage.call('pipes', 'DescribePipe', { Name: 'none' }), { code: 'NotFoundException', message: /none/, status: 404 })
    },
  },
  {
    title: 'schemas have versions, and a discoverer makes them of events',
    async play(stage) {
      await stage.call('schemas', 'CreateRegistry', { RegistryName: 'own' })
      const Content = JSON.stringify({ openapi: '3.0.0', info: { version: '1.0.0', title: 'Order' }, paths: {},
        components: { schemas: {} } })
      const place = { RegistryName: 'own', SchemaName: 'shop@Order' }
      await stage.call('schemas', 'CreateSchema', { ...place, Type: 'OpenApi3', Content })
      assert.equal((await stage.call('schemas', 'DescribeSchema', place)).Content, Content)
      await stage.call('schemas', 'CreateDiscoverer', { SourceArn: `arn:aws:events:us-east-1:${stage.account}:event-bus/default` })
      await stage.call('events', 'PutEvents', { Entries: [{ Source: 'till', DetailType: 'Sale Made', Detail: '{"total":5}' }] })
      await stage.cloud.advance('1s')
      const { Schemas: found } = await stage.call('schemas', 'ListSchemas', { RegistryName: 'discovered-schemas' })
      assert.deepEqual(found!.map(({ SchemaName: name, VersionCount: count }) => [name, count]), [['till@SaleMade', 1]])
      await refused(stage.call('schemas', 'DescribeSchema', { ...place, SchemaName: 'none' }),
        { code: 'NotFoundException', message: /^/, status: 404 })
    },
  },
  {
    title: 'a schedule tells a queue when its time has come, once',
    async play(stage) {
      const queue = await createQueue(stage, 'ticks')
      const at = new Date(await stage.cloud.now() + 3_600_000).toISOString().slice(0, 19)
      await stage.call('scheduler', 'CreateSchedule', {
        Name: 'once', ScheduleExpression: `at(${at})`, FlexibleTimeWindow: { Mode: 'OFF' }, ActionAfterCompletion: 'DELETE',
        Target: { Arn: await arnOf(stage, queue), RoleArn: roleOf(stage), Input: 'tick' },
      })
      assert.equal((await stage.call('scheduler', 'GetSchedule', { Name: 'once' })).State, 'ENABLED')
      await stage.cloud.advance('61m')
      assert.equal(await received(stage, queue), 'tick')
      await refused(stage.call('scheduler', 'GetSchedule', { Name: 'once' }),
        { code: 'ResourceNotFoundException', message: /once/, status: 404 })
    },
    except: [{ clients: /^AWS CLI 2\.\d\./, because: 'it is older than ActionAfterCompletion, which came in 2023' }],
  },
  {
    title: 'a connection keeps its secret in Secrets Manager',
    async play(stage) {
      await stage.call('events', 'CreateConnection', { Name: 'partner', AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } } })
      const { SecretArn, AuthParameters: shown } = await stage.call('events', 'DescribeConnection', { Name: 'partner' })
      assert.deepEqual(shown!.BasicAuthParameters, { Username: 'u' })
      const { SecretString } = await stage.call('secretsmanager', 'GetSecretValue', { SecretId: SecretArn! })
      assert.deepEqual(JSON.parse(SecretString!), { username: 'u', password: 'p' })
      await stage.call('events', 'DeleteConnection', { Name: 'partner' })
      await refused(stage.call('secretsmanager', 'GetSecretValue', { SecretId: SecretArn! }),
        { code: 'ResourceNotFoundException', message: /can't find/ })
    },
  },
]

async function received(stage: Stage, QueueUrl: string): Promise<string | undefined> {
  const { Messages: [message] = [] } = await stage.call('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 10 })
  return message?.Body
}
