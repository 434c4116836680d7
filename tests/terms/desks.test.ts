// What no public API is for happens at desks: what each clause asks there, refuses, records and does, over Orrery's own face.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Cloud } from '../../src/index.ts'
import { account, ContractCloud } from './contract.ts'

type Given = Record<string, unknown>
type Step = readonly [desk: string, given?: Given] | string

interface Recorded { readonly clause: string, readonly desk: string, readonly given?: Given }

/** Promises without which a desk does nothing. */
const promises: readonly Recorded[] = [
  { clause: '6#1', desk: 'awis/key', given: { purpose: 'enrich' } }, { clause: '6#3', desk: 'awis/key', given: { purpose: 'enrich' } },
  { clause: '9.4#1', desk: 'snowmobile/order', given: { site: 'north' } },
  { clause: '9.4#4', desk: 'snowmobile/order', given: { site: 'north' } },
  { clause: '18.2#1', desk: 'govcloud/enroll', given: { company: 'c', verified: true } },
  { clause: '26.4#1', desk: 'software/workspaces-client' }, { clause: '28.7', desk: 'workdocs/office365' },
  { clause: '28.8#1', desk: 'workdocs/hancom', given: { session: 's' } }, { clause: '32.1', desk: 'wam/assign', given: { app: 'a' } },
  { clause: '42.2.b', desk: 'lumberyard/release', given: { project: 'p', engineFrom: '2026-01-01' } },
  { clause: '42.7#1', desk: 'lumberyard/release', given: { project: 'p', engineFrom: '2026-01-01' } },
  { clause: '42.4', desk: 'lumberyard/project', given: { name: 'q' } }, { clause: '45.8', desk: 'proserve/material', given: { name: 'm' } },
  { clause: '59.5', desk: 'a4b/room', given: { name: 'r' } }, { clause: '59.8#2', desk: 'a4b/communication' },
  { clause: '62.3', desk: 'sumerian/scene', given: { scene: 's', address: 'a' } },
  { clause: '63.3', desk: 'robomaker/publication', given: { simulation: 's' } },
  { clause: '66.1#1', desk: 'software/worklink-client' }, { clause: '68#1', desk: 'certification/enroll', given: { name: 'n' } },
  { clause: '70.4#1', desk: 'iq/grant', given: { role: 'r' } }, { clause: '71#2', desk: 'rdsvmware/register', given: { zone: 'z' } },
  { clause: '71#6', desk: 'rdsvmware/register', given: { zone: 'z' } }, { clause: '74.1', desk: 'emp/package', given: { package: 'p' } },
]

