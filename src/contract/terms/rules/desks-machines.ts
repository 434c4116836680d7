// Machines that the provider runs for customers and that no API reaches into: phones of the device farm, nodes of caches, desktops, devices
// of workers, databases under another's licence (Service Terms 17, 26, 35, 51, 61, 66, 77). What is tried on them is said at a desk.

import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import { refusal } from '../refusal.ts'
import type { Rule } from '../rule.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** What a test may not do on a phone or its host, by clause. */
const phones: Readonly<Record<string, { readonly tried: RegExp, readonly why: string }>> = {
  '35.2.i': { tried: /\b(nmap|masscan|arp-scan|zmap)\b|\bping\b.*\.(0|255)\b/, why: 'networks of the farm are not explored' },
  '35.2.iii': { tried: /\b(su|magisk|jailbreak|fastboot\s+oem\s+unlock|unlock-bootloader)\b|setenforce 0/,
    why: 'devices are not rooted or unlocked' },
  '35.2.v': { tried: /factory.?reset|MASTER_CLEAR|settings put (global|secure)|recovery --wipe/i,
    why: 'devices are not reset or set otherwise' },
}

const farm: readonly Rule[] = [
  desk({
    path: 'devicefarm/command', says: 'a test runs a command on a device', takes: { run: 'text', command: 'text' },
    bars: Object.fromEntries(Object.entries(phones).map(([clause, { tried, why }]) =>
      [clause, ({ given }: Asked) => tried.test(text(given['command'])) ? `Stopped: ${why}.` : undefined])),
  }),
  desk({
    path: 'devicefarm/traffic', says: 'traffic to the internet from a device or its host',
      takes: { run: 'text', from: 'text', approved: 'flag' },
    bars: {
      '35.2.ii': ({ given }) => given['from'] === 'host' && given['approved'] !== true
        ? 'Blocked: test hosts reach the internet with an approval only.' : undefined,
    },
  }),
  desk({ path: 'devicefarm/install', says: 'a test installs something', takes: { run: 'text', app: 'text' } }),
  desk({ path: 'devicefarm/end', says: 'a session ends: the device and its host are wiped', takes: { run: 'text' }, name: 'run',
    does: { '35.2.iv': ({ given }) => `wiped the device and host of ${text(given['run'])}` } }),
  desk({
    path: 'devicefarm/device', says: 'what is on the device of a run', takes: { run: 'text' }, clauses: ['35.2.iv'],
    answers: ({ kept, given }) => ({
      apps: kept('devicefarm/end').some(({ run }) => run === given['run']) ? []
        : kept('devicefarm/install').filter(({ run }) => run === given['run']).map(({ app }) => app),
    }),
  }),
]

/** "Supported and restricted Redis OSS commands", ElastiCache User Guide. */
const restricted = new Set(['acl', 'bgrewriteaof', 'bgsave', 'config', 'debug', 'migrate', 'psync', 'replicaof', 'save', 'shutdown',
  'slaveof', 'sync'])

const nodes: readonly Rule[] = [
  desk({
    path: 'elasticache/command', says: 'a client sends a command to a node', takes: { cluster: 'text', command: 'text' },
    bars: {
      '17.1': ({ given }) => {
        const [name = ''] = text(given['command']).toLowerCase().split(/\s/)
        return restricted.has(name) ? `ERR unknown command '${name}'` : undefined
      },
    },
  }),
  desk({
    path: 'appsync/load', says: 'a client calls an API so many times a second, as a test of load or a scan',
    takes: { api: 'text', rate: 'count', permission: 'flag' },
    bars: {
      // "GraphQL API tokens per second", AppSync's quotas: 2,000.
      '61': ({ given }) => Number(given['rate']) > 2000 && given['permission'] !== true
        ? 'TooManyRequestsException: tests of load and scans need a written permission.' : undefined,
    },
  }),
  desk({
    path: 'lightsail/traffic', says: 'gigabytes through an instance, and how many of them it passes on between other services',
    takes: { instance: 'text', gigabytes: 'count', passedOn: 'count?' },
    bars: {
      '51.3': ({ kept, given }) => {
        const before = kept('lightsail/traffic').filter(({ instance }) => instance === given['instance'])
        const proxied = before.filter(each => Number(each['passedOn'] ?? 0) * 2 > Number(each['gigabytes']))
        return proxied.length >= 3 ? 'Suspended: the instance evades other services\' fees for data.' : undefined
      },
    },
    does: {
      '51.3': ({ given }) => Number(given['passedOn'] ?? 0) * 2 > Number(given['gigabytes'])
        ? `throttled ${text(given['instance'])}: most of its data are other services'` : undefined,
    },
  }),
]

/** Ports over which a desktop is shown. Source: "IP address and port requirements", WorkSpaces Administration Guide. */
const shownBy = [443, 4172, 4195]

