// People at work for a customer, and what is signed beforehand: consulting, compliance, training, certification, experts of the market
// place, access to machines on premises, enrolment for the government's partition (Service Terms 18, 45, 65, 67, 68, 70, 71).

import { moneyOf } from '../../money.ts'
import { valueAt } from '../../account/billing-account.ts'
import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'
import { after } from '../span.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

/** Work that is invoiced every month until it is ended. */
function monthly(path: string, service: string, clause: string): Rule {
  const bill = ({ office, account, given, kept, rule }: Asked): string | undefined => {
    if (kept(`${path.split('/')[0]!}/end`).some(({ name }) => name === given['name'])) return undefined
    office.contract.charge({ account, service, amount: moneyOf(text(given['monthly'])),
      description: `work statement ${text(given['name'])}` })
    office.setTimer(rule, 'due', `${account}/${text(given['name'])}`, after(office.now(), '1mo'), given)
    return `invoiced a month of ${text(given['name'])}`
  }
  return desk({
    path, says: 'signs a work statement; it is invoiced monthly', name: 'name', takes: { name: 'text', entity: 'text', monthly: 'text' },
    tells: [service === 'sas' ? '65.1' : '45.2'], due: { in: '1mo', clauses: [clause], then: bill },
  })
}

const consulting: readonly Rule[] = [
  monthly('proserve/sow', 'professional-services', '45.3#1'),
  desk({ path: 'proserve/end', says: 'ends a work statement', takes: { name: 'text' } }),
  desk({
    path: 'proserve/deliverable', says: 'delivers a document or software', takes: { name: 'text', kind: 'text', licence: 'text?' },
    accepts: ['45.5'], clauses: ['45.6#1', '45.6#2', '45.7'],
    answers: ({ given }) => ({ licence: given['licence'] ?? (given['kind'] === 'document' ? 'CC-BY-4.0' : 'Apache-2.0') }),
  }),
  desk({ path: 'proserve/material', says: 'hands material to the consultants', takes: { name: 'text' }, needs: ['45.8'] }),
  desk({ path: 'proserve/personnel', says: 'hands over data about people', takes: { names: 'texts' }, tells: ['45.10'] }),
  monthly('sas/sow', 'sas', '65.3#1'),
  desk({ path: 'sas/end', says: 'ends a work statement', takes: { name: 'text' } }),
  desk({ path: 'sas/deliverable', says: 'delivers the result of an assessment', takes: { name: 'text' }, accepts: ['65.5'] }),
]

const learning: readonly Rule[] = [
  desk({
    path: 'training/order', says: 'orders training', takes: { name: 'text', entity: 'text', country: 'text' }, tells: ['67.1'],
    accepts: ['67.2'],
  }),
  desk({ path: 'certification/enroll', says: 'joins the certification programme', takes: { name: 'text' }, needs: ['68#1'] }),
]

/** The role that was made for an expert goes, with what hangs on it. */
async function revoke({ office, account, given }: Asked): Promise<string> {
  const place = { account, region: 'us-east-1' }
  const role = text(given['role'])
  await office.call(place, ['iam', 'DeleteRole', { RoleName: role }])
  return `revoked the access of ${role}`
}

const feePercent = 3n

const experts: readonly Rule[] = [
  desk({ path: 'iq/signup', says: 'joins the market place of experts', needs: [], accepts: ['70.5'] }),
  desk({ path: 'iq/listing', says: 'lists a request', takes: { name: 'text' }, name: 'name', tells: ['70.3'] }),
  desk({ path: 'iq/proposal', says: 'accepts an expert\'s proposal', takes: { expert: 'text' }, name: 'expert', tells: ['70.1'] }),
  desk({
    path: 'iq/payment', says: 'pays an expert, through the market place or outside it',
    takes: { expert: 'text', amount: 'text', outside: 'flag' },
    bars: {
      '70.2#2': ({ given, kept, office }) => {
        const found = kept('iq/proposal').find(({ expert }) => expert === given['expert'])
        return given['outside'] === true && found !== undefined && office.now() < after(found.at, '24mo')
          ? 'ExclusivityViolation: for 24 months an expert found here is paid through the market place.' : undefined
      },
    },
    does: {
      '70.2#1': ({ given, office, account }) => {
        if (given['outside'] === true) return undefined
        const amount = moneyOf(text(given['amount'])) * feePercent / 100n
        office.contract.charge({ account, service: 'iq', amount, description: `fee for ${text(given['expert'])}` })
        return `charged ${feePercent} percent`
      },
    },
  }),
  desk({ path: 'iq/grant', says: 'lets an expert into the account', takes: { role: 'text' }, name: 'role', needs: ['70.4#1'] }),
  desk({ path: 'iq/violation', says: 'an expert breaks the terms', takes: { role: 'text' }, does: { '70.4#2': revoke } }),
  desk({ path: 'iq/revoke', says: 'the provider ends an expert\'s access', takes: { role: 'text' }, does: { '70.4#3': revoke } }),
]

const plansForVmware: readonly string[] = ['business', 'enterprise-on-ramp', 'enterprise']

/** The plan of an account now. */
export function planOf({ office, account }: Pick<Asked, 'office' | 'account'>): string {
  return valueAt(office.contract.ledger.accounts.get(account).supportPlan, office.now()) ?? 'basic'
}

const onPremises: readonly Rule[] = [
  desk({
    path: 'rdsvmware/register', says: 'registers a zone on premises', takes: { zone: 'text' }, name: 'zone', needs: ['71#2', '71#6'],
    accepts: ['71#3'],
    bars: {
      '71#5': asked => plansForVmware.includes(planOf(asked)) ? undefined : 'AccessDenied: the support plan is below Business.',
    },
  }),
  desk({
    path: 'rdsvmware/access', says: 'the provider reaches a machine on premises',
      takes: { zone: 'text', machine: 'text', selected: 'flag' },
    bars: { '71#1': ({ given }) => given['selected'] === true ? undefined : 'AccessDenied: only selected machines may be reached.' },
    does: { '71#1': ({ given }) => `reached ${text(given['machine'])}` },
  }),
  desk({
    path: 'govcloud/enroll', says: 'asks to join the government\'s partition', takes: { company: 'text', verified: 'flag' },
      name: 'company',
    needs: ['18.2#1'], answers: () => ({ state: 'pending' }),
    due: {
      in: '2bd', clauses: ['18.2#2'],
      then: ({ office, account, given }) => {
        const state = given['verified'] === true ? 'approved' : 'rejected'
        office.keep('govcloud/enroll', account, text(given['company']), { company: given['company'], state })
        return `${state} ${text(given['company'])} after a look into registers`
      },
    },
  }),
]

export const engagementDesks: readonly Rule[] = [...consulting, ...learning, ...experts, ...onPremises]
