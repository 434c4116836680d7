// Mail, machines and lines: what is tried on them, and what it costs though it fails.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBooks, payer } from '../money/books.ts'
import { account, contractCloud } from './contract.ts'
import type { ContractCloud } from './contract.ts'

/** What a desk said: the refusal, or `done`. */
function desksOf(contract: ContractCloud) {
  return async (path: string, given: object) => String((await contract.control(path, { account, ...given }))['message'] ?? 'done')
}

const virus = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

test('15.3#1, 15.4#1: every mail is scanned, and spam and viruses are refused', async t => {
  const contract = await contractCloud(t)
  const mail = { account, from: 'a@example.com', to: 'b@example.org' }
  assert.deepEqual((await contract.control('ses/mail', mail))['verdict'], { spam: 'PASS', virus: 'PASS' })
  assert.match((await contract.log())[0]!.did, /^scanned/)
  const send = desksOf(contract)
  assert.match(await send('ses/mail', { ...mail, body: virus }), /15\.4#1/)
  assert.match(await send('ses/mail', { ...mail, spamPercent: 95 }), /15\.4#1/)
})

test('15.4#2: too many bounces pause the account, as its own API shows, until it may send again', async t => {
  const contract = await contractCloud(t)
  const send = desksOf(contract)
  const mail = (outcome: string) => send('ses/mail', { from: 'a@example.com', to: 'b@example.org', outcome })
  for (let i = 0; i < 90; i += 1) assert.equal(await mail('delivered'), 'done')
  for (let i = 0; i < 10; i += 1) assert.equal(await mail('bounce'), 'done')
  assert.match(await mail('delivered'), /AccountSendingPaused/)
  assert.equal((await contract.ask('ses:GetAccountSendingEnabled'))['Enabled'], false)
  assert.equal(await send('ses/resume', {}), 'done')
  assert.equal((await contract.ask('ses:GetAccountSendingEnabled'))['Enabled'], true)
})

test('15.4#3: an identity whose feedback address takes no mail sends none', async t => {
  const send = desksOf(await contractCloud(t))
  await send('ses/feedback-failed', { identity: 'a@example.com' })
  assert.match(await send('ses/mail', { from: 'a@example.com', to: 'b@example.org' }), /15\.4#3/)
  assert.equal(await send('ses/mail', { from: 'c@example.com', to: 'b@example.org' }), 'done')
})

test('15.5: a mail that is blocked or late outside is paid for', async t => {
  const books = await openBooks(t)
  for (const outcome of ['delivered', 'blocked', 'late']) {
    await books.post('ses/mail', { account: payer, from: 'a@example.com', to: 'b@example.org', outcome })
  }
  const { lines } = await books.bill('2027-03')
  assert.deepEqual(lines.map(({ usageType, quantity }) => [usageType, quantity]), [['Recipients', '3']])
})

test('25.2#2: addresses of a user pool get notices of access only', async t => {
  const send = desksOf(await contractCloud(t))
  assert.equal(await send('appstream/mail', { to: 'a@example.com', purpose: 'access' }), 'done')
  assert.match(await send('appstream/mail', { to: 'a@example.com', purpose: 'news' }), /25\.2#2/)
})

test('31.2, 31.4#1, 31.4#2: mailboxes filter what comes, and send neither in bulk nor unasked', async t => {
  const contract = await contractCloud(t)
  const folder = async (more: object) =>
    (await contract.control('workmail/incoming', { account, from: 'x@y.z', to: 'a@b.c', ...more }))['folder']
  assert.deepEqual([await folder({}), await folder({ spamPercent: 99 }), await folder({ body: virus })], ['inbox', 'junk', 'dropped'])
  const send = desksOf(contract)
  const out = (from: string, recipients: number, more: object = {}) => send('workmail/outgoing', { from, recipients, ...more })
  assert.equal(await out('ann', 9000), 'done')
  assert.match(await out('ann', 2000), /31\.4#1/)
  await contract.cloud.clock.advance('1d')
  assert.equal(await out('ann', 2000), 'done')
  assert.match(await out('bob', 1, { spamPercent: 99 }), /31\.4#2/)
  assert.match(await out('bob', 1), /31\.4#2/)
})

test('31.3, 57: mailboxes and brokers are paid for in full, whatever becomes of their messages outside', async t => {
  const books = await openBooks(t)
  books.stand('workmail', 'Users', 2)
  await books.post('workmail/outgoing', { account: payer, from: 'ann', recipients: 5, outcome: 'blocked' })
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  for (const [BrokerName, DeploymentMode] of [['orders', 'SINGLE_INSTANCE'],
    ['bills', 'ACTIVE_STANDBY_MULTI_AZ']]) await contract.ask('mq:CreateBroker', {
    BrokerName, DeploymentMode, EngineType: 'ACTIVEMQ', HostInstanceType: 'mq.m5.large',
    PubliclyAccessible: false, Users: [{ Username: 'admin', Password: 'Secret-12345' }],
  })
  await contract.cloud.clock.advance('1mo')
  await books.cloud.clock.advance('1mo')
  const { bills: [bill] } = await contract.control(`bill?account=${account}&month=2027-03`) as { bills: { beforeTax: string }[] }
  assert.equal(Number(bill!.beforeTax).toFixed(2), (744 * 3 * 0.288).toFixed(2))
  assert.equal((await books.bill('2027-03')).total, '8.00')
})

const tries: readonly { readonly clause: string, readonly path: string, readonly refused: object, readonly allowed: object }[] = [
  { clause: '35.2.i', path: 'devicefarm/command', refused: { run: 'r', command: 'nmap 10.0.0.0/24' },
    allowed: { run: 'r', command: 'logcat' } },
  { clause: '35.2.ii', path: 'devicefarm/traffic', refused: { run: 'r', from: 'host' }, allowed: { run: 'r', from: 'device' } },
  { clause: '35.2.iii', path: 'devicefarm/command', refused: { run: 'r', command: 'su -c id' },
    allowed: { run: 'r', command: 'pm list packages' } },
  { clause: '35.2.v', path: 'devicefarm/command', refused: { run: 'r', command: 'am broadcast -a android.intent.action.MASTER_CLEAR' },
    allowed: { run: 'r', command: 'ls' } },
  { clause: '17.1', path: 'elasticache/command', refused: { cluster: 'c', command: 'CONFIG SET maxmemory 1' },
    allowed: { cluster: 'c', command: 'GET key' } },
  { clause: '61', path: 'appsync/load', refused: { api: 'a', rate: 5000 }, allowed: { api: 'a', rate: 5000, permission: true } },
  { clause: '26.3#1', path: 'workspaces/inbound', refused: { workspace: 'ws-1', port: 80 }, allowed: { workspace: 'ws-1', port: 4172 } },
]

for (const { clause, path, refused, allowed } of tries) {
  test(`${clause}: ${path} ${JSON.stringify(refused)}`, async t => {
    const ask = desksOf(await contractCloud(t))
    assert.match(await ask(path, refused), new RegExp(`Service Terms ${clause.replace('.', '\\.')}`))
    assert.equal(await ask(path, allowed), 'done')
  })
}

test('35.2.iv: nothing that a test installs outlives its session', async t => {
  const contract = await contractCloud(t)
  const apps = async () => (await contract.control('devicefarm/device', { account, run: 'r' }))['apps']
  await contract.control('devicefarm/install', { account, run: 'r', app: 'spy' })
  assert.deepEqual(await apps(), ['spy'])
  await contract.control('devicefarm/end', { account, run: 'r' })
  assert.deepEqual(await apps(), [])
})

test('51.3: an instance that passes on other services\' data is throttled, then suspended', async t => {
  const contract = await contractCloud(t)
  const ask = desksOf(contract)
  const pass = () => ask('lightsail/traffic', { instance: 'proxy', gigabytes: 100, passedOn: 90 })
  assert.equal(await pass(), 'done')
  assert.match((await contract.log())[0]!.did, /throttled proxy/)
  for (let i = 0; i < 2; i += 1) await pass()
  assert.match(await pass(), /51\.3/)
  assert.equal(await ask('lightsail/traffic', { instance: 'site', gigabytes: 100 }), 'done')
})

test('26.6#1, 26.6#2: a desktop that reaches the licence server is activated; one that is kept from it is unhealthy, and told', async t => {
  const contract = await contractCloud(t)
  const start = async (blocked: boolean) => (await contract.control('workspaces/start', { account, workspace: 'ws-1', blocked }))['state']
  assert.deepEqual([await start(false), await start(true)], ['AVAILABLE', 'UNHEALTHY'])
})

test('26.7#1, 26.7#2: an update keeps what is on drive D, and nothing else that a user saved', async t => {
  const contract = await contractCloud(t)
  for (const file of ['D:\\Users\\ann\\plan.txt', 'C:\\temp\\x.txt']) await contract.control('workspaces/file',
    { account, workspace: 'ws-1', file })
  await contract.cloud.clock.advance('1h')
  const { kept, discarded } = await contract.control('workspaces/update', { account, workspace: 'ws-1' })
  assert.deepEqual([kept, discarded], [['D:\\Users\\ann\\plan.txt'], ['C:\\temp\\x.txt']])
})

test('66.2#2: of a worker\'s device only figures of its running are fetched', async t => {
  const contract = await contractCloud(t)
  const answer = await contract.control('worklink/check', { account, device: 'd', fields: ['osVersion', 'photos'] })
  assert.deepEqual([answer['fetched'], answer['excluded']], [['osVersion'], ['photos']])
})

test('77.3: a workbook that is only a store of data loses its content', async t => {
  const contract = await contractCloud(t)
  await contract.control('honeycode/content', { account, workbook: 'w', rows: 200_000, apps: 1 })
  assert.deepEqual(await contract.log(), [])
  await contract.control('honeycode/content', { account, workbook: 'w', rows: 200_000 })
  assert.match((await contract.log())[0]!.did, /deleted the content of w/)
})

test('20.1#2: a listed image is not copied out of the services', async t => {
  const contract = await contractCloud(t)
  await contract.control('marketplace/product', { account, image: 'ami-12345678', code: 'prod-1' })
  const { fault } = await contract.call('ec2:ExportImage', {
    ImageId: 'ami-12345678', DiskImageFormat: 'VMDK', S3ExportLocation: { S3Bucket: 'out' },
  })
  assert.deepEqual([fault?.code, /prod-1/.test(fault?.message ?? '')], ['InvalidParameterValue', true])
})

test('40.1#2, 40.1#3: an administrator changes users; the end of the subscription takes their access', async t => {
  const contract = await contractCloud(t)
  const of = { AwsAccountId: account }
  await contract.ask('quicksight:CreateAccountSubscription', {
    ...of, AccountName: 'insights', NotificationEmail: 'a@example.com', AuthenticationMethod: 'IAM_AND_QUICKSIGHT', Edition: 'ENTERPRISE',
  })
  const user = { ...of, Namespace: 'default', UserName: 'ann' }
  const made = await contract.call('quicksight:RegisterUser',
    { ...of, Namespace: 'default', IdentityType: 'QUICKSIGHT', Email: 'a@example.com',
    UserRole: 'READER', UserName: 'ann' })
  assert.equal(made.fault, undefined, made.fault?.message)
  await contract.ask('quicksight:UpdateUser', { ...user, Email: 'a@example.com', Role: 'AUTHOR' })
  assert.equal(((await contract.ask('quicksight:DescribeUser', user))['User'] as { Role: string }).Role, 'AUTHOR')
  await contract.ask('quicksight:DeleteAccountSubscription', of)
  assert.equal((await contract.call('quicksight:DescribeUser', user)).fault?.code, 'ResourceNotFoundException')
})

test('16.2#1: the site\'s operator cables what the letter names', async t => {
  const contract = await contractCloud(t)
  const { connectionId } = await contract.ask('directconnect:CreateConnection',
    { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'main' })
  await contract.control('directconnect/letter', { account, connection: connectionId })
  assert.match((await contract.log())[0]!.did, /operator of EqDC2 may cable \S+ \(1Gbps\)/)
})

test('16.4#1, 16.4#2, 16.4#3: when a line is down, traffic goes over the internet, through a VPN, or nowhere', async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const { connectionId: connection } = await contract.ask('directconnect:CreateConnection', {
    location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'main',
  })
  const send = async (to: string) => {
    await contract.control('directconnect/traffic', { account, connection, gigabytes: 1000, to })
    return (await contract.log())[0]!.did.replace(/:? ?(dropped )?1000 GB( went)?/, '').trim()
  }
  assert.match(await send('vpc'), /over the line/)
  await contract.control('directconnect/line', { account, connection, down: true })
  assert.match(await send('public'), /internet at the standard price/)
  assert.match(await send('vpc'), /no tunnel/)
  const { CustomerGateway } = await contract.ask('ec2:CreateCustomerGateway', { Type: 'ipsec.1', BgpAsn: 65000, IpAddress: '198.51.100.1' })
  const { CustomerGatewayId } = CustomerGateway as { CustomerGatewayId: string }
  const { VpnGateway } = await contract.ask('ec2:CreateVpnGateway', { Type: 'ipsec.1' })
  await contract.ask('ec2:CreateVpnConnection', {
    CustomerGatewayId, Type: 'ipsec.1', VpnGatewayId: (VpnGateway as { VpnGatewayId: string }).VpnGatewayId,
  })
  assert.match(await send('vpc'), /through the VPN/)
  const { bills: [bill] } = await contract.control(`bill?account=${account}`) as
    { bills: { lines: { usageType: string, quantity: string, service: string }[] }[] }
  const traffic = bill!.lines.filter(({ usageType }) => /Data(Xfer|Transfer)/.test(usageType))
  const sum = (type: RegExp) => traffic.filter(({ usageType }) => type.test(usageType)).reduce((all, { quantity }) => all
    + Number(quantity), 0)
  assert.deepEqual([sum(/DataXfer/), sum(/DataTransfer/)], [1000, 2000])
})