const desktops: readonly Rule[] = [
  desk({
    path: 'workspaces/inbound', says: 'somebody connects to a desktop', takes: { workspace: 'text', port: 'count' },
    bars: {
      '26.3#1': ({ given }) => shownBy.includes(Number(given['port'])) ? undefined
        : 'Dropped: a desktop takes no connections but the one that shows it.',
    },
  }),
  desk({
    path: 'workspaces/start', says: 'a desktop starts, and asks for its activation', takes: { workspace: 'text', blocked: 'flag' },
    name: 'workspace',
    does: {
      '26.6#1': ({ given }) => given['blocked'] === true ? undefined : `${text(given['workspace'])} reached the licence server: activated`,
      '26.6#2': ({ office, rule, account, given }) => {
        if (given['blocked'] !== true) return undefined
        office.announce({ ...rule, clauses: ['26.6#2'] }, { account, region: 'us-east-1' }, {
          service: 'WORKSPACES', word: 'ACTIVATION_BLOCKED', category: 'issue', affected: [text(given['workspace'])],
          text: `${text(given['workspace'])} cannot reach the licence server. Let it through: activation may not be blocked.`,
        })
        return `${text(given['workspace'])} is UNHEALTHY: its activation is blocked`
      },
    },
    answers: ({ given }) => ({ state: given['blocked'] === true ? 'UNHEALTHY' : 'AVAILABLE' }),
  }),
  desk({ path: 'workspaces/file', says: 'a user saves a file', takes: { workspace: 'text', file: 'text' } }),
  desk({
    path: 'workspaces/update', says: 'the provider updates a desktop: what its image and drive D hold stays', takes: { workspace: 'text' },
    does: { '26.7#1': ({ given }) => `updated ${text(given['workspace'])}` },
    clauses: ['26.7#2'],
    answers: ({ kept, given, office }) => {
      const since = kept('workspaces/update').filter(({ workspace, at }) => workspace === given['workspace']
        && at < office.now()).at(-1)?.at ?? 0
      const files = kept('workspaces/file').filter(({ workspace, at }) => workspace === given['workspace'] && at >= since)
        .map(({ file }) => text(file))
      const stays = (file: string) => /^D:\\/i.test(file)
      return { kept: files.filter(stays), discarded: files.filter(file => !stays(file)) }
    },
  }),
]

/** What may be fetched from a worker's device. */
const fetched = ['batteryLevel', 'clientVersion', 'crashLog', 'diskFree', 'latencyMs', 'osVersion']

const workers: readonly Rule[] = [
  desk({
    path: 'worklink/check', says: 'a check of a worker\'s device asks for these fields', takes: { device: 'text', fields: 'texts' },
      clauses: ['66.2#2'],
    answers: ({ given }) => ({
      fetched: (given['fields'] as string[]).filter(field => fetched.includes(field)),
      excluded: (given['fields'] as string[]).filter(field => !fetched.includes(field)),
    }),
  }),
  desk({
    path: 'honeycode/content', says: 'what a workbook holds: rows, apps and automations',
      takes: { workbook: 'text', rows: 'count', apps: 'count?' },
    does: {
      // The terms name no number: so many rows without an app are a data store.
      '77.3': ({ given }) => Number(given['rows']) > 100_000 && given['apps'] === undefined
        ? `deleted the content of ${text(given['workbook'])}: it served as a data store` : undefined,
    },
  }),
]

const listings: readonly Rule[] = [
  desk({ path: 'marketplace/product', says: 'an image is a listed product\'s', takes: { image: 'text', code: 'text' }, name: 'image' }),
  refusal({
    id: 'listed-content', clauses: ['20.1#2'], says: 'What is listed is not taken out of the services.',
    on: ['ec2:ExportImage', 'ec2:ModifyImageAttribute', 'ec2:CopyImage', 'ec2:CreateImage'], code: 'InvalidParameterValue',
    when: ({ office, input }) => {
      const listed = office.keptByAll('marketplace/product').find(({ image }) => image === (input['ImageId'] ?? input['SourceImageId']))
      return listed === undefined ? undefined
        : `${text(listed['image'])} has the product code ${text(listed['code'])}: it cannot be copied out.`
    },
  }),
]

const accounts = (input: Readonly<Record<string, unknown>>) => text(input['AwsAccountId'])

const quicksight: readonly Rule[] = [
  {
    id: 'quicksight-subscription', clauses: ['40.1#2'], says: 'A subscription that has ended is known.',
    reactions: {
      'quicksight:DeleteAccountSubscription': { after: ({ office, input }) => {
        office.table('quicksight.ended').put(accounts(input), { at: office.now() })
      } },
      'quicksight:CreateAccountSubscription': { after: ({ office, input }) =>
        { office.table('quicksight.ended').delete(accounts(input)) } },
    },
  },
  refusal({
    id: 'quicksight-ended', clauses: ['40.1#2'], says: 'Users lose access with the account\'s subscription.',
    on: ['quicksight:DescribeUser', 'quicksight:ListUsers', 'quicksight:RegisterUser', 'quicksight:UpdateUser',
      'quicksight:GetDashboardEmbedUrl'],
    code: 'ResourceNotFoundException', status: 404,
    when: ({ office, input }) => office.table('quicksight.ended').has(accounts(input)) ? 'The account has no subscription to QuickSight.'
      : undefined,
  }),
]

export const machineDesks: readonly Rule[] = [...farm, ...nodes, ...desktops, ...workers, ...listings, ...quicksight]
