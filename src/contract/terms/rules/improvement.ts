// Content that AI services may keep to better themselves (Service Terms 50.3, 54.6, 59.2, 75.3, 81.3): what a call hands to one of them is
// noted, with the region it may lie in, until the account opts out: by a policy of its organization, or by a support case where the terms
// say so. Medical editions keep nothing. What the law wants gone is taken out when the customer says so.

import type { Values } from '../../../wire/protocol.ts'
import { key, prefixOf } from '../../../std/key.ts'
import { Body } from '../../controls/body.ts'
import type { Office } from '../office.ts'
import type { Rule, Visit } from '../rule.ts'
import { onAll } from '../rule.ts'

interface Kept { readonly account: string, readonly service: string, readonly item: string, readonly at: number, readonly storedIn: string }

/** By which door a service is left: the organization's policy, under its name there, or a support case. */
interface Leaving { readonly service: string, readonly policy?: string, readonly clauses: readonly string[],
  readonly on: readonly string[] }

const ofEight = ['50.3#1', '50.3#2']
const services: readonly Leaving[] = [
  { service: 'codeguruprofiler', policy: 'codeguruprofiler', clauses: ofEight, on: ['CreateProfilingGroup'] },
  { service: 'comprehend', policy: 'comprehend', clauses: ofEight, on: ['DetectSentiment', 'DetectEntities', 'CreateEntityRecognizer'] },
  { service: 'lex-models', policy: 'lex', clauses: ofEight, on: ['PutBot'] },
  { service: 'lexv2-models', policy: 'lex', clauses: ofEight, on: ['CreateBot'] },
  { service: 'polly', policy: 'polly', clauses: ofEight, on: ['PutLexicon', 'SynthesizeSpeech'] },
  { service: 'rekognition', policy: 'rekognition', clauses: ofEight, on: ['DetectLabels', 'CreateCollection'] },
  { service: 'textract', policy: 'textract', clauses: ofEight, on: ['AnalyzeDocument', 'DetectDocumentText'] },
  { service: 'transcribe', policy: 'transcribe', clauses: ofEight, on: ['StartTranscriptionJob', 'CreateVocabulary'] },
  { service: 'translate', policy: 'translate', clauses: ofEight, on: ['TranslateText', 'CreateParallelData'] },
  { service: 'connect', clauses: ['54.6.a#1', '54.6.a#2'], on: ['CreateVocabulary'] },
  { service: 'frauddetector', clauses: ['75.3#1', '75.3#2'], on: ['GetEventPrediction', 'PutDetector'] },
  { service: 'lookoutvision', policy: 'lookoutvision', clauses: ['81.3#1', '81.3#2'], on: ['DetectAnomalies', 'CreateDataset'] },
  { service: 'lookoutequipment', policy: 'lookoutequipment', clauses: ['81.3#1', '81.3#2'],
    on: ['CreateDataset', 'StartDataIngestionJob'] },
]
/** Left by a support case (54.6.a#3, 75.3#3, 81.3#3); monitron has no API of its own here. */
const byCase: Readonly<Record<string,
  string>> = { connect: '54.6.a#3', frauddetector: '75.3#3', monitron: '81.3#3', alexaforbusiness: '59.2#1' }

const table = (office: Office) => office.table<Kept>('improvement.kept')
const outTable = (office: Office) => office.table<boolean>('improvement.out')

function isOut(office: Office, account: string, service: string): boolean {
  return outTable(office).get(key(account, service)) === true
}

/** Copies may lie in the partition's first region, whichever was called. */
const storedIn = 'us-east-1'

/** Of bots that are declared to be for children nothing is kept (50.4). */
function isForChildren({ childDirected, dataPrivacy }: Values): boolean {
  return childDirected === true || (dataPrivacy as { readonly childDirected?: boolean } | undefined)?.childDirected === true
}

function keep({ office, rule, call, input }: Visit, { service, clauses }: Leaving): void {
  if (isForChildren(input)) {
    office.log({ ...rule, clauses: ['50.4#4'] }, call, `kept nothing of ${service}: it is for children`)
    return
  }
  if (isOut(office, call.account, service)) return
  const item = `${call.operation}/${call.requestId}`
  table(office).put(key(call.account, service, item), { account: call.account, service, item, at: office.now(), storedIn })
  office.log({ ...rule, clauses }, call, `noted content of ${service} for its improvement, stored in ${storedIn}`)
}

/** A reading or a word from a device; of these services the terms name no other region for readings. */
function hear(office: Office, rule: Rule, account: string, service: string): boolean {
  if (isOut(office, account, service)) return false
  const item = `device/${office.serial()}`
  table(office).put(key(account, service, item), { account, service, item, at: office.now(), storedIn })
  const clauses = service === 'monitron' ? ['81.3#1'] : ['59.2#1', '59.2#2']
  office.log({ ...rule, clauses }, { account, region: storedIn }, `noted content of ${service} for its improvement, stored in ${storedIn}`)
  return true
}

