// What a support case may come to (Service Terms 1.3, 1.12, 2.2, 4.6, 54.7, 78): credits for services that were not available, granted into
// the ledger; and requests of the provider's, which the customer answers in a case.

import { Fault } from '../../../kernel/fault.ts'
import { monthEnd, monthOf, monthStart } from '../../calendar.ts'
import { dollars } from '../../money.ts'
import { chargedFor } from '../charged.ts'
import { desk, refusedBy } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Rule } from '../rule.ts'
import { labelOf } from './previews.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

async function checkCase({ office, account, given }: Asked): Promise<void> {
  try {
    await office.call({ account, region: 'us-east-1' },
      ['support', 'DescribeCases', { caseIdList: [given['case']], includeResolvedCases: true }])
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw refusedBy('1.12', `${error.code}: ask for the credit in a support case first.`)
  }
}

function grant({ office, account, given }: Asked, amount: bigint, why: string): string {
  if (amount === 0n) return 'granted nothing: nothing was charged'
  office.contract.grant({ account, name: `Service credit for ${text(given['service'])}`, amount, services: [], fromAt: 0,
    memo: { reason: why } })
  return `granted ${dollars(amount)} USD: ${why}`
}

/** Charges of the hours in which the service was not to be had. */
async function outage(asked: Asked): Promise<string | undefined> {
  const { office, account, given } = asked
  if (given['percent'] !== undefined) return undefined
  await checkCase(asked)
  const span = { fromAt: Number(given['from']), beforeAt: Number(given['until']) }
  return grant(asked, chargedFor(office.contract, { account, service: text(given['service']), ...span }), `case ${text(given['case'])}`)
}

/** A part of the month's charges of the service's resources in the zone; what is paid once is left out. */
async function ofZone(asked: Asked): Promise<string | undefined> {
  const { office, account, given } = asked
  if (given['percent'] === undefined) return undefined
  await checkCase(asked)
  const month = monthOf(Number(given['from']))
  const resources = given['resources'] as string[]
  const base = chargedFor(office.contract,
    { account, service: text(given['service']), fromAt: monthStart(month), beforeAt: monthEnd(month) },
    ({ resource }) => resources.length === 0 || resources.includes(resource))
  return grant(asked, base * BigInt(given['percent'] as number) / 100n, `${String(given['percent'])} percent of ${month} in the zone`)
}

/** By what a request is about: the clause whose promise it wants kept. */
const requests: Readonly<Record<string, string>> = { materials: '1.3#1', fault: '1.3#2', 'voice-id': '54.7.1#3' }

const request = desk({
  path: 'compliance/request', says: 'the provider asks for materials, for help with a fault, or for proof of Voice ID\'s releases',
  takes: { kind: 'text', about: 'text' },
  bars: { '1.3#1': ({ given }) => requests[text(given['kind'])] === undefined ? `Unknown: use ${Object.keys(requests).join(', ')}.`
    : undefined },
  does: {
    '1.3#1 1.3#2 54.7.1#3': async ({ office, account, given }) => {
      const clause = requests[text(given['kind'])]!
      const made = await office.call({ account, region: 'us-east-1' }, ['support', 'CreateCase', {
        subject: `Request under Service Terms ${clause}`, communicationBody: text(given['about']), serviceCode: 'customer-account',
        categoryCode: 'other-account-issues', issueType: 'customer-service',
      }])
      office.keep('compliance/case', account, text(made['caseId']), { clause, caseId: made['caseId'] })
      office.record({ account, clause, state: 'outstanding', at: office.now(), operation: 'compliance/request' })
      return `opened ${text(made['caseId'])}: an answer is outstanding for clause ${clause}`
    },
  },
})

export const caseRules: readonly Rule[] = [
  desk({
    path: 'support/credit', says: 'support grants the credit that a case asks for: for an outage, or percents of a month in a zone',
    takes: { case: 'text', service: 'text', from: 'time', until: 'time', on: 'text?', percent: 'count?', resources: 'texts' },
    bars: {
      '2.2#3': ({ office, given }) => labelOf(office, text(given['service'])) === undefined ? undefined
        : 'NotCredited: there is no uptime agreement for previews.',
      '4.6.a': ({ given }) => given['on'] === 'outpost' ? 'NotCredited: there is no uptime agreement for what runs on racks.' : undefined,
    },
    does: { '1.12': outage, '78': ofZone },
  }),
  {
    ...request,
    reactions: {
      'support:AddCommunicationToCase': { after: ({ office, call, input }) => {
        const asked = office.kept('compliance/case', call.account).find(({ caseId }) => caseId === input['caseId'])
        if (asked === undefined) return
        const clause = text(asked['clause'])
        office.record({ account: call.account, clause, state: 'attested', at: office.now(), operation: call.operation })
        office.log({ ...request, clauses: [clause] }, call, `answered: ${text(asked['caseId'])}`)
      } },
    },
  },
]
