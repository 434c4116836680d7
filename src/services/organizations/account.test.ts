// Accounts: made on the clock, moved, removed, closed and gone; and whose bill they are on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import { accountMade, fresh, joinedBy, management, member, organized } from './account.fixture.ts'

test('48.4#4: an account is made after a while on the clock, under the root, with a role for the management account', async t => {
  const all = await fresh(t)
  const { organizations, cloud } = all
  const root = await organized(all)
  const { CreateAccountStatus: status } = await organizations.createAccount({ AccountName: 'web', Email: 'web@example.com' })
  assert.equal(status!.State, 'IN_PROGRESS')
  await cloud.clock.advance('2m')
  const { CreateAccountStatus: done } = await organizations.describeCreateAccountStatus({ CreateAccountRequestId: status!.Id! })
  assert.equal(done!.State, 'SUCCEEDED')
  const { Account: account } = await organizations.describeAccount({ AccountId: done!.AccountId! })
  assert.deepEqual([account!.Name, account!.Email, account!.Status, account!.JoinedMethod], ['web', 'web@example.com', 'ACTIVE', 'CREATED'])
  assert.match(account!.Arn!, new RegExp(`^arn:aws:organizations::${management}:account/o-[a-z0-9]{10}/${done!.AccountId!}$`))
  assert.deepEqual((await organizations.listParents({ ChildId: done!.AccountId! })).Parents, [{ Id: root, Type: 'ROOT' }])
  const role = [...cloud.core.journal.newest()].find(({ service, operation }) => service === 'iam' && operation === 'CreateRole')
  assert.equal(role?.account, done!.AccountId)
  const twin = await organizations.createAccount({ AccountName: 'twin', Email: 'WEB@example.com' })
  await cloud.clock.advance('2m')
  const failed = await organizations.describeCreateAccountStatus({ CreateAccountRequestId: twin.CreateAccountStatus!.Id! })
  assert.equal(failed.CreateAccountStatus!.FailureReason, 'EMAIL_ALREADY_EXISTS')
  assert.equal((await organizations.listAccounts({})).Accounts!.length, 2)
})

test('48.1#1, 48.3#4: a member\'s usage is on the management account\'s bill from the day it joins to the day it leaves', async t => {
  const all = await fresh(t)
  await organized(all)
  const payer = async () => (await billing(all.cloud)).find(({ account }) => account === member)?.payer
  await joinedBy(all, member)
  assert.equal(await payer(), management)
  await all.of(member).leaveOrganization({})
  assert.equal(await payer(), member)
})

test('accounts move between parents, and only from where they are', async t => {
  const all = await fresh(t)
  const root = await organized(all)
  const id = await accountMade(all, 'web')
  const { OrganizationalUnit: unit } = await all.organizations.createOrganizationalUnit({ ParentId: root, Name: 'Workloads' })
  const move = (from: string, to: string) => all.organizations.moveAccount({ AccountId: id, SourceParentId: from, DestinationParentId: to })
  await move(root, unit!.Id!)
  assert.deepEqual((await all.organizations.listAccountsForParent({ ParentId: unit!.Id! })).Accounts!.map(({ Id }) => Id), [id])
  await assert.rejects(move(root, unit!.Id!), { name: 'SourceParentNotFoundException' })
  await assert.rejects(move(unit!.Id!, unit!.Id!), { name: 'DuplicateAccountException' })
  await assert.rejects(move(unit!.Id!, 'ou-abcd-12345678'), { name: 'DestinationParentNotFoundException' })
})

test('1.15: a closed account may do nothing, and its content is gone 90 days later', async t => {
  const all = await fresh(t)
  const { organizations, cloud } = all
  await organized(all)
  const id = await accountMade(all, 'web')
  const sqs = new SQS({ ...cloud.client({ accessKeyId: id }), maxAttempts: 1 })
  await sqs.createQueue({ QueueName: 'orders' })
  await organizations.closeAccount({ AccountId: id })
  const { Account: account } = await organizations.describeAccount({ AccountId: id })
  assert.deepEqual([account!.Status, account!.State], ['SUSPENDED', 'CLOSED'])
  await assert.rejects(sqs.listQueues({}), { name: 'AccessDeniedException' })
  await assert.rejects(organizations.closeAccount({ AccountId: id }), { name: 'AccountAlreadyClosedException' })
  await cloud.clock.advance('89d')
  assert.equal(cloud.core.store.cellIds().includes(`${id}/us-east-1`), true)
  await cloud.clock.advance('1d')
  await assert.rejects(organizations.describeAccount({ AccountId: id }), { name: 'AccountNotFoundException' })
  assert.equal(cloud.core.store.cellIds().includes(`${id}/us-east-1`), false)
})

async function billing(cloud: { readonly client: () => { readonly requestHandler: unknown } }): Promise<{ account: string,
  payer: string }[]> {
  const request = { method: 'GET', protocol: 'http:', hostname: 'localhost', path: '/_orrery/billing/accounts',
    headers: { host: 'localhost' } }
  type Handler = { handle(request: object): Promise<{ response: { body: AsyncIterable<Buffer> } }> }
  const { response } = await (cloud.client().requestHandler as Handler).handle(request)
  const chunks: Buffer[] = []
  for await (const chunk of response.body) chunks.push(chunk)
  return (JSON.parse(Buffer.concat(chunks).toString()) as { accounts: { account: string, payer: string }[] }).accounts
}
