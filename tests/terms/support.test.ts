// What a support case may come to, by the clauses.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Support } from '@aws-sdk/client-support'
import { account, contractCloud } from './contract.ts'
import type { ContractCloud } from './contract.ts'

async function caseIn(contract: ContractCloud): Promise<string> {
  await contract.control('billing/support', { account, plan: 'business' })
  const support = new Support(contract.cloud.client())
  const { caseId } = await support.createCase({
    subject: 'Outage', communicationBody: 'It was away.', serviceCode: 'billing', categoryCode: 'service-credit',
  })
  return caseId!
}

/** An m5.large that runs; @returns its ARN */
async function machineIn(contract: ContractCloud): Promise<string> {
  const { Images } = await contract.ask('ec2:DescribeImages',
    { Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  const { Instances } = await contract.ask('ec2:RunInstances', {
    ImageId: (Images as { ImageId: string }[])[0]!.ImageId, InstanceType: 'm5.large', MinCount: 1, MaxCount: 1,
  })
  return `arn:aws:ec2:us-east-1:${account}:instance/${(Instances as { InstanceId: string }[])[0]!.InstanceId}`
}

async function creditsOf(contract: ContractCloud): Promise<string[]> {
  const { credits } = await contract.control('billing/credits') as { credits: { amount: string }[] }
  return credits.map(({ amount }) => amount)
}

const outage = { account, service: 'ec2', from: '2027-03-05T10:00:00Z', until: '2027-03-05T20:00:00Z' }

test('1.12: a case brings the charges of the hours in which the service was away', async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  await machineIn(contract)
  await contract.cloud.clock.advance('10d')
  assert.match(String((await contract.control('support/credit', { ...outage, case: 'case-1' }))['message']), /CaseIdNotFound/)
  assert.equal((await contract.control('support/credit', { ...outage, case: await caseIn(contract) }))['message'], undefined)
  // Ten hours at 0.096; the volume and its allowance cost nothing.
  assert.deepEqual(await creditsOf(contract), ['0.96'])
})

test('2.2#3, 4.6.a: previews and what runs on racks bring no credit', async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const asked = { ...outage, case: await caseIn(contract) }
  await contract.control('beta/label', { account, preview: 'braket' })
  assert.match(String((await contract.control('support/credit', { ...asked, service: 'braket' }))['message']), /2\.2#3/)
  assert.match(String((await contract.control('support/credit', { ...asked, on: 'outpost' }))['message']), /4\.6\.a/)
  assert.deepEqual(await creditsOf(contract), [])
})

test('78: a zone\'s credit is a part of the month\'s charges there, without what is paid once', async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const resource = await machineIn(contract)
  await machineIn(contract)
  await contract.cloud.clock.advance('40d')
  const asked = { ...outage, case: await caseIn(contract), percent: 10, resources: [resource] }
  assert.equal((await contract.control('support/credit', asked))['message'], undefined)
  assert.deepEqual(await creditsOf(contract), [(744 * 0.096 / 10).toFixed(2)])
})

test('1.3#1, 1.3#2, 54.7.1#3: what the provider asks for is outstanding until its case is answered', async t => {
  const contract = await contractCloud(t)
  await contract.control('billing/support', { account, plan: 'business' })
  const support = new Support(contract.cloud.client())
  const stateOf = async (clause: string) => ((await contract.control('terms/promises'))['promises'] as { clause: string, state: string }[])
    .find(each => each.clause === clause)?.state
  for (const [kind, clause] of [['materials', '1.3#1'], ['fault', '1.3#2'], ['voice-id', '54.7.1#3']] as const) {
    await contract.control('compliance/request', { account, kind, about: 'Send it.' })
    assert.equal(await stateOf(clause), 'outstanding')
    const { cases: [asked] = [] } = await support.describeCases({})
    assert.match(asked!.subject!, new RegExp(clause.replace(/[.]/g, '\\.')))
    await support.addCommunicationToCase({ caseId: asked!.caseId, communicationBody: 'Here it is.' })
    assert.equal(await stateOf(clause), 'attested')
    await support.resolveCase({ caseId: asked!.caseId })
  }
})