/** Nothing more is kept, and what was is taken out. */
function leave(office: Office, rule: Rule, account: string, service: string, clause: string): number {
  outTable(office).put(key(account, service), true)
  return purge(office, rule, account, service, clause)
}

function purge(office: Office, rule: Rule, account: string, service: string, clause: string): number {
  const names = [...table(office).scan({ prefix: prefixOf(account, service) })].map(([name]) => name)
  for (const name of names) table(office).delete(name)
  office.log({ ...rule, clauses: [clause] }, { account, region: 'global' }, `took ${names.length} items of ${service} out`)
  return names.length
}

type OptOut = Readonly<Record<string, { readonly opt_out_policy?: Values }>>

/** Which services a policy opts out of: those named, or all by `default`. */
function optedOut(content: string): (name: string) => boolean {
  const { services: said = {} } = JSON.parse(content) as { services?: OptOut }
  const valueOf = (name: string) => {
    const policy = said[name]?.opt_out_policy as { '@@assign'?: string } | string | undefined
    return typeof policy === 'object' ? policy['@@assign'] : policy
  }
  return name => (valueOf(name) ?? valueOf('default')) === 'optOut'
}

/** The texts of policies by id: what a call to attach one refers to. */
const contents = (office: Office) => office.table<string>('improvement.policy')

function attached({ office, rule, call, input }: Visit): void {
  const content = contents(office).get(key(call.account, String(input['PolicyId'])))
  if (content === undefined) return
  const isOptedOut = optedOut(content)
  const target = String(input['TargetId'])
  const { ledger } = office.contract
  const accounts = /^\d{12}$/.test(target) ? [target] : ledger.family(call.account, ledger.currentMonth)
  for (const account of accounts) for (const { service, policy } of services) {
    if (policy !== undefined && isOptedOut(policy)) leave(office, rule, account, service, service.startsWith('lookout') ? '81.3#4'
      : '50.3#4')
  }
}

export const improvement: Rule = {
  id: 'improvement', says: 'AI services may keep content to better themselves, until the account opts out.',
  clauses: [...new Set([...services.flatMap(({ clauses }) => clauses), ...Object.values(byCase), '50.3#3', '50.3#4', '50.4#2', '50.4#4',
    '59.2#2', '54.6.b#2',
    '81.3#4'])],
  reactions: {
    ...Object.fromEntries(services.flatMap(each => each.on.map(operation =>
      [`${each.service}:${operation}`, { after: (visit: Visit) => { keep(visit, each) } }]))),
    ...onAll(['organizations:CreatePolicy', 'organizations:UpdatePolicy'], { after: ({ office, call, input, output }) => {
      const { PolicySummary: { Id, Type } } = (output as { Policy: { PolicySummary: { Id: string, Type: string } } }).Policy
      if (Type === 'AISERVICES_OPT_OUT_POLICY') contents(office).put(key(call.account, Id), String(input['Content']))
    } }),
    'organizations:AttachPolicy': { after: attached },
  },
  controls: [{
    method: 'GET', path: 'improvement', says: 'content that is kept to better AI services',
      example: 'GET /_orrery/improvement?account=000000000000',
    run: (office, _rule, _body, query) => ({
      kept: [...table(office).scan()].map(([, kept]) => kept).filter(({ account }) => (query.get('account') ?? account) === account),
    }),
  }, {
    path: 'improvement/optout', says: 'support resolves a case: an account opts out of a service (Service Terms 54.6, 75.3, 81.3)',
    example: { account: '000000000000', service: 'frauddetector' }, run: (office, rule, body) => {
      const given = new Body(body, ['account', 'service'])
      const service = given.choice('service', Object.keys(byCase))
      return { service, removed: office.transact(() => leave(office, rule, given.account(), service, byCase[service]!)) }
    },
  }, {
    path: 'improvement/device', says: 'a device hands content to a service that has no API here (Service Terms 59.2, 81.3)',
    example: { account: '000000000000', service: 'monitron' }, run: (office, rule, body) => {
      const given = new Body(body, ['account', 'service'])
      const [account, service] = [given.account(), given.choice('service', ['alexaforbusiness', 'monitron'])]
      const kept = office.transact(() => hear(office, rule, account, service))
      return { account, service, kept }
    },
  }, {
    path: 'improvement/deletion', says: 'the customer reports content that the law wants deleted (Service Terms 50.4, 54.6)',
    example: { account: '000000000000', service: 'polly' }, run: (office, rule, body) => {
      const given = new Body(body, ['account', 'service'])
      const service = given.text('service')
      const clause = service === 'connect' ? '54.6.b#2' : '50.4#2'
      return { service, removed: office.transact(() => purge(office, rule, given.account(), service, clause)) }
    },
  }],
}