/** Licences that are taken, and what is told, by doing it. */
const records: readonly Recorded[] = [
  { clause: '1.8#2', desk: 'attest/benchmark', given: { service: 'sqs', publish: false } },
  { clause: '19.2', desk: 'software/dynamodb-local' }, { clause: '21', desk: 'software/data-pipeline-task-runner' },
  { clause: '26.4#2', desk: 'software/workspaces-client' }, { clause: '28.4', desk: 'software/workdocs-sync' },
  { clause: '28.5', desk: 'software/workdocs-application' }, { clause: '28.6', desk: 'software/workdocs-web-clipper' },
  { clause: '28.8#2', desk: 'workdocs/hancom', given: { session: 's' } },
    { clause: '28.9#1', desk: 'workdocs/site', given: { name: 'ours' } },
  { clause: '42.2.a', desk: 'lumberyard/project', given: { name: 'q' } },
    { clause: '42.5', desk: 'lumberyard/project', given: { name: 'q' } },
  { clause: '42.7#2', desk: 'lumberyard/release', given: { project: 'p', engineFrom: '2026-01-01' } },
  { clause: '42.8#2', desk: 'lumberyard/forum', given: { lines: 1, credited: true } },
  { clause: '42.9', desk: 'lumberyard/project', given: { name: 'q' } }, { clause: '43.3', desk: 'software/gamelift-local' },
  { clause: '45.2', desk: 'proserve/sow', given: { name: 's', entity: 'e', monthly: '10' } },
  { clause: '45.5', desk: 'proserve/deliverable', given: { name: 'd', kind: 'document' } },
  { clause: '45.10', desk: 'proserve/personnel', given: { names: ['n'] } }, { clause: '49', desk: 'software/athena-drivers' },
  { clause: '50.7', desk: 'software/mobile-sdk' }, { clause: '59.1', desk: 'a4b/registerdevice', given: { device: 'd' } },
  { clause: '59.4#1', desk: 'a4b/enableskill', given: { skill: 's' } },
    { clause: '59.7#2', desk: 'a4b/call', given: { number: '+14155550100' } },
  { clause: '59.8#3', desk: 'a4b/communication' }, { clause: '62.2.a', desk: 'sumerian/scene', given: { scene: 's', address: 'a' } },
  { clause: '62.2.c', desk: 'sumerian/scene', given: { scene: 's', address: 'a' } },
  { clause: '63.2.b', desk: 'robomaker/publication', given: { simulation: 's' } },
  { clause: '63.2.c', desk: 'robomaker/publication', given: { simulation: 's' } },
  { clause: '65.1', desk: 'sas/sow', given: { name: 's', entity: 'e', monthly: '10' } },
  { clause: '65.5', desk: 'sas/deliverable', given: { name: 'd' } },
  { clause: '67.1', desk: 'training/order', given: { name: 'o', entity: 'e', country: 'DE' } },
  { clause: '67.2', desk: 'training/order', given: { name: 'o', entity: 'e', country: 'DE' } },
  { clause: '69', desk: 'software/migration-collector' }, { clause: '70.1', desk: 'iq/proposal', given: { expert: 'x' } },
  { clause: '70.3', desk: 'iq/listing', given: { name: 'l' } }, { clause: '70.5', desk: 'iq/signup' },
  { clause: '71#3', desk: 'rdsvmware/register', given: { zone: 'z' } }, { clause: '74.3', desk: 'emp/package', given: { package: 'p' } },
  { clause: '81.7', desk: 'software/mobile-sdk' },
]

interface Refusal { readonly clause: string, readonly desk: string, readonly first?: readonly Step[], readonly refused: Given,
  readonly code: string,
  readonly passes?: readonly Step[] }

const project: Step = ['lumberyard/project', { name: 'p' }]
const game = { project: 'p', engineFrom: '2026-01-01' }
const team: readonly Step[] = [['honeycode/team', { team: 't', owner: 'ann' }]]

