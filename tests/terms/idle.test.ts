// What lies idle is announced and removed, on the days that the clauses say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { account, contractCloud } from './contract.ts'
import type { ContractCloud } from './contract.ts'

interface Case {
  readonly clause: string
  readonly rule: string
  readonly create: (contract: ContractCloud) => Promise<string>
  /** Absent where nothing that uses it is answered yet. */
  readonly use?: (name: string) => readonly [string, Record<string, unknown>]
  readonly look: (name: string) => readonly [string, Record<string, unknown>]
  /** Where a look succeeds whether it is there or not. */
  readonly isThere?: (output: Readonly<Record<string, unknown>>) => boolean
  readonly idle: string
  readonly notice?: string
}

const cases: readonly Case[] = [
  {
    clause: '27.2#1, 27.2#2', rule: 'cognito-pool-idle', idle: '12mo', notice: '30d',
    create: async contract => {
      const { UserPool } = await contract.ask('cognito-idp:CreateUserPool', { PoolName: 'players' })
      return (UserPool as { Id: string }).Id
    },
    use: name => ['cognito-idp:UpdateUserPool', { UserPoolId: name }],
    look: name => ['cognito-idp:DescribeUserPool', { UserPoolId: name }],
  },
  {
    clause: '43.2#1, 43.2#2', rule: 'gamelift-script-idle', idle: '3mo', notice: '30d',
    create: async contract => {
      const { Script } = await contract.ask('gamelift:CreateScript', { Name: 'lobby' })
      return (Script as { ScriptId: string }).ScriptId
    },
    use: name => ['gamelift:UpdateScript', { ScriptId: name, Name: 'hall' }],
    look: name => ['gamelift:DescribeScript', { ScriptId: name }],
  },
  {
    clause: '7#1, 7#2', rule: 'simpledb-idle', idle: '6mo', notice: '30d',
    create: async contract => {
      await contract.ask('sdb:CreateDomain', { DomainName: 'visits' })
      return 'visits'
    },
    look: () => ['sdb:ListDomains', {}],
    isThere: ({ DomainNames: names = [] }) => (names as string[]).includes('visits'),
  },
  {
    clause: '28.3#1, 28.3#2', rule: 'workdocs-user-idle', idle: '3mo', notice: '30d',
    create: async contract => {
      const { User } = await contract.ask('workdocs:CreateUser', {
        OrganizationId: 'd-1234567890', Username: 'ann', GivenName: 'Ann', Surname: 'Lee', Password: 'Secret-12345',
      })
      return (User as { Id: string }).Id
    },
    use: name => ['workdocs:UpdateUser', { UserId: name, GivenName: 'Anna' }],
    look: () => ['workdocs:DescribeUsers', {}],
    isThere: ({ Users: users = [] }) => (users as unknown[]).length > 0,
  },
  {
    clause: '30#1, 30#2', rule: 'lambda-idle', idle: '3mo', notice: '30d',
    create: async contract => {
      await contract.ask('lambda:CreateFunction', {
        FunctionName: 'nightly', Role: `arn:aws:iam::${account}:role/nightly`, Runtime: 'nodejs20.x', Handler: 'index.handler',
        Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
      })
      return 'nightly'
    },
    look: name => ['lambda:GetFunctionConfiguration', { FunctionName: name }],
  },
  {
    clause: '39.1#1, 39.1#3', rule: 'iot-shadow-idle', idle: '12mo',
    create: async contract => {
      await contract.ask('iot-data:UpdateThingShadow', { thingName: 'lamp', payload: Buffer.from('{"state":{"desired":{"on":true}}}') })
      return 'lamp'
    },
    use: name => ['iot-data:UpdateThingShadow', { thingName: name, payload: Buffer.from('{"state":{"reported":{"on":true}}}') }],
    look: name => ['iot-data:GetThingShadow', { thingName: name }],
  },
  {
    clause: '39.1#2, 39.1#3', rule: 'iot-thing-idle', idle: '7y',
    create: async contract => {
      await contract.ask('iot:CreateThing', { thingName: 'lamp' })
      return 'lamp'
    },
    use: name => ['iot:UpdateThing', { thingName: name, attributePayload: { attributes: { colour: 'red' } } }],
    look: name => ['iot:DescribeThing', { thingName: name }],
  },
]

