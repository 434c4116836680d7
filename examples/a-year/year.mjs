// A small company's year, through public clients: an organization, a web tier, workers, a table, a bucket, a database; a Savings Plan
// bought in March, reserved nodes from April to July, a credit, a card that declines in October; and what it forgot: a SimpleDB domain, a
// Cognito pool, a Lambda function, a thing. It winds the year and prints twelve invoices and the terms log.
// Run it with: node examples/a-year/year.mjs

import { fileURLToPath } from 'node:url'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { EC2 } from '@aws-sdk/client-ec2'
import { ElastiCache } from '@aws-sdk/client-elasticache'
import { Organizations } from '@aws-sdk/client-organizations'
import { RDS } from '@aws-sdk/client-rds'
import { Redshift } from '@aws-sdk/client-redshift'
import { S3 } from '@aws-sdk/client-s3'
import { Savingsplans } from '@aws-sdk/client-savingsplans'
import AWS from 'aws-sdk'
import { Cloud } from '../../dist/src/index.js'

export const company = '111122223333'

/** Lives the year. @returns the bills of its months, January first, and what the terms did, oldest first */
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
    await forgottenThings(url, web)
    await cloud.clock.set('2027-02-01T00:00:00Z')
    await control('billing/credits', { account: company, name: 'Activate', amount: '50.00', expires: '2027-12-31' })
    const pool = await instances(new EC2(client(workers)), 'c5.xlarge', 1)
    await cloud.clock.set('2027-03-01T00:00:00Z')
    const plans = new Savingsplans(client(company))
    const { searchResults } = await plans.describeSavingsPlansOfferings({
      planTypes: ['Compute'], paymentOptions: ['No Upfront'], durations: [31_536_000],
    })
    await plans.createSavingsPlan({ savingsPlanOfferingId: searchResults[0].offeringId, commitment: '0.1' })
    await cloud.clock.set('2027-04-01T00:00:00Z')
    await reservedDatabase(new RDS(client(data)))
    await cloud.clock.set('2027-05-01T00:00:00Z')
    await reservedCache(new ElastiCache(client(web)))
    await cloud.clock.set('2027-07-01T00:00:00Z')
    await new EC2(client(workers)).terminateInstances({ InstanceIds: pool })
    await reservedWarehouse(new Redshift(client(company)))
    await cloud.clock.set('2027-09-30T00:00:00Z')
    await control('billing/card', { account: company, declines: true })
    await cloud.clock.set('2027-10-20T00:00:00Z')
    await control('billing/card', { account: company, declines: false })
    const { bills: [september] } = await control(`bill?account=${company}&month=2027-09`)
    if (september.status !== 'overdue') throw new Error(`September is ${september.status}`)
    await control('billing/payments', { invoice: september.number, method: 'bank-transfer' })
    await cloud.clock.set('2028-02-01T00:00:00Z')
    const bills = []
    for (let month = 1; month <= 12; month += 1) {
      const { bills: [bill] } = await control(`bill?account=${company}&month=2027-${String(month).padStart(2, '0')}`)
      print(`${bill.number}  ${bill.status.padEnd(8)} ${bill.total.padStart(9)} USD`)
      bills.push(bill)
    }
    const { entries } = await control('terms/log')
    const log = entries.reverse()
    for (const { at, account, did } of log) print(`${at.slice(0, 10)}  ${account}  ${did}`)
    return { bills, log }
  } finally {
    await close()
    await cloud.close()
  }
}

/** An archive without files. */
const emptyArchive = Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64')

/** A domain, a pool, a function and a thing that somebody tried once. */
async function forgottenThings(endpoint, accessKeyId) {
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId, secretAccessKey: 'any' } }
  await new AWS.SimpleDB({ ...settings, signatureVersion: 'v4' }).createDomain({ DomainName: 'visits' }).promise()
  await new AWS.CognitoIdentityServiceProvider(settings).createUserPool({ PoolName: 'players' }).promise()
  await new AWS.Lambda(settings).createFunction({
    FunctionName: 'thumbnails', Role: `arn:aws:iam::${accessKeyId}:role/thumbnails`, Runtime: 'nodejs20.x', Handler: 'index.handler',
    Code: { ZipFile: emptyArchive },
  }).promise()
  await new AWS.Iot(settings).createThing({ thingName: 'lamp' }).promise()
}

/** A database, and the reservation that covers it. */
async function reservedDatabase(rds) {
  const { ReservedDBInstancesOfferings: [offer] } = await rds.describeReservedDBInstancesOfferings({
    DBInstanceClass: 'db.m5.large', Duration: '1', ProductDescription: 'mysql', OfferingType: 'No Upfront', MultiAZ: false,
  })
  await rds.purchaseReservedDBInstancesOffering({ ReservedDBInstancesOfferingId: offer.ReservedDBInstancesOfferingId })
  await rds.createDBInstance({ DBInstanceIdentifier: 'orders', DBInstanceClass: 'db.m5.large', Engine: 'mysql', AllocatedStorage: 100 })
}

/** A cache, paid for a year in advance. */
async function reservedCache(elasticache) {
  const { ReservedCacheNodesOfferings: [offer] } = await elasticache.describeReservedCacheNodesOfferings({
    CacheNodeType: 'cache.m5.large', Duration: '31536000', ProductDescription: 'redis', OfferingType: 'All Upfront',
  })
  await elasticache.purchaseReservedCacheNodesOffering({ ReservedCacheNodesOfferingId: offer.ReservedCacheNodesOfferingId })
  await elasticache.createCacheCluster({ CacheClusterId: 'sessions', CacheNodeType: 'cache.m5.large', NumCacheNodes: 1, Engine: 'redis' })
}

/** A node that is reserved and never used. */
async function reservedWarehouse(redshift) {
  const { ReservedNodeOfferings: offers } = await redshift.describeReservedNodeOfferings({})
  const offer = offers.find(({ NodeType, Duration, OfferingType }) =>
    NodeType === 'dc2.large' && Duration === 31_536_000 && OfferingType === 'No Upfront')
  await redshift.purchaseReservedNodeOffering({ ReservedNodeOfferingId: offer.ReservedNodeOfferingId })
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
