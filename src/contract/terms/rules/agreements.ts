// The agreements of an account (Service Terms 0, 1.14, 48.4): which edition of the terms it came under, which addenda join by themselves,
// and under whose agreement an account falls that an organization made. And what is told on switches of organizations and currencies.

import type { Office } from '../office.ts'
import { desk } from '../desk.ts'
import type { Rule } from '../rule.ts'
import { after } from '../span.ts'

/** Editions of the terms, oldest first. Those before stay in reach. */
const editions = ['2020-06-10', '2020-12-08'] as const
/** The general regulation is in force since then; the addendum of the directive before it is superseded. */
const gdprFrom = '2018-05-25'

interface Agreement { readonly name: string, readonly state: 'active' | 'superseded', readonly from?: string, readonly of?: string }

function agreementsOf(office: Office, account: string): Agreement[] {
  const { country, flags } = office.profile(account)
  const maker = office.table<string>('agreement.maker').get(account)
  const isGdpr = flags.includes('gdpr') || (flags.includes('personal-data') && europe.has(country))
  return [
    { name: 'Customer Agreement', state: 'active', ...(maker !== undefined && { of: maker }) },
    ...editions.map((from, i): Agreement => ({
      name: `Service Terms of ${from}`, from, state: i === editions.length - 1 ? 'active' : 'superseded',
    })),
    ...(isGdpr ? [{ name: 'GDPR Data Processing Addendum', state: 'active' as const, from: gdprFrom }] : []),
    ...(flags.includes('directive-95-46') ? [{ name: 'Data Processing Addendum of Directive 95/46/EC',
      state: isGdpr ? 'superseded' as const : 'active' as const }] : []),
    ...(flags.includes('ccpa') ? [{ name: 'CCPA Terms', state: 'active' as const }] : []),
  ]
}

const europe = new Set('AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IS IT LI LV LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '))

export const agreements: readonly Rule[] = [
  {
    id: 'agreements', clauses: ['0#3', '1.14.1#1', '1.14.1#2', '1.14.2', '48.4#2'],
    says: 'Agreements and addenda join an account by what it is and does; older editions stay in reach.',
    controls: [{
      method: 'GET', path: 'agreements/list', says: 'the agreements of an account',
        example: 'GET /_orrery/agreements/list?account=000000000000',
      run: (office, _rule, _body, query) => ({ agreements: agreementsOf(office, query.get('account') ?? '000000000000') }),
    }],
    reactions: {
      'organizations:CreateAccount': { after: ({ office, call, output }) => {
        const { CreateAccountStatus: { Id } } = output as { CreateAccountStatus: { Id: string } }
        office.table<string>('agreement.request').put(Id, call.account)
      } },
      'organizations:DescribeCreateAccountStatus': { after: ({ office, rule, call, output }) => {
        const { CreateAccountStatus: { Id, AccountId: made } } = output as { CreateAccountStatus: { Id: string, AccountId?: string } }
        const maker = office.table<string>('agreement.request').get(Id)
        if (maker === undefined || made === undefined || office.table<string>('agreement.maker').get(made) !== undefined) return
        office.table<string>('agreement.maker').put(made, maker)
        office.log({ ...rule, clauses: ['48.4#2'] }, { account: made, region: call.region }, `falls under the agreement of ${maker}`)
      } },
    },
  },
  {
    id: 'organization-switch', clauses: ['48.3#2'], says: 'Members are told of the switch to all features fourteen days before.',
    reactions: {
      'organizations:EnableAllFeatures': { after: ({ office, rule, call }) => {
        const { ledger } = office.contract
        const startAt = after(office.now(), '14d')
        for (const account of ledger.family(call.account, ledger.currentMonth)) if (account !== call.account) {
          office.announce(rule, { account, region: 'us-east-1' }, {
            service: 'ORGANIZATIONS', word: 'ALL_FEATURES', category: 'scheduledChange', startAt, affected: [account],
            text: `${call.account} will manage your account with all features from ${new Date(startAt).toISOString().slice(0, 10)} on.`,
          })
        }
      } },
    },
  },
  desk({
    path: 'iam/compromise', says: 'an access key is found exposed: its user is shut in', takes: { user: 'text', key: 'text' },
    does: {
      '12.1#1': async ({ office, account, given }) => {
        await office.call({ account, region: 'us-east-1' }, ['iam', 'PutUserPolicy', {
          UserName: given['user'], PolicyName: 'CompromisedKeyQuarantine', PolicyDocument: quarantine,
        }])
        return `quarantined ${String(given['user'])}: key ${String(given['key'])} was exposed`
      },
      '12.1#2': ({ office, rule, account, given }) => {
        office.announce({ ...rule, clauses: ['12.1#2'] }, { account, region: 'us-east-1' }, {
          service: 'RISK', word: 'IAM_QUARANTINE', category: 'issue', affected: [String(given['key'])],
          text: `The access key ${String(given['key'])} is exposed. Its user ${String(given['user'])} is shut in.`,
        })
        return undefined
      },
    },
  }),
  ...marketplace(),
]

const quarantine = JSON.stringify({ Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: ['iam:*', 'ec2:RunInstances'], Resource: '*' }] })

/** Third parties' content whose charges are overdue: a notice, thirty days, then it is disabled if its seller allowed that (20.3). */
function marketplace(): Rule[] {
  const isPaid = (kept: (path: string) => readonly Readonly<Record<string, unknown>>[], product: unknown) =>
    kept('marketplace/payment').some(each => each['product'] === product)
  return [
    desk({
      path: 'marketplace/overdue', says: 'charges of a product are overdue', takes: { product: 'text', authorised: 'flag' },
        name: 'product',
      does: {
        '20.3#1': ({ office, rule, account, given }) => {
          if (given['authorised'] !== true) return undefined
          office.announce({ ...rule, clauses: ['20.3#1'] }, { account, region: 'us-east-1' }, {
            service: 'MARKETPLACE', word: 'OVERDUE', affected: [String(given['product'])], startAt: after(office.now(), '30d'),
            text: `Charges of ${String(given['product'])} are overdue. It will be disabled in 30 days unless they are paid.`,
          })
          return undefined
        },
      },
    }),
    desk({ path: 'marketplace/payment', says: 'overdue charges of a product are paid', takes: { product: 'text' } }),
    desk({ path: 'marketplace/violation', says: 'a product breaks policy or law', takes: { product: 'text' } }),
    desk({
      path: 'marketplace/entitlement', says: 'uses a product that was bought', takes: { product: 'text' },
      bars: {
        '20.2#2': ({ kept, given: { product } }) => kept('marketplace/violation').some(each => each['product'] === product)
          ? 'CustomerNotEntitledException: the product was taken away.' : undefined,
        '20.3#2': ({ kept, given: { product }, office }) => {
          const overdue = kept('marketplace/overdue').find(each => each['product'] === product && each['authorised'] === true)
          return overdue === undefined || isPaid(kept, product) || office.now() < after(overdue.at, '30d') ? undefined
            : 'CustomerNotEntitledException: the product is disabled until its charges are paid.'
        },
      },
    }),
  ]
}
