// Proposes the resources of a service and the part that each operation plays, from names and shapes alone, and only where they leave no
// doubt: what deletes names what is deleted, what creates takes that name or gives it, and every required member of every answer is known.
// Pure: model in, data out. What looked like a resource and is none says why.

import { arnMember, arnOf, arnTemplates, byPattern } from '../../src/kernel/resource/derive/arn-name.ts'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import { faultCode, serviceWideMissing } from '../../src/kernel/resource/derive/fault-code.ts'
import { holdsTags, isWhole, keptOf, structuresOf } from '../../src/kernel/resource/derive/kept.ts'
import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
import { newId } from '../../src/kernel/resource/derive/new-id.ts'
import type { Chance } from '../../src/kernel/resource/derive/new-id.ts'
import { isOwnName, plainName } from '../../src/kernel/resource/derive/plain-name.ts'
import { isVersionName, opened, planOf, plainMembers, withinOf } from '../../src/kernel/resource/derive/plan.ts'
import type { Plan } from '../../src/kernel/resource/derive/plan.ts'
import { readPattern } from '../../src/kernel/validate.ts'
import type {
  DerivedCorrection, DerivedKeyPart, DerivedOperation, DerivedResource, DerivedRole, DerivedTagging, ServiceCorrections, ServiceDerivation,
} from '../../src/model/derived.ts'
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from '../../src/model/shape.ts'
import { Doubt, candidatesOf } from './derivation-names.ts'
import type { Candidate } from './derivation-names.ts'
import { listOf } from './derivation-list.ts'
import type { Registered } from './registry.ts'

/** What is known of a service beside its model. */
export interface Knowledge {
  /** Reasons, by noun, not to derive a resource although it seems to be one. */
  readonly withheld?: Readonly<Record<string, string>>
  /** What people have put right. */
  readonly corrections?: ServiceCorrections
  /** What the CloudFormation registry says, by noun in lower case. */
  readonly registered?: ReadonlyMap<string, Registered>
}

export function derive(model: ServiceModel, knowledge: Knowledge = {}): ServiceDerivation {
  const resources: DerivedResource[] = []
  const refused: Record<string, string> = {}
  const { withheld = {}, corrections = {} } = knowledge
  for (const candidate of candidatesOf(model.operationNames)) {
    const names = [...candidate.operations.keys()]
    const { missing, present } = corrections
    const correction = {
      ...(missing !== undefined && { missing }), ...(present !== undefined && { present }), ...corrections.resources?.[candidate.noun],
    }
    const reason = withheld[candidate.noun] ?? attemptEither(model, candidate, correction, knowledge, resources, refused)
    if (reason !== undefined) for (const name of names) refused[name] = `${candidate.noun} is not derived: ${reason}`
  }
  const tagging = resources.some(({ arn }) => arn !== undefined) ? taggingOf(model) : undefined
  return { resources, ...(tagging !== undefined && { tagging }), refused }
}

/** With the members of inputs as they stand; where that leaves doubt, with the one structure in them opened. @returns the first doubt */
function attemptEither(
  model: ServiceModel, candidate: Candidate, correction: DerivedCorrection, knowledge: Knowledge, resources: DerivedResource[],
  refused: Record<string, string>,
): string | undefined {
  const once = (wraps: Wraps): string | undefined => {
    const own: Record<string, string> = {}
    return attempt(() => {
      resources.push(resourceOf(model, candidate, { correction, registered: knowledge.registered?.get(candidate.noun.toLowerCase()),
        wraps }, own))
      Object.assign(refused, own)
    })
  }
  const doubt = once(new Map())
  if (doubt === undefined) return undefined
  const wraps = wrapsOf(model, candidate)
  return wraps.size > 0 && once(wraps) === undefined ? undefined : doubt
}

/** Members to be opened, by operation. */
type Wraps = ReadonlyMap<string, string>