/** What the log says a rule did, oldest first, with days. */
async function deedsOf(contract: ContractCloud, rule: string): Promise<string[]> {
  const entries = (await contract.log()).filter(entry => entry.rule === rule).reverse()
  return entries.map(({ at, did }) => `${at.slice(0, 10)} ${did.replace(/:.*/, '')}`)
}

for (const { clause, rule, create, use, look, idle, notice, isThere = () => true } of cases) {
  test(`${clause}: ${rule}, from the last use on`, async (t: TestContext) => {
    const contract = await contractCloud(t)
    const name = await create(contract)
    if (use !== undefined) {
      await contract.cloud.clock.advance('40d')
      await contract.ask(...use(name))
    }
    const usedAt = contract.cloud.clock.now()
    const day = (at: number) => new Date(at).toISOString().slice(0, 10)
    await contract.cloud.clock.advance(idle)
    const idleAt = contract.cloud.clock.now()
    if (notice !== undefined) {
      assert.deepEqual(await deedsOf(contract, rule), [`${day(idleAt)} gave notice`])
      await contract.cloud.clock.advance(29 * 86_400_000)
      assert.ok(isThere(await contract.ask(...look(name))))
      await contract.cloud.clock.advance(86_400_000)
    }
    const { output } = await contract.call(...look(name))
    assert.ok(output === undefined || !isThere(output), 'it is gone')
    const deeds = await deedsOf(contract, rule)
    assert.match(deeds.at(-1)!, /deleted/)
    assert.equal(deeds.length, notice === undefined ? 1 : 2)
    assert.ok(usedAt < idleAt)
  })
}

test('27.2#2: a pool that is used again keeps its content, and its notice is taken back', async t => {
  const contract = await contractCloud(t)
  const { UserPool } = await contract.ask('cognito-idp:CreateUserPool', { PoolName: 'players' })
  const { Id: pool } = UserPool as { Id: string }
  await contract.cloud.clock.advance('12mo')
  await contract.cloud.clock.advance('29d')
  await contract.ask('cognito-idp:UpdateUserPool', { UserPoolId: pool })
  await contract.cloud.clock.advance('11mo')
  await contract.ask('cognito-idp:DescribeUserPool', { UserPoolId: pool })
  assert.deepEqual(await deedsOf(contract, 'cognito-pool-idle'), ['2028-01-31 gave notice', '2028-02-29 took the notice back'])
})

test('27.2#1: a pool that was deleted meanwhile is not announced; a rule that is switched off does nothing', async t => {
  const contract = await contractCloud(t)
  const { UserPool } = await contract.ask('cognito-idp:CreateUserPool', { PoolName: 'gone' })
  const { UserPool: kept } = await contract.ask('cognito-idp:CreateUserPool', { PoolName: 'kept' })
  await contract.ask('cognito-idp:DeleteUserPool', { UserPoolId: (UserPool as { Id: string }).Id })
  await contract.control('terms/rules/cognito-pool-idle', { on: false })
  await contract.cloud.clock.advance('13mo')
  assert.deepEqual(await deedsOf(contract, 'cognito-pool-idle'), [])
  await contract.ask('cognito-idp:DescribeUserPool', { UserPoolId: (kept as { Id: string }).Id })
  await contract.control('terms/rules/cognito-pool-idle', { on: true })
  await contract.cloud.clock.advance('13mo')
  assert.equal((await deedsOf(contract, 'cognito-pool-idle')).length, 2)
})
