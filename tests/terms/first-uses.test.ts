// What must be said before a first use, each clause through the public API: an account in strict mode is refused by the clause until it has
// said so; otherwise the promise is listed as outstanding, the licence as accepted, the disclosure as told, once the call has succeeded.

import assert from 'node:assert/strict'
import { before, after, describe, test } from 'node:test'
import { readRegister } from '../../src/contract/terms/clause.ts'
import { firstUses } from '../../src/contract/terms/rules/first-uses.ts'
import { Cloud } from '../../src/index.ts'
import type { Values } from '../../src/wire/protocol.ts'
import { inputFor } from '../derived/minimal-input.ts'
import { account, ContractCloud } from './contract.ts'

interface Occasion { readonly input?: Values, readonly profile?: object, readonly region?: string, readonly plan?: string }

const oracle = { Engine: 'oracle-ee', LicenseModel: 'license-included' }
const ownOracle = { Engine: 'oracle-ee', LicenseModel: 'bring-your-own-license' }
const crowd = 'arn:aws:sagemaker:us-east-1:394669845002:workteam/public-crowd/default'
const own = { LicenseType: 'BYOL', DiskContainers: [{ Url: 's3://own/disk.vmdk' }] }
const agency = { profile: { organisation: 'law-enforcement' } }

/** What makes a call fall under a clause that not every call falls under. */
const occasions: Readonly<Record<string, Occasion>> = {
  '1.11': { profile: { flags: ['personal-data'] } },
  '1.13': { profile: { flags: ['french-health'] } },
  '5.1.1#4': { profile: { flags: ['windows'] } },
  '5.1.1#2': { profile: { flags: ['windows'] } }, '5.1.1#3': { profile: { flags: ['windows'] } },
  '5.2#2': { input: { InstanceType: 'p3.2xlarge' } },
  '5.2#3': { profile: { flags: ['red-hat'] } }, '5.2#4': { profile: { flags: ['suse'] } },
  '9.11#3': { profile: { flags: ['dual-use'] } }, '9.11#4': { profile: { flags: ['military'] } },
  '5.2#1': { input: { InstanceType: 'g4dn.xlarge' } },
  '5.2#5': { input: { InstanceType: 'mac1.metal' } },
  '4.1#1': { plan: 'enterprise' }, '4.2': { plan: 'enterprise' }, '4.3#1': { plan: 'enterprise' },
  '5.6#3': { input: own }, '5.6#4': { input: own },
  '10.3.1#1': { input: oracle }, '10.3.1#3': { input: oracle }, '10.3.1#5': { input: oracle }, '10.3.1#7': { input: oracle },
  '10.3.1#8': { input: oracle }, '10.3.2#1': { input: ownOracle }, '10.3.2#2': { input: ownOracle },
  '10.4#1': { input: { Engine: 'sqlserver-ex' } }, '10.4#2': { input: { Engine: 'sqlserver-web' } },
  '18.1': { region: 'us-gov-west-1' },
  '16.2#2': { input: { providerName: 'a carrier' } },
  '23#2': { input: { Engine: 'ChefAutomate' } }, '23#3': { input: { Engine: 'Puppet' } },
  '25.1': { input: { InstanceType: 'stream.graphics-design.large' } },
  '50.4#5': { input: { childDirected: true } },
  '50.8.1': agency, '50.8.2': agency, '50.8.3': agency, '50.8.4': agency, '50.8': agency,
  '51.2#2': { input: { blueprintId: 'windows_server_2019' } },
  '54.2#2': { input: { InboundCallsEnabled: true } },
  '54.5#2': { input: { ResourceType: 'CALL_RECORDINGS' } },
  '54.6.b#1': { input: { AttributeType: 'CONTACT_LENS' } }, '54.6.c': { input: { AttributeType: 'CONTACT_LENS' } },
  '54.7.1.b#1': { profile: { flags: ['illinois'] } },
  '60.2': { input: { ResourceConfig: { InstanceType: 'ml.p3.2xlarge', VolumeSizeInGB: 1 } } },
  '60.4.c': {
    input: {
      HumanTaskConfig: { WorkteamArn: crowd },
      InputConfig: { DataAttributes: { ContentClassifiers: ['FreeOfPersonallyIdentifiableInformation', 'FreeOfAdultContent'] } },
    },
  },
  '76.2.b': { input: { HumanLoopConfig: { WorkteamArn: crowd } } },
  '76.3#1': { input: { HumanLoopConfig: { WorkteamArn: 'arn:aws:sagemaker:us-east-1:394669845002:workteam/vendor-crowd/a' } } },
  '64': { input: { FileSystemType: 'WINDOWS' } },
  '71#4': { input: { categoryCode: 'on-premises' } },
  '73.1#2': { input: { Type: 'EXPORT_ASSETS_TO_S3' } }, '73.2': { input: { Type: 'EXPORT_ASSETS_TO_S3' } },
}

