// Replication jobs over the wire, by the client of AWS SDK v2: runs in the queue, taken up, by a frequency, once, on demand.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import AWS from 'aws-sdk'
import { Cloud } from '../../index.ts'

async function migration(t: TestContext) {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-03-01T00:00:00Z', lifecycle: 'real' })
  const { url, close } = await cloud.listen(0)
  t.after(async () => {
    await close()
    await cloud.close()
  })
  cloud.clock.freeze()
  const sms = new AWS.SMS({ endpoint: url, region: 'us-east-1', credentials: new AWS.Credentials('111122223333', 'any'), maxRetries: 0 })
  const connect = async (works: unknown) => (await fetch(`${url}/_orrery/services/sms/111122223333/us-east-1/connector`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ works }),
  })).status
  const create = async (more: object = {}) => (await sms.createReplicationJob({
    serverId: 's-1', seedReplicationTime: new Date(cloud.clock.now() + 3_600_000), frequency: 12, ...more,
  }).promise()).replicationJobId!
  const runs = async (replicationJobId: string) => (await sms.getReplicationRuns({ replicationJobId }).promise()).replicationRunList!
  return { cloud, sms, connect, create, runs }
}

test('a run is queued at its time, and done when a connector has taken it up; the job goes on by its frequency', async t => {
  const { cloud, connect, create, runs, sms } = await migration(t)
  assert.equal(await connect('yes'), 400)
  const id = await create()
  assert.deepEqual(await runs(id), [])
  await cloud.clock.advance('2h')
  assert.deepEqual((await runs(id)).map(({ state, type }) => [state, type]), [['PENDING', 'AUTOMATIC']])
  await connect(true)
  await cloud.clock.advance('1d')
  const states = (await runs(id)).map(({ state }) => state)
  assert.equal(states[0], 'COMPLETED')
  const { replicationJobList: [job] = [] } = await sms.getReplicationJobs({ replicationJobId: id }).promise()
  assert.equal(job!.state, 'ACTIVE')
  assert.match(job!.latestAmiId!, /^ami-/)
  await sms.updateReplicationJob({ replicationJobId: id, description: 'web' }).promise()
  assert.equal((await sms.getReplicationJobs().promise()).replicationJobList![0]!.description, 'web')
})

test('a job that runs once is over after its run', async t => {
  const { cloud, connect, create, runs, sms } = await migration(t)
  await connect(true)
  const id = await create({ runOnce: true, frequency: undefined })
  await cloud.clock.advance('3d')
  assert.deepEqual((await runs(id)).map(({ state }) => state), ['COMPLETED'])
  assert.equal((await sms.getReplicationJobs().promise()).replicationJobList![0]!.state, 'COMPLETED')
})

test('what is refused: a server twice, a job without frequency, a third run on demand, what is not there', async t => {
  const { create, sms } = await migration(t)
  await assert.rejects(create({ frequency: undefined }), { code: 'InvalidParameterException' })
  const id = await create()
  await assert.rejects(create(), { code: 'ReplicationJobAlreadyExistsException' })
  for (let i = 0; i < 2; i += 1) await sms.startOnDemandReplicationRun({ replicationJobId: id }).promise()
  await assert.rejects(sms.startOnDemandReplicationRun({ replicationJobId: id }).promise(),
    { code: 'ReplicationRunLimitExceededException' })
  await sms.deleteReplicationJob({ replicationJobId: id }).promise()
  await assert.rejects(sms.deleteReplicationJob({ replicationJobId: id }).promise(), { code: 'ReplicationJobNotFoundException' })
  await assert.rejects(sms.getServers().promise(), { code: 'NotImplemented' })
})