/** What is refused, after some steps; and what passes afterwards, steps among it. */
const refusals: readonly Refusal[] = [
  { clause: '1.8#1', desk: 'attest/benchmark', refused: { service: 'sqs', publish: true }, code: 'DisclosureMissing',
    passes: [['attest/benchmark', { service: 'sqs', publish: true, disclosure: 'all' }]] },
  { clause: '10.3.1#6', desk: 'attest/benchmark', refused: { service: 'oracle', publish: true }, code: 'NotAllowed',
    passes: [['attest/benchmark', { service: 'oracle', publish: false }]] },
  { clause: '50.5#2', desk: 'attest/benchmark', refused: { service: 'lookoutmetrics' }, code: 'NotAllowed' },
  { clause: '5.1.2', desk: 'attest/resale', refused: { exception: 'none' }, code: 'NotAllowed',
    passes: [['attest/resale', { exception: 'own-applications' }]] },
  { clause: '4.1#2', desk: 'outposts/transfer', refused: { outpost: 'o', to: '111122223333' }, code: 'ValidationException' },
  { clause: '6#2', desk: 'awis/show', refused: { url: 'u' }, code: 'Stale',
    first: [['awis/key', { purpose: 'p' }], ['awis/answer', { url: 'u' }], ['awis/show', { url: 'u' }], '25h'],
    passes: [['awis/answer', { url: 'u' }], ['awis/show', { url: 'u' }]] },
  { clause: '9.4#5', desk: 'snowmobile/order', first: [['snowmobile/order', { site: 's' }], ['snowmobile/breach', { site: 's' }]],
    refused: { site: 's' }, code: 'Removed' },
  { clause: '9.7#1', desk: 'importexport/loss', refused: { job: 'j', amount: '10' }, code: 'NotCredited',
    passes: [['importexport/loss', { job: 'j' }]] },
  { clause: '28.8#3', desk: 'workdocs/hancom-access',
    first: [['workdocs/hancom', { session: 's' }], ['workdocs/hancom-access', { session: 's' }],
    ['workdocs/hancom-end', { session: 's' }]], refused: { session: 's' }, code: 'Unauthorized' },
  { clause: '28.9#3', desk: 'workdocs/site', refused: { name: 'Not A Site' }, code: 'ValidationException' },
  { clause: '32.2', desk: 'wam/package', refused: { app: 'a', target: 'laptop' }, code: 'NotAllowed',
    passes: [['wam/package', { app: 'a', target: 'workspaces' }]] },
  { clause: '33.2#1', desk: 'desktopapps/subscribe', refused: { listing: 'l' }, code: 'Withdrawn',
    first: [['desktopapps/subscribe', { listing: 'l' }], ['desktopapps/withdraw', { listing: 'l' }]],
    passes: [['desktopapps/subscribe', { listing: 'm' }]] },
  { clause: '33.2#2', desk: 'desktopapps/launch', refused: { listing: 'l' }, code: 'Removed',
    first: [['desktopapps/subscribe', { listing: 'l' }], ['desktopapps/launch', { listing: 'l' }],
      ['desktopapps/violation', { listing: 'l' }]] },
  { clause: '42.2.c', desk: 'lumberyard/publisher', first: [1, 2, 3, 4, 5].map(n => ['lumberyard/publisher', { name: `p${n}` }] as const),
    refused: { name: 'p6' }, code: 'LimitExceeded', passes: [['lumberyard/publisher', { name: 'p5' }]] },
  { clause: '42.2.d#1', desk: 'lumberyard/fork', refused: { repository: 'r', notice: true, clouds: ['rival'] }, code: 'NotAllowed',
    passes: [['lumberyard/fork', { repository: 'r', notice: true }]] },
  { clause: '42.6#1', desk: 'lumberyard/release', refused: game, code: 'RegistrationRequired',
    passes: [project, ['lumberyard/release', game]] },
  { clause: '42.6#2', desk: 'lumberyard/release', first: [project], refused: { ...game, engineFrom: '2021-01-01' }, code: 'ConsentRequired',
    passes: [['lumberyard/release', { ...game, engineFrom: '2021-01-01', consent: true }],
      ['lumberyard/release', { ...game, engineFrom: '2021-01-01' }]] },
  { clause: '42.8#1', desk: 'lumberyard/forum', refused: { lines: 51, credited: true }, code: 'TooManyLines',
    passes: [['lumberyard/forum', { lines: 50, credited: true }]] },
  { clause: '42.10#1, 42.10#2', desk: 'lumberyard/project', refused: { name: 'p', safetyCritical: true }, code: 'NotAllowed',
    passes: [['world/event', { kind: 'reanimating-outbreak', certifiedBy: 'CDC' }],
      ['lumberyard/project', { name: 'p', safetyCritical: true }]] },
  { clause: '42.11#1', desk: 'lumberyard/release', first: [project, ['lumberyard/licence', { cause: 'breach' }]], refused: game,
    code: 'LicenceEnded' },
  { clause: '42.11#2', desk: 'lumberyard/project', first: [project, ['lumberyard/licence', { cause: 'convenience' }]],
    refused: { name: 'q' },
    code: 'LicenceEnded', passes: [['lumberyard/release', game]] },
  { clause: '59.4#2', desk: 'a4b/enableskill', first: [['a4b/enableskill', { skill: 's' }], ['a4b/withdrawskill', { skill: 's' }]],
    refused: { skill: 's' }, code: 'Unavailable' },
  { clause: '59.6', desk: 'a4b/createprofile', refused: { name: 'n', minimumAge: 17 }, code: 'ValidationException',
    passes: [['a4b/createprofile', { name: 'n', minimumAge: 18 }]] },
  { clause: '59.8#1', desk: 'a4b/call', refused: { number: '112' }, code: 'EmergencyNotSupported' },
  { clause: '62.2.b', desk: 'sumerian/asset', first: [['sumerian/scene', { scene: 's', address: 'a' }]],
    refused: { scene: 's', through: 'b' },
    code: 'AccessDenied', passes: [['sumerian/asset', { scene: 's', through: 'a' }]] },
  { clause: '63.2.a', desk: 'robomaker/run', refused: { simulation: 's', host: 'elsewhere' }, code: 'NotAllowed',
    passes: [['robomaker/run', { simulation: 's', host: 'premises' }]] },
  { clause: '66.1#2', desk: 'worklink/signin',
    first: [1, 2, 3, 4, 5].map(n => ['worklink/signin', { user: 'u', device: `d${n}` }] as const),
    refused: { user: 'u', device: 'd6' }, code: 'LimitExceeded', passes: ['1mo', ['worklink/signin', { user: 'u', device: 'd6' }]] },
  { clause: '70.2#2', desk: 'iq/payment', first: [['iq/proposal', { expert: 'x' }], '23mo'],
    refused: { expert: 'x', amount: '9', outside: true },
    code: 'ExclusivityViolation', passes: ['32d', ['iq/payment', { expert: 'x', amount: '9', outside: true }]] },
  { clause: '71#1', desk: 'rdsvmware/access', refused: { zone: 'z', machine: 'm', selected: false }, code: 'AccessDenied',
    passes: [['rdsvmware/access', { zone: 'z', machine: 'm', selected: true }]] },
  { clause: '71#5', desk: 'rdsvmware/register', refused: { zone: 'z' }, code: 'AccessDenied',
    first: [['billing/support', { plan: 'developer' }]],
    passes: [['billing/support', { plan: 'business' }], ['rdsvmware/register', { zone: 'z' }]] },
  { clause: '74.2', desk: 'emp/run', first: [['emp/run', { package: 'p', on: 'premises' }], '31d'],
    refused: { package: 'p', on: 'premises' },
    code: 'TrialExpired', passes: [['emp/run', { package: 'p', on: 'cloud' }]] },
  { clause: '77.1.1#1', desk: 'honeycode/member', first: team, refused: { team: 't', by: 'eve', user: 'bob' }, code: 'AccessDenied',
    passes: [['honeycode/member', { team: 't', by: 'ann', user: 'bob', rights: ['invite'] }],
      ['honeycode/member', { team: 't', by: 'bob', user: 'eve', rights: ['edit'] }]] },
  { clause: '77.1.2', desk: 'honeycode/tier', first: team, refused: { team: 't', by: 'eve', tier: 'pro' }, code: 'AccessDenied',
    passes: [['honeycode/tier', { team: 't', by: 'ann', tier: 'pro' }]] },
  { clause: '77.1.3', desk: 'honeycode/open', first: [...team, ['honeycode/open', { team: 't', user: 'bob' }],
    ['honeycode/deletion', { team: 't', delegate: 'eve' }]], refused: { team: 't', user: 'bob' }, code: 'ResourceNotFound',
  passes: [['honeycode/open', { team: 't', user: 'eve' }]] },
]

