// Support plans that things in use need: Enterprise for racks (Service Terms 4.5), Business for databases on premises (71). A lower plan is
// refused as long as they are used; a plan that lapses all the same is a breach, and told.

import { key, prefixOf } from '../../../std/key.ts'
import { SettingError } from '../../../kernel/fault.ts'
import { valueAt, withValue } from '../../account/billing-account.ts'
import type { SupportPlan } from '../../account/billing-account.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Office } from '../office.ts'
import type { Rule } from '../rule.ts'

const plans: readonly SupportPlan[] = ['basic', 'developer', 'business', 'enterprise-on-ramp', 'enterprise']

interface Need {
  readonly clause: string
  readonly least: SupportPlan
  readonly what: string
  readonly isUsed: (office: Office, account: string) => boolean
}

const needs: readonly Need[] = [
  {
    clause: '4.5', least: 'enterprise', what: 'racks of AWS Outposts',
    isUsed: (office, account) => [...office.table('outposts.rack').scan({ prefix: prefixOf(account) })].length > 0,
  },
  {
    clause: '71#5', least: 'business', what: 'databases of RDS on VMware',
    isUsed: (office, account) => office.kept('rdsvmware/register', account).length > 0,
  },
]

function planAsked({ given }: Asked): SupportPlan {
  const plan = plans.find(each => each === given['plan'])
  if (plan === undefined) throw new SettingError(`'plan' cannot be '${String(given['plan'])}'.`, `Use ${plans.join(', ')}.`)
  return plan
}

/** Whether a plan is less than what is in use needs. */
function isBreach({ clause, least, isUsed }: Need, { office, account }: Asked, plan: SupportPlan): boolean {
  return plans.indexOf(plan) < plans.indexOf(least) && isUsed(office, account) && clause !== ''
}

export const supportPlans: readonly Rule[] = [
  {
    id: 'outposts-racks', clauses: ['4.5'], says: 'Racks are known from the day that they are there.',
    reactions: {
      'outposts:CreateOutpost': { after: ({ office, call, output }) => {
        const { OutpostId: id } = output['Outpost'] as { readonly OutpostId: string }
        office.table('outposts.rack').put(key(call.account, id), { at: office.now() })
      } },
      'outposts:DeleteOutpost': { after: ({ office, call, input }) => {
        office.table('outposts.rack').delete(key(call.account, String(input['OutpostId'])))
      } },
    },
  },
  desk({
    path: 'billing/support', says: 'sets the support plan; lapsed: it ends whatever needs it', takes: { plan: 'text', lapsed: 'flag' },
    bars: Object.fromEntries(needs.map(need => [need.clause, (asked: Asked) => {
      const plan = planAsked(asked)
      return asked.given['lapsed'] !== true && isBreach(need, asked, plan)
        ? `NotAllowed: ${need.what} need the plan ${need.least} as long as they are used.` : undefined
    }])),
    does: {
      '4.5 71#5': asked => {
        const { office, rule, account } = asked
        const plan = planAsked(asked)
        const { contract } = office
        const { accounts } = contract.ledger
        const before = valueAt(accounts.get(account).supportPlan, office.now()) ?? 'basic'
        office.transact(() => {
          const known = accounts.get(account)
          accounts.put({ ...known, supportPlan: withValue(known.supportPlan, office.now(), plan) })
        })
        contract.changed()
        const broken = needs.filter(need => isBreach(need, asked, plan))
        for (const { clause, what, least } of broken) office.announce({ ...rule, clauses: [clause] }, { account, region: 'us-east-1' }, {
          service: 'SUPPORT', word: 'PLAN_BREACH', category: 'issue', affected: [plan],
          text: `The support plan of this account has lapsed to ${plan}; ${what} need ${least} as long as they are used.`,
        })
        return broken.length === 0 ? undefined : `the plan ${before} lapsed to ${plan} while more is needed`
      },
    },
  }),
]
