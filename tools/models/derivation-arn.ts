// Which form the ARNs of a resource have: the registry's first, then the usual ones, the first that all patterns of the model's allow.

import { arnMember, arnOf, arnTemplates, byPattern } from '../../src/kernel/resource/derive/arn-name.ts'
import { structuresOf } from '../../src/kernel/resource/derive/kept.ts'
import type { Named } from '../../src/kernel/resource/derive/kept.ts'
import { idAfter, newId } from '../../src/kernel/resource/derive/new-id.ts'
import type { Chance } from '../../src/kernel/resource/derive/new-id.ts'
import { kebab, spellingOf } from '../../src/kernel/resource/derive/plain-name.ts'
import { plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import { readPattern } from '../../src/kernel/validate.ts'
import type { DerivedKeyPart } from '../../src/model/derived.ts'
import type { OperationModel, ServiceModel, Shape, StructureShape } from '../../src/model/shape.ts'
import { Doubt } from './derivation-names.ts'

/**
 * The first template that the patterns of the model's ARNs allow; undefined where no answer shows an ARN.
 * @param form of its id, where a person has said it
 * @throws Doubt
 */
export function arnTemplateOf(
  model: ServiceModel, named: Named, operations: readonly OperationModel[], registered: string | undefined, form?: string,
): string | undefined {
  const { noun, key } = named
  const spelling = spellingOf(named)
  if (plainMembers(spelling, operations[0]!.input).has('arn')) return undefined
  const outputs = operations.map(({ output }) => output)
  const shapes = arnShapes(model, spelling, operations)
  if (shapes.size === 0) return undefined
  const ownId = form === undefined ? sampleIdOf(spelling, outputs) : idAfter(form, sampleChance())
  const values = Object.fromEntries([['name', 'wxyz1234'], ['id', ownId], ...key.filter(({ name }) => name !== 'id')
    .map(({ name }) => [name, 'wxyz1234'])])
  const below = key.length > 1 && key.at(-1)!.from === 'input'
  const isGlobal = model.globalEndpoint !== undefined
  const names = [...new Set([model.signingName, model.endpointPrefix, model.id])]
  const patterns = [...shapes].flatMap(({ constraints }) => constraints?.pattern ?? []).filter(pattern => pattern.includes(':'))
  const templates = [
    ...registered === undefined || !fillsIn(registered, key) ? [] : [registered],
    ...names.flatMap(name => arnTemplates(name, noun, below, isGlobal)), ...patterns.map(pattern => byPattern + pattern),
  ]
  const { random } = sampleChance()
  const speaksOf = (each: string, arn: string): boolean => !each.startsWith(byPattern) || isKindOf(arn, each, spelling)
  // An ARN after a pattern comes out otherwise each time.
  const turns = (each: string): number => each.startsWith(byPattern) ? 16 : 1
  const template = templates.find(each => Array.from({ length: turns(each) }).every(() => {
    const arn = arnOf(each, key, values, { ...samplePlace, random })
    return speaksOf(each, arn) && [...shapes].every(shape => fits(shape, arn))
  }))
  if (template === undefined) throw new Doubt('its ARNs are of a form that the model does not tell in full.')
  return template
}

/** Whether an ARN after a pattern says by a word of the pattern's what it is of: a pattern may be that of all that can be tagged. */
function isKindOf(arn: string, pattern: string, spelling: string): boolean {
  const nouns = spelling.split('|').map(noun => noun.split('>')[0]!)
  const words = new Set([...nouns.flatMap(noun => kebab(noun).split('-')), ...nouns.map(noun => noun.toLowerCase())]
    .filter(word => word.length > 2))
  const kinds = arn.split(':').slice(5).join(':').split(/[:/]/).filter(part => part.length > 2 && pattern.includes(part))
  return kinds.some(kind => kebab(kind).split('-').some(word => words.has(word) || words.has(word.replace(/s$/, ''))
    || words.has(word.replace(/ies$/, 'y'))))
}

/**
 * The shapes by which its ARN is asked for, where they tell its form; else those by which answers show it, which may say less than is true:
 * the facts keep no more of an answer than of other members of its name.
 */
function arnShapes(model: ServiceModel, spelling: string, operations: readonly OperationModel[]): ReadonlySet<Shape> {
  const shapes = new Set<Shape>()
  for (const structure of operations.flatMap(({ output }) => structuresOf(output))) {
    const shape = plainMembers(spelling, structure).get('arn')?.shape
    if (shape?.kind === 'string') shapes.add(shape)
  }
  if (shapes.size === 0) return shapes
  const asking = operations.map(({ input }) => plainMembers(spelling, input).get('arn')).filter(asked => asked?.required === true)
  if (asking.some(asked => asked!.shape.constraints?.pattern !== undefined)) shapes.clear()
  for (const asked of asking) shapes.add(asked!.shape)
  const tags = model.operationNames.includes('TagResource') ? model.operation('TagResource')! : undefined
  const tagged = tags === undefined ? undefined : tags.input.memberByName.get(arnMember(tags) ?? '')?.shape
  return tagged === undefined ? shapes : shapes.add(tagged)
}

/** Whether a template's parts are all known of a record. */
function fillsIn(template: string, key: readonly DerivedKeyPart[]): boolean {
  const parts = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).filter(name => /^(parent\d|name)$/.test(name))
  return parts.every(name => name !== 'name' && Number(name.slice(-1)) < key.length - 1)
}

function sampleIdOf(spelling: string, outputs: readonly StructureShape[]): string {
  for (const structure of outputs.flatMap(structuresOf)) {
    const shape = plainMembers(spelling, structure).get('id')?.shape
    if (shape !== undefined) return newId([shape], sampleChance()) ?? 'wxyz1234'
  }
  return 'wxyz1234'
}

const sampleUuid = '0f3c1d2e-4b5a-4968-8777-665544332211'

/** Chance that is the same at every build. */
export function sampleChance(): Chance {
  let state = 1
  const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
  return { uuid: () => sampleUuid, random }
}

const samplePlace = { partition: 'aws', region: 'us-east-1', account: '123456789012', uuid: () => sampleUuid }

function fits(shape: Shape, text: string): boolean {
  const { min = 0, max = Infinity, pattern } = shape.constraints ?? {}
  const matches = pattern === undefined ? undefined : readPattern(pattern)
  return text.length >= min && text.length <= max && (matches?.test(text) ?? true)
}