const texts = new Map(readRegister().map(({ id, text }) => [id, text]))
const uses = firstUses(clause => texts.get(clause) ?? '')

describe('before a first use', () => {
  let contract: ContractCloud
  before(async () => {
    const cloud = await Cloud.open({ now: '2027-01-31T12:00:00Z', lifecycle: 'instant' })
    cloud.clock.freeze()
    contract = new ContractCloud(cloud)
  })
  after(() => contract.cloud.close())

  for (const { clause, kind, on } of uses) {
    test(`${clause}: ${kind} of ${on.join(', ')}`, async () => {
      const { input = {}, profile = {}, region, plan = 'basic' } = occasions[clause] ?? {}
      assert.notEqual(texts.get(clause), undefined)
      for (const name of on) {
        await contract.cloud.reset()
        const { input: shape } = contract.model(name)
        const whole = mergeInto(inputFor(shape, 1, member => member.name in input), input)
        await contract.control('billing/support', { account, plan })
        await contract.control('terms/profile', { account, ...profile, strict: true })
        const strict = await contract.call(name, whole, region)
        const isNamed = strict.fault?.message?.includes(`(Service Terms ${clause})`) ?? false
        if (kind !== 'disclosure') {
          // Another clause of the same call may speak first.
          const [said] = /Service Terms [^)]+/.exec(strict.fault?.message ?? '') ?? []
          assert.ok(isNamed || said !== undefined, `${name} in strict mode: ${JSON.stringify(strict)}`)
          for (const { clause: each, kind: other, on: where } of uses) if (other !== 'disclosure' && each !== clause
            && where.includes(name)) {
            await contract.control('terms/attest', { account, clause: each })
          }
          const alone = await contract.call(name, whole, region)
          assert.match(alone.fault?.message ?? '', new RegExp(`Service Terms ${clause.replace(/[.#]/g, '\\$&')}\\)`), name)
          await contract.control('terms/attest', { account, clause })
          assert.doesNotMatch((await contract.call(name, whole, region)).fault?.message ?? '', /Service Terms/)
        } else {
          assert.equal(isNamed, false, name)
        }
        await contract.cloud.reset()
        await contract.control('billing/support', { account, plan })
        await contract.control('terms/profile', { account, ...profile, strict: false })
        const { fault } = await contract.call(name, whole, region)
        assert.doesNotMatch(fault?.message ?? '', /Service Terms/, name)
        const promises = (await contract.control('terms/promises'))['promises'] as { clause: string, state: string }[]
        const found = promises.find(each => each.clause === clause)?.state
        const expected = { attestation: 'outstanding', licence: 'accepted', disclosure: 'told' }[kind]
        assert.equal(found, fault === undefined || kind === 'disclosure' ? expected : undefined, `${name}: ${fault?.code ?? 'succeeded'}`)
      }
    })
  }
})

/** Members of the occasion go over those made up, one level down too. */
function mergeInto(made: Values, given: Values): Values {
  const whole = { ...made }
  for (const [name, value] of Object.entries(given)) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    whole[name] = isObject ? { ...made[name] as Values, ...value as Values } : value
  }
  return whole
}
