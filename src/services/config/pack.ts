// Conformance packs: rules and remediations that a template makes, and that go with the pack.
// Source: PutConformancePack and its neighbours, AWS Config API Reference; "Conformance Packs", AWS Config Developer Guide.

import type { Config, ConfigRule, ConformancePackDetail, ConformancePackInputParameter,
  RemediationConfiguration } from '../../../generated/aws/config.ts'
import { arnTemplate, Fault, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { packFormation } from './pack-formation.ts'
import { readTemplate, TemplateProblem } from './pack-template.ts'
import type { PackResource } from './pack-template.ts'
import { someRecorder } from './recorder.ts'
import { putRemediation } from './remediation.ts'
import { Remediations } from './remediation-record.ts'
import { dropRule, putRule } from './rule.ts'
import { Rule } from './rule-record.ts'
import { tagSet } from './tag-set.ts'

export interface Pack {
  readonly name: string
  readonly id: string
  readonly state: string
  readonly bucket?: string
  readonly prefix?: string
  readonly parameters: readonly ConformancePackInputParameter[]
  readonly requestedAt: number
  /** The document that it was made from. */
  readonly document?: { readonly DocumentName: string, readonly DocumentVersion?: string }
}

/** How long a pack of some rules takes. */
const settleMs = 30_000
const stackArn = arnTemplate('arn:{partition}:cloudformation:{region}:{account}:stack/awsconfigconforms-{name}-{id}/{id}')

export const Pack = resource<Pack>({
  name: 'ConformancePack',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:conformance-pack/{name}/{id}',
  tags: 'list',
  notFound: {
    code: 'NoSuchConformancePackException', message: ([name]) => `Conformance pack ${name} does not exist.`,
  },
  lifecycle: {
    field: 'state',
    settles: {
      CREATE_IN_PROGRESS: { to: 'CREATE_COMPLETE', afterMs: settleMs }, UPDATE_IN_PROGRESS: { to: 'UPDATE_COMPLETE', afterMs: settleMs },
    },
  },
  cloudFormation: packFormation,
})

export const PutConformancePack: Config['PutConformancePack'] = async (input, call) => {
  const { ConformancePackName: name, ConformancePackInputParameters: given = [], Tags: tags = [], DeliveryS3Bucket,
    DeliveryS3KeyPrefix } = input
  someRecorder(call as Call<string>)
  if (input.Scope !== undefined || input.Source !== undefined) {
    throw new Fault('NotImplemented', 'Managed conformance packs (Source, Scope) are not modelled: give a template.', 400)
  }
  const text = await templateOf(input, call)
  const resources = await readPack(text, given, call)
  return call.transact(() => {
    const existing = call.of(Pack).get(name)
    if (existing?.state.endsWith('IN_PROGRESS') === true) {
      throw call.fault('ResourceInUseException',
        `Conformance pack ${name} is currently being ${existing.state.startsWith('CREATE') ? 'created' : 'updated'}.`)
    }
    if (existing === undefined) call.quota('ConformancePacks', call.of(Pack).count() + 1)
    const id = existing?.id ?? `conformance-pack-${call.alphanumeric(9).toLowerCase()}`
    const pack = call.of(Pack).put({
      name, id, state: existing === undefined ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS', parameters: given, requestedAt: call.now(),
      ...(DeliveryS3Bucket && { bucket: DeliveryS3Bucket }), ...(DeliveryS3KeyPrefix && { prefix: DeliveryS3KeyPrefix }),
      ...(input.TemplateSSMDocumentDetails && { document: input.TemplateSSMDocumentDetails }),
    })
    makeRules(pack, resources, call)
    if (tags.length > 0) call.tags(Pack).add(tagSet(tags), name)
    return { ConformancePackArn: call.arn(Pack, pack) }
  })
}

type PackCall = Call<'ConformancePackTemplateValidationException' | 'InvalidParameterValueException'>
interface Origin {
  readonly TemplateBody?: string
  readonly TemplateS3Uri?: string
  readonly TemplateSSMDocumentDetails?: { readonly DocumentName: string, readonly DocumentVersion?: string }
}

async function templateOf({ TemplateBody: body, TemplateS3Uri: uri, TemplateSSMDocumentDetails: document }: Origin,
  call: PackCall): Promise<string> {
  if ([body, uri, document].filter(each => each !== undefined).length !== 1) {
    throw call.fault('InvalidParameterValueException', 'Specify one of TemplateS3Uri, TemplateBody and TemplateSSMDocumentDetails.')
  }
  if (body !== undefined) return body
  const { principal } = call
  try {
    if (document !== undefined) {
      const { DocumentName: Name, DocumentVersion } = document
      return (await call.to('ssm',
        { principal }).GetDocument({ Name, ...(DocumentVersion !== undefined && { DocumentVersion }) })).Content ?? ''
    }
    const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri!) ?? []
    const { Body: found } = await call.to('s3', { principal }).GetObject({ Bucket, Key })
    const chunks: Uint8Array[] = []
    for await (const chunk of found instanceof Uint8Array ? [found] : found as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw call.fault('ConformancePackTemplateValidationException', `The template cannot be read: ${error.message}`)
  }
}

/** @throws ConformancePackTemplateValidationException */
export async function readPack(text: string, given: readonly ConformancePackInputParameter[],
  call: PackCall): Promise<readonly PackResource[]> {
  const pseudo = { 'AWS::AccountId': call.account, 'AWS::Region': call.region, 'AWS::Partition': call.partition }
  try {
    return await readTemplate(text, Object.fromEntries(given.map(({ ParameterName, ParameterValue }) => [ParameterName, ParameterValue])),
      pseudo)
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error
    throw call.fault('ConformancePackTemplateValidationException', error.message)
  }
}

/** Rules of the template are made or changed; those of a former template that it has no more go. */
function makeRules(pack: Pack, resources: readonly PackResource[], call: PackCall): void {
  const names = new Map<string, string>()
  for (const { name, type, properties } of resources) {
    if (type !== 'AWS::Config::ConfigRule') continue
    const own = `${String(properties['ConfigRuleName'] ?? name)}-${pack.id}`
    names.set(name, own)
    const { InputParameters: parameters } = properties
    const given = { ...properties,
      ...(parameters !== undefined && { InputParameters: JSON.stringify(parameters) }) } as unknown as ConfigRule
    putRule(own, given, { createdBy: 'config-conforms.amazonaws.com', pack: pack.name }, call as Call<string>)
  }
  for (const { type, properties } of resources) {
    if (type !== 'AWS::Config::RemediationConfiguration') continue
    const wanted = properties['ConfigRuleName'] as { readonly Ref?: string } | string
    const name = typeof wanted === 'string' ? `${wanted}-${pack.id}` : names.get(wanted.Ref ?? '')
    if (name === undefined || call.of(Rule).get(name) === undefined) {
      throw call.fault('ConformancePackTemplateValidationException', 'A remediation names a rule that the template does not have.')
    }
    putRemediation({ ...properties, ConfigRuleName: name } as unknown as RemediationConfiguration, call)
  }
  const made = new Set(names.values())
  for (const { name } of rulesOf(pack.name, call)) if (!made.has(name)) drop(name, call)
}

export function rulesOf(pack: string, call: Call): readonly Rule[] {
  return [...call.of(Rule).by('pack').scan({ within: [pack] })]
}

function drop(rule: string, call: Call): void {
  call.of(Remediations).delete(rule)
  dropRule(rule, call)
}

/** @throws NoSuchConformancePackException */
export function packsNamed(names: readonly string[] | undefined, call: Call): readonly Pack[] {
  return names === undefined || names.length === 0 ? [...call.of(Pack).scan()] : names.map(name => call.of(Pack).require(name))
}

export const DescribeConformancePacks: Config['DescribeConformancePacks'] = function* ({ ConformancePackNames: names }, call) {
  for (const pack of packsNamed(names, call)) yield shown(pack, call)
}

function shown(pack: Pack, call: Call): ConformancePackDetail {
  const { name, id, bucket, prefix, parameters, requestedAt, document } = pack
  return {
    ConformancePackName: name, ConformancePackArn: call.arn(Pack, pack), ConformancePackId: id, LastUpdateRequestedTime: requestedAt,
    ConformancePackInputParameters: parameters, ...(bucket !== undefined && { DeliveryS3Bucket: bucket }),
    ...(prefix !== undefined && { DeliveryS3KeyPrefix: prefix }), ...(document !== undefined && { TemplateSSMDocumentDetails: document }),
  }
}

export const DescribeConformancePackStatus: Config['DescribeConformancePackStatus'] = function* ({ ConformancePackNames: names }, call) {
  for (const pack of packsNamed(names, call)) {
    const { name, id, state, requestedAt } = pack
    yield {
      ConformancePackName: name, ConformancePackId: id, ConformancePackArn: call.arn(Pack, pack), ConformancePackState: state,
      StackArn: stackArn(call, { name, id: id.slice('conformance-pack-'.length) }), LastUpdateRequestedTime: requestedAt,
      ...(state.endsWith('COMPLETE') && { LastUpdateCompletedTime: requestedAt + call.lifecycleMs(settleMs) }),
    }
  }
}

export const DeleteConformancePack: Config['DeleteConformancePack'] = ({ ConformancePackName: name }, call) => {
  call.of(Pack).require(name)
  for (const rule of rulesOf(name, call)) drop(rule.name, call)
  call.of(Pack).delete(name)
}
