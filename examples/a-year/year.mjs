// A small company's year, through public clients: an organization, a web tier, workers, a table, a bucket, a Savings Plan bought in March,
// a reserved node in July, a credit, a card that declines in October. It winds the year and prints twelve invoices and the terms log.
// Run it with: node examples/a-year/year.mjs

import { fileURLToPath } from 'node:url'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { EC2 } from '@aws-sdk/client-ec2'
import { Organizations } from '@aws-sdk/client-organizations'
import { S3 } from '@aws-sdk/client-s3'
import { Savingsplans } from '@aws-sdk/client-savingsplans'
import { Cloud } from '../../dist/src/index.js'

export const company = '111122223333'

/** Lives the year. @returns the bills of its months, January first */
export async function year(print) {
  const cloud = await Cloud.open({ now: '2026-12-31T23:00:00Z', seed: 'a-year', log: line => { throw new Error(line) } })
  cloud.clock.freeze()
  await cloud.clock.set('2027-01-01T00:00:00Z')
  const { url, close } = await cloud.listen(0)
  try {
    const control = async (path, body) => {
      const response = await fetch(`${url}/_orrery/${path}`, body === undefined ? {} : {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
      })
      const answer = await response.json()
      if (!response.ok) throw new Error(`${path}: ${answer.message}`)
      return answer
    }
    const client = account => cloud.client({ accessKeyId: account })
    const [web, workers, data] = await accountsOf(new Organizations(client(company)), cloud)
    await instances(new EC2(client(web)), 'm5.large', 2)
    await new DynamoDB(client(data)).createTable({
      TableName: 'orders', KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 100 },
    })
    const s3 = new S3({ ...client(data), forcePathStyle: true })
    await s3.createBucket({ Bucket: 'company-archive' })
    await s3.putObject({ Bucket: 'company-archive', Key: 'year', Body: Buffer.alloc(1024) })
    await cloud.clock.set('2027-02-01T00:00:00Z')
    await control('billing/credits', { account: company, name: 'Activate', amount: '50.00', expires: '2027-12-31' })
    const pool = await instances(new EC2(client(workers)), 'c5.xlarge', 1)
    await cloud.clock.set('2027-03-01T00:00:00Z')
    const plans = new Savingsplans(client(company))
    const { searchResults } = await plans.describeSavingsPlansOfferings({
      planTypes: ['Compute'], paymentOptions: ['No Upfront'], durations: [31_536_000],
    })
    await plans.createSavingsPlan({ savingsPlanOfferingId: searchResults[0].offeringId, commitment: '0.1' })
    await cloud.clock.set('2027-07-01T00:00:00Z')
    await new EC2(client(workers)).terminateInstances({ InstanceIds: pool })
    await control('billing/commitments', { account: company, programme: 'redshift', usage: 'Node:dc2.large', payment: 'No Upfront' })
    await cloud.clock.set('2027-09-30T00:00:00Z')
    await control('billing/card', { account: company, declines: true })
    await cloud.clock.set('2027-10-20T00:00:00Z')
    await control('billing/card', { account: company, declines: false })
    const { bills: [september] } = await control(`bill?account=${company}&month=2027-09`)
    if (september.status !== 'overdue') throw new Error(`September is ${september.status}`)
    await control('billing/payments', { invoice: september.number, method: 'bank-transfer' })
    await cloud.clock.set('2028-01-05T00:00:00Z')
    const bills = []
    for (let month = 1; month <= 12; month += 1) {
      const { bills: [bill] } = await control(`bill?account=${company}&month=2027-${String(month).padStart(2, '0')}`)
      print(`${bill.number}  ${bill.status.padEnd(8)} ${bill.total.padStart(9)} USD`)
      bills.push(bill)
    }
    for (const entry of (await control('terms/log')).log ?? []) print(JSON.stringify(entry))
    return bills
  } finally {
    await close()
    await cloud.close()
  }
}

/** Three accounts that the organization makes. */
async function accountsOf(organizations, cloud) {
  await organizations.createOrganization({ FeatureSet: 'ALL' })
  const ids = []
  for (const name of ['web', 'workers', 'data']) {
    const { CreateAccountStatus: { Id } } = await organizations.createAccount({ AccountName: name, Email: `${name}@example.com` })
    for (let status; status?.State !== 'SUCCEEDED';) {
      status = (await organizations.describeCreateAccountStatus({ CreateAccountRequestId: Id })).CreateAccountStatus
      if (status.State === 'SUCCEEDED') ids.push(status.AccountId)
      else await cloud.clock.advance(10)
    }
  }
  return ids
}

async function instances(ec2, type, count) {
  const { Images } = await ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] })
  const { Instances } = await ec2.runInstances({ ImageId: Images[0].ImageId, InstanceType: type, MinCount: count, MaxCount: count })
  return Instances.map(({ InstanceId }) => InstanceId)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await year(line => { console.log(line) })