interface DeedCase { readonly clause: string, readonly steps: readonly Step[], readonly did: RegExp, readonly not?: readonly Step[] }

const delivery: Step = ['snowball/delivery', { job: 'j', country: 'DE', fee: '250.00' }]

/** What comes of it, by the log; and the steps after which nothing of the kind comes. */
const deeds: readonly DeedCase[] = [
  { clause: '4.3#2', steps: [['outposts/damage', { outpost: 'o', amount: '70', cause: 'fork lift' }]], did: /charged 70 USD/,
    not: [['outposts/damage', { outpost: 'o', amount: '70', cause: 'provider' }]] },
  { clause: '4.4#3', steps: [['outposts/access', { outpost: 'o', actor: 'guest' }]], did: /breach/,
    not: [['outposts/access', { outpost: 'o', actor: 'emergency' }]] },
  { clause: '9.3#2', steps: [delivery, ['snowball/location', { job: 'j', country: 'FR' }]], did: /left DE/,
    not: [delivery, ['snowball/location', { job: 'j', country: 'DE' }]] },
  { clause: '9.4#2', steps: [['snowmobile/damage', { site: 's', amount: '70', cause: 'storm' }]], did: /charged 70 USD/,
    not: [['snowmobile/damage', { site: 's', amount: '70', cause: 'provider' }]] },
  { clause: '9.4#3', steps: [['snowmobile/move', { site: 's', supervised: false }]], did: /breach/,
    not: [['snowmobile/move', { site: 's', supervised: true }]] },
  { clause: '9.5', steps: [delivery, ['snowball/carrier', { job: 'j' }]], did: /erased/ },
  { clause: '9.6', steps: [['importexport/customs', { job: 'j', amount: '12' }]], did: /customs/ },
  { clause: '9.7#2, 9.7#3', steps: [delivery, ['snowball/loss', { job: 'j' }]], did: /charged 250.00 USD/ },
  { clause: '9.7#2', steps: [delivery, ['snowball/carrier', { job: 'j' }], ['snowball/loss', { job: 'j' }]], did: /carrier answers/ },
  { clause: '9.7#4', steps: [delivery, '91d'], did: /not returned in 90 days/,
    not: [delivery, '89d', ['snowball/carrier', { job: 'j' }], '9d'] },
  { clause: '9.2#1', steps: [['importexport/return', { job: 'j', outcome: 'delivered' }]], did: /sent the media/ },
  { clause: '9.2#3', steps: [['importexport/inspection', { job: 'j', condition: 'damaged' }]], did: /unsuitable/,
    not: [['importexport/inspection', { job: 'j', condition: 'good' }]] },
  { clause: '9.2#4', steps: [['importexport/return', { job: 'j', outcome: 'delivered', expense: '15' }]], did: /charged 15 USD/ },
  { clause: '9.2#6', steps: [['importexport/return', { job: 'j', outcome: 'undeliverable' }], '31d'],
    did: /counted the media as unsuitable/,
    not: [['importexport/return', { job: 'j', outcome: 'undeliverable' }], '20d', ['importexport/remedy', { job: 'j' }], '20d'] },
  { clause: '18.2#2', steps: [['govcloud/enroll', { company: 'c', verified: true }], '4d'], did: /approved c/,
    not: [['govcloud/enroll', { company: 'c', verified: true }], '1d'] },
  { clause: '45.3#1', steps: [['proserve/sow', { name: 's', entity: 'e', monthly: '10' }], '2mo'], did: /invoiced a month/,
    not: [['proserve/sow', { name: 's', entity: 'e', monthly: '10' }], ['proserve/end', { name: 's' }], '2mo'] },
  { clause: '65.3#1', steps: [['sas/sow', { name: 's', entity: 'e', monthly: '10' }], '1mo'], did: /invoiced a month/,
    not: [['sas/sow', { name: 's', entity: 'e', monthly: '10' }], '20d'] },
  { clause: '70.2#1', steps: [['iq/payment', { expert: 'x', amount: '100', outside: false }]], did: /charged 3 percent/,
    not: [['iq/payment', { expert: 'x', amount: '100', outside: true }]] },
  { clause: '77.1.1#2', steps: [['honeycode/usage', { team: 't', user: 'bob', amount: '5' }]], did: /charged the owner/ },
]