/** The one structure in which the inputs of create and update hold the resource. */
function wrapsOf(model: ServiceModel, { operations }: Candidate): Wraps {
  const found = [...operations].filter(([, role]) => role === 'create' || role === 'put' || role === 'update').flatMap(([name]) => {
    const { members } = model.operation(name)!.input
    const structures = members.filter(({ shape, required }) => required && shape.kind === 'structure' && shape.union !== true)
    return structures.length === 1 ? [[name, structures[0]!.name] as const] : []
  })
  return new Map(found)
}

function attempt(body: () => void): string | undefined {
  try {
    body()
    return undefined
  } catch (error) {
    if (!(error instanceof Doubt)) throw error
    return error.message
  }
}

interface Ground { readonly correction: DerivedCorrection, readonly registered: Registered | undefined, readonly wraps: Wraps }

/** @throws Doubt */
function resourceOf(
  model: ServiceModel, { noun, operations }: Candidate, { correction, registered, wraps }: Ground, refused: Record<string, string>,
): DerivedResource {
  const models = [...operations].map(([name, role]) => {
    const wrap = wraps.get(name)
    return [model.operation(name)!, { role, ...(wrap !== undefined && { wrap }) }] as const
  })
  const [create, { wrap }] = models.find(([, { role }]) => role === 'create' || role === 'put')!
  const remove = models.find(([, { role }]) => role === 'delete')?.[0] ?? models.find(([, { role }]) => role === 'read')![0]
  if (create.streamsInput || create.streamsOutput) throw new Doubt(`${create.name} carries a stream.`)
  const all = models.map(([each]) => each)
  const key = keyOf(noun, create, wrap, remove, all)
  const template = correction.arn ?? arnTemplateOf(model, noun, key, all, registered?.arn)
  const kept = keptOf(noun, key, models, template !== undefined, correction)
  for (const [plain, shapes] of kept.assigned) {
    const isCounted = key.some(({ name, number }) => name === plain && number === true)
    if (plain === 'arn' || isCounted || correction.id !== undefined || newId(shapes, sampleChance()) !== undefined) continue
    throw new Doubt(`the model does not tell the form of its ${plain}.`)
  }
  const found: Record<string, DerivedOperation> = {}
  for (const [operation, { role, wrap: own }] of models) {
    const reason = attempt(() => {
      found[operation.name] = { ...operationOf(operation, role, key, kept, own, correction), ...(own !== undefined && { wrap: own }) }
    })
    if (reason === undefined) continue
    if (operation === create || operation === remove) throw new Doubt(reason)
    refused[operation.name] = `${noun} is derived, ${operation.name} is not: ${reason}`
  }
  if (!Object.values(found).some(({ role }) => role === 'read' || role === 'list')) {
    const reasons = models.map(([{ name }]) => refused[name]).filter(reason => reason !== undefined)
    throw new Doubt(`nothing shows it. ${reasons[0] ?? ''}`.trim())
  }
  const hasArn = template !== undefined && Object.entries(found).some(([name, part]) => showsArn(model.operation(name)!, part, kept))
  const isCorrected = Object.keys(correction).length > 0
  const cloudFormation = registered !== undefined && isIdentified(noun, key, registered.cloudFormation.identifier)
    ? registered.cloudFormation : undefined
  return {
    noun, key, ...(hasArn && { arn: template }), operations: found, ...(isCorrected && { correction }),
    ...(cloudFormation !== undefined && Object.values(found).some(({ role }) => role === 'delete') && { cloudFormation }),
  }
}

/** Whether the registry's identifier names the record: its key part by part, or its ARN alone. */
function isIdentified(noun: string, key: readonly DerivedKeyPart[], identifier: readonly string[]): boolean {
  const names = identifier.map(name => plainName(noun, name))
  if (names.length === 1 && key.length === 1) return names[0] === key[0]!.name || names[0] === 'arn' || (isOwnName(names[0]!)
    && isOwnName(key[0]!.name))
  return names.length === key.length && key.every(({ name }) => names.includes(name))
}