interface Shown { readonly clause: string, readonly steps: readonly (readonly [desk: string, given: Given])[], readonly shows: Given }

/** What a desk answers. */
const answers: readonly Shown[] = [
  { clause: '0#8', steps: [['console/preferences', { essential: false, advertising: false }]],
    shows: { essential: true, advertising: false } },
  { clause: '32.3', steps: [['wam/apps', { app: 'a', version: '1' }], ['wam/apps', { app: 'a', version: '2' }],
    ['wam/launch', { app: 'a' }]],
    shows: { version: '2' } },
  { clause: '45.6#1', steps: [['proserve/deliverable', { name: 'd', kind: 'document' }]], shows: { licence: 'CC-BY-4.0' } },
  { clause: '45.6#2', steps: [['proserve/deliverable', { name: 'd', kind: 'software' }]], shows: { licence: 'Apache-2.0' } },
  { clause: '45.7', steps: [['proserve/deliverable', { name: 'd', kind: 'software', licence: 'MIT' }]], shows: { licence: 'MIT' } },
]

describe('desks', () => {
  let contract: ContractCloud
  const open = async () => {
    await contract?.cloud.close()
    const cloud = await Cloud.open({ now: '2027-01-01T00:00:00Z', lifecycle: 'instant' })
    cloud.clock.freeze()
    contract = new ContractCloud(cloud)
    for (const { clause } of promises) await contract.control('terms/attest', { account, clause })
    await contract.control('billing/support', { account, plan: 'business' })
  }
  before(open)
  after(() => contract.cloud.close())

  const ask = (desk: string, given: Given = {}) => contract.control(desk, { account, ...given })
  const walk = async (steps: readonly Step[]) => {
    for (const step of steps) {
      if (typeof step === 'string') await contract.cloud.clock.advance(step)
      else assert.equal((await ask(...step))['message'], undefined, step[0])
    }
  }
  const found = async (clause: string) => (await contract.log()).filter(({ clauses }) => clauses.includes(clause.split(', ')[0]!))

  for (const { clause, desk, given } of promises) {
    test(`${clause}: ${desk} asks for a promise`, async () => {
      const states = await statesOf(desk, contract)
      await contract.cloud.reset()
      await contract.control('billing/support', { account, plan: 'business' })
      if (desk === 'lumberyard/release') await ask('lumberyard/project', { name: 'p', states: ['42.4'] })
      const asked = clause === '32.1' ? '26.1#2' : clause
      assert.ok(states.includes(asked), `${desk} needs ${states.join()}`)
      const without = await ask(desk, { ...given, states: states.filter(each => each !== asked) })
      assert.match(String(without['message']), new RegExp(`^NotStated.*\\(Service Terms ${asked.replace(/[.]/g, '\\.')}\\)`))
      const made = await ask(desk, { ...given, states })
      assert.ok((made['recorded'] as string[]).includes(`${asked} attested`), JSON.stringify(made))
    })
  }

  for (const { clause, desk, given } of records) {
    test(`${clause}: ${desk} records it`, async () => {
      await open()
      if (desk === 'lumberyard/release') await walk([project])
      assert.equal(await stateOf(clause), undefined)
      await walk([[desk, given ?? {}]])
      assert.match(String(await stateOf(clause)), /accepted|told/)
    })
  }
  const stateOf = async (clause: string) => {
    const { promises: made } = await contract.control('terms/promises') as { promises: { clause: string, state: string }[] }
    return made.find(each => each.clause === clause)?.state
  }

  for (const { clause, desk, first = [], refused, code, passes = [] } of refusals) {
    test(`${clause}: ${desk} refuses with ${code}`, async () => {
      await open()
      await walk(first)
      const { message } = await ask(desk, refused)
      assert.equal(String(message).split(':')[0], code)
      assert.match(String(message), new RegExp(`\\(Service Terms ${clause.split(', ')[0]!.replace(/[.]/g, '\\.')}\\)$`))
      await walk(passes)
    })
  }

  for (const { clause, steps, did, not } of deeds) {
    test(`${clause}: ${String(did)}`, async () => {
      if (not !== undefined) {
        await open()
        await walk(not)
        assert.deepEqual((await found(clause)).filter(entry => did.test(entry.did)), [])
      }
      await open()
      await walk(steps)
      const [entry] = (await found(clause)).filter(each => did.test(each.did))
      assert.ok(entry, JSON.stringify(await contract.log()))
    })
  }

  for (const { clause, steps, shows } of answers) {
    test(`${clause}: ${steps.at(-1)![0]} answers ${JSON.stringify(shows)}`, async () => {
      await open()
      await walk(steps.slice(0, -1))
      const [desk, given] = steps.at(-1)!
      const answer = await ask(desk, given)
      for (const [name, value] of Object.entries(shows)) assert.equal(answer[name], value)
    })
  }
})

/** What a desk's own example states. */
async function statesOf(desk: string, contract: ContractCloud): Promise<string[]> {
  const { entries } = await contract.control('') as { entries: { path: string, example: { states?: string[] } }[] }
  return entries.find(({ path }) => path === `/_orrery/${desk}`)?.example.states ?? []
}