/** Whether anybody can learn the ARN. */
function showsArn({ output }: OperationModel, { within, items, item }: DerivedOperation, kept: KeptResource): boolean {
  if (item === 'arn') return true
  const shows = ({ fields }: Plan): boolean => fields.some(({ source }) =>
    (source.kind === 'value' && source.name === 'arn') || (source.kind === 'within' && shows(source.plan)))
  const list = items === undefined ? undefined : output.memberByName.get(items)!.shape
  const element = list?.kind === 'list' ? list.element.shape : undefined
  return shows(element?.kind === 'structure' ? planOf(element, kept) : planOf(output, kept, within))
}

/** What the operation that deletes (or else shows) asks for names the record; without a name there is one of it. @throws Doubt */
function keyOf(
  noun: string, create: OperationModel, wrap: string | undefined, remove: OperationModel, all: readonly OperationModel[],
): DerivedKeyPart[] {
  const inputs = plainMembers(noun, opened(create.input, wrap))
  const parts = [...plainMembers(noun, remove.input)].filter(([plain, { required }]) => required && !isVersionName(plain))
  if (parts.length === 0) return aloneOf(inputs, remove)
  const key = parts.map(([plain, { name, shape }]): DerivedKeyPart => {
    const isNumber = isWhole(shape)
    if (shape.kind !== 'string' && !isNumber) throw new Doubt(`${remove.name} names it by ${name}, which is no text.`)
    const number = isNumber ? { number: true as const } : {}
    // An `identifier` is the id that the service gives, where it gives one.
    const isId = plain === 'identifier' && !inputs.has(plain) && isShown(noun, 'id', create, all)
    const spellings = isId ? [] : isOpen(plain) ? [plain, 'name', 'id', ''] : isOwnName(plain) ? [plain, ''] : [plain]
    const given = spellings.find(each => isGiven(inputs.get(each)) && isWhole(inputs.get(each)!.shape) === isNumber)
    if (given !== undefined) return { name: given, from: 'input', ...number }
    if (inputs.has(plain)) throw new Doubt(`${create.name} does not require ${name}.`)
    const candidates = isNumber ? [plain] : isOpen(plain) ? ['id', 'arn'] : plain === 'id' || plain === 'arn' ? [plain] : []
    const shown = candidates.find(each => isShown(noun, each, create, all, isNumber))
    if (shown === undefined) throw new Doubt(`${remove.name} asks for ${name}, which ${create.name} neither takes nor gives.`)
    return { name: shown, from: 'assigned', ...number }
  })
  // Parents first: a list scans below them.
  const named = key.filter(({ name, from, number }) => isOwnName(name) || (number === true && from === 'assigned'))
  // Where a name stands beside the id that the service gives, the id finds it.
  const given = named.filter(({ from }) => from === 'assigned')
  const own = named.length > 1 && given.length === 1 ? given : named
  const parents = key.filter(part => !named.includes(part))
  if (new Set(key.map(({ name }) => name)).size < key.length || own.length > 1) throw new Doubt(`${remove.name} names it twice.`)
  return [...parents, ...own]
}

/** There is one of it in an account and region. @throws Doubt where something could name it nevertheless */
function aloneOf(inputs: ReadonlyMap<string, Member>, remove: OperationModel): DerivedKeyPart[] {
  const names = [...plainMembers('', remove.input)].filter(([plain, { shape, idempotencyToken }]) =>
    shape.kind !== 'boolean' && idempotencyToken !== true && !/token$|^expectedbucketowner$/.test(plain) && !isVersionName(plain))
  const own = [...inputs.keys()].filter(plain => isOwnName(plain) && inputs.get(plain)!.shape.kind === 'string')
  if (names.length > 0 || own.length > 0) throw new Doubt(`${remove.name} requires no name of what it means.`)
  return [{ name: 'only', from: 'only' }]
}

function isOpen(plain: string): boolean {
  return plain === '' || plain === 'identifier'
}

function isGiven(member: Member | undefined): boolean {
  return member?.required === true && (member.shape.kind === 'string' || isWhole(member.shape)) && member.idempotencyToken !== true
}

/** Whether create's answer has it, or, where that is empty, the reading operations' do. */
function isShown(noun: string, plain: string, create: OperationModel, all: readonly OperationModel[], isNumber = false): boolean {
  const shows = ({ output }: OperationModel): boolean =>
    structuresOf(output).some(structure => {
      const shape = plainMembers(noun, structure).get(plain)?.shape
      return shape !== undefined && (isNumber ? isWhole(shape) : shape.kind === 'string')
    })
  return shows(create) || (create.output.members.length === 0 && all.some(shows))
}

/** The first template that the patterns of the model's ARNs allow; undefined where no answer shows an ARN. @throws Doubt */
function arnTemplateOf(
  model: ServiceModel, noun: string, key: readonly DerivedKeyPart[], operations: readonly OperationModel[], registered: string | undefined,
): string | undefined {
  if (plainMembers(noun, operations[0]!.input).has('arn')) return undefined
  const outputs = operations.map(({ output }) => output)
  const shapes = new Set<Shape>()
  for (const structure of outputs.flatMap(structuresOf)) {
    const shape = plainMembers(noun, structure).get('arn')?.shape
    if (shape?.kind === 'string') shapes.add(shape)
  }
  if (shapes.size === 0) return undefined
  for (const { input } of operations) {
    const asked = plainMembers(noun, input).get('arn')
    if (asked?.required === true) shapes.add(asked.shape)
  }
  const tags = model.operationNames.includes('TagResource') ? model.operation('TagResource')! : undefined
  const tagged = tags === undefined ? undefined : tags.input.memberByName.get(arnMember(tags) ?? '')?.shape
  if (tagged !== undefined) shapes.add(tagged)
  const values = Object.fromEntries([['name', 'wxyz1234'], ['id', sampleIdOf(noun, outputs)], ...key.filter(({ name }) => name !== 'id')
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
  // An ARN after a pattern comes out otherwise each time.
  const turns = (each: string): number => each.startsWith(byPattern) ? 16 : 1
  const template = templates.find(each => Array.from({ length: turns(each) }).every(() => {
    const arn = arnOf(each, key, values, { ...samplePlace, random })
    return [...shapes].every(shape => fits(shape, arn))
  }))
  if (template === undefined) throw new Doubt('its ARNs are of a form that the model does not tell in full.')
  return template
}

/** Whether a template's parts are all known of a record. */
function fillsIn(template: string, key: readonly DerivedKeyPart[]): boolean {
  const parts = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).filter(name => /^(parent\d|name)$/.test(name))
  return parts.every(name => name !== 'name' && Number(name.slice(-1)) < key.length - 1)
}

function sampleIdOf(noun: string, outputs: readonly StructureShape[]): string {
  for (const structure of outputs.flatMap(structuresOf)) {
    const shape = plainMembers(noun, structure).get('id')?.shape
    if (shape !== undefined) return newId([shape], sampleChance()) ?? 'wxyz1234'
  }
  return 'wxyz1234'
}

const sampleUuid = '0f3c1d2e-4b5a-4968-8777-665544332211'

/** Chance that is the same at every build. */
function sampleChance(): Chance {
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

/** @throws Doubt */
function operationOf(
  operation: OperationModel, role: DerivedRole, key: readonly DerivedKeyPart[], kept: KeptResource, wrap: string | undefined,
  correction: DerivedCorrection,
): DerivedOperation {
  const { name, output } = operation
  if (operation.streamsInput || operation.streamsOutput) throw new Doubt(`${name} carries a stream.`)
  if (role === 'list') return listOf(operation, key, kept)
  const isNew = role === 'create' || role === 'put'
  const names = isNew ? key.map(() => null) : keyMembers(operation, role, key, kept, wrap)
  const said = faultCode(operation, kept.noun, 'missing', false, correction)
  // A model that lists other errors and none for what is not there says that it is no error.
  const lenient = role === 'delete' && said === undefined && operation.errors.length > 0
  if (!isNew && !lenient && said === undefined && serviceWideMissing(operation) === undefined) {
    throw new Doubt(`${name} lists no error for one that is not there.`)
  }
  if (role === 'put' && key.some(({ from }) => from === 'assigned')) throw new Doubt(`${name} does not say which one it replaces.`)
  const within = withinOf(output, kept)
  const { missing, known } = planOf(output, kept, within)
  if (missing.length > 0) throw new Doubt(`the model does not tell what ${missing.join(', ')} in the answer of ${name} should be.`)
  if (isNew && output.members.length > 0 && !showsIdentity(planOf(output, kept, within), key)) {
    throw new Doubt(`${name} does not show its ${key.at(-1)!.name}.`)
  }
  if (role === 'read' && known === 0) throw new Doubt(`the answer of ${name} shows nothing of what is kept.`)
  return { role, key: names, ...(lenient && { lenient }), ...(within !== undefined && { within }) }
}

/** What the service assigned is in the answer, or the caller named it himself. */
function showsIdentity({ fields }: Plan, key: readonly DerivedKeyPart[]): boolean {
  const { name, from } = key.at(-1)!
  return from !== 'assigned' || fields.some(({ source }) =>
    (source.kind === 'value' && source.name === name) || (source.kind === 'within' && showsIdentity(source.plan, key)))
}

/** The members of an input that name the record. @throws Doubt */
function keyMembers(
  operation: OperationModel, role: DerivedRole, key: readonly DerivedKeyPart[], kept: KeptResource, wrap: string | undefined,
): (string | null)[] {
  const members = plainMembers(kept.noun, opened(operation.input, wrap))
  const names = key.map(({ name, from }) => {
    if (from === 'only') return null
    const open = isOwnName(name) ? [name, '', 'identifier', ...(kept.assigned.has('arn') ? ['arn'] : [])] : [name]
    const member = open.map(plain => members.get(plain)).find(each => isGiven(each))
    if (member === undefined) throw new Doubt(`${operation.name} does not require its ${name || 'name'}.`)
    return member.name
  })
  const isKept = ([plain, { shape }]: [string, Member]): boolean => {
    const from = kept.shapes.get(plain)
    return role === 'update' && from !== undefined && plain !== kept.tags && compatible(shape, from)
  }
  const others = [...members].filter(([plain, { name, required, idempotencyToken }]) =>
    required && !names.includes(name) && idempotencyToken !== true && !isVersionName(plain)
    && !kept.repeated.has(plain) && !isKept([plain,
      members.get(plain)!])).map(([, member]) => member)
  if (others.length > 0) throw new Doubt(`${operation.name} requires ${others.map(({ name }) => name).join(', ')}, which is not kept.`)
  return names
}

function taggingOf(model: ServiceModel): DerivedTagging | undefined {
  const list = ['ListTagsForResource', 'ListTags', 'ListResourceTags', 'GetTags'].find(name => model.operationNames.includes(name))
  if (list === undefined || !['TagResource', 'UntagResource'].every(name => model.operationNames.includes(name))) return undefined
  const models = ['TagResource', 'UntagResource', list].map(name => model.operation(name)!)
  const isPlain = models.every(each => arnMember(each) !== undefined && faultCode(each, '', 'missing') !== undefined)
  const [tag, untag, shown] = models as [OperationModel, OperationModel, OperationModel]
  const others = [tag, untag].some(({ input }) => input.members.filter(({ required }) => required).length > 2)
  const hold = (structure: StructureShape): boolean => structure.members.some(({ shape }) => holdsTags(shape))
  if (!isPlain || others || !hold(tag.input) || !hold(shown.output) || !namesTags(untag.input)) return undefined
  return { tag: tag.name, untag: untag.name, list: shown.name }
}

function namesTags({ members }: StructureShape): boolean {
  return members.some(({ shape }) => shape.kind === 'list' && shape.element.shape.kind === 'string')
}
