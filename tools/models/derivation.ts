// Proposes the resources of a service and the part that each operation plays, from names and shapes alone, and only where they leave no
// doubt: what deletes names what is deleted, what creates takes that name or gives it, and every required member of every answer is known.
// Pure: model in, data out. What looked like a resource and is none says why.

import { arnMember, arnOf, arnTemplates } from '../../src/kernel/resource/derive/arn-name.ts'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import { faultCode } from '../../src/kernel/resource/derive/fault-code.ts'
import { holdsTags, keptOf, structuresOf } from '../../src/kernel/resource/derive/kept.ts'
import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
import { newId } from '../../src/kernel/resource/derive/new-id.ts'
import type { Chance } from '../../src/kernel/resource/derive/new-id.ts'
import { isOwnName } from '../../src/kernel/resource/derive/plain-name.ts'
import { planOf, plainMembers, withinOf } from '../../src/kernel/resource/derive/plan.ts'
import type { Plan } from '../../src/kernel/resource/derive/plan.ts'
import { readPattern } from '../../src/kernel/validate.ts'
import type {
  DerivedKeyPart, DerivedOperation, DerivedResource, DerivedRole, DerivedTagging, ServiceDerivation,
} from '../../src/model/derived.ts'
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from '../../src/model/shape.ts'
import { Doubt, candidatesOf } from './derivation-names.ts'
import type { Candidate } from './derivation-names.ts'
import { listOf } from './derivation-list.ts'

/** @param withheld reasons, by noun, not to derive a resource although it seems to be one */
export function derive(model: ServiceModel, withheld: Readonly<Record<string, string>> = {}): ServiceDerivation {
  const resources: DerivedResource[] = []
  const refused: Record<string, string> = {}
  for (const candidate of candidatesOf(model.operationNames)) {
    const names = [...candidate.operations.keys()]
    const reason = withheld[candidate.noun] ?? attempt(() => { resources.push(resourceOf(model, candidate, refused)) })
    if (reason !== undefined) for (const name of names) refused[name] = `${candidate.noun} is not derived: ${reason}`
  }
  const tagging = resources.some(({ arn }) => arn !== undefined) ? taggingOf(model) : undefined
  return { resources, ...(tagging !== undefined && { tagging }), refused }
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

/** @throws Doubt */
function resourceOf(model: ServiceModel, { noun, operations }: Candidate, refused: Record<string, string>): DerivedResource {
  const models = [...operations].map(([name, role]) => [model.operation(name)!, { role }] as const)
  const create = models.find(([, { role }]) => role === 'create' || role === 'put')![0]
  const remove = models.find(([, { role }]) => role === 'delete')![0]
  if (create.streamsInput || create.streamsOutput) throw new Doubt(`${create.name} carries a stream.`)
  const key = keyOf(noun, create, remove, models.map(([each]) => each))
  const template = arnTemplateOf(model, noun, key, models.map(([each]) => each))
  const kept = keptOf(noun, key, models, template !== undefined)
  for (const [plain, shapes] of kept.assigned) {
    if (plain !== 'arn' && newId(shapes, sampleChance()) === undefined) throw new Doubt(`the model does not tell the form of its ${plain}.`)
  }
  const found: Record<string, DerivedOperation> = {}
  for (const [operation, { role }] of models) {
    const reason = attempt(() => { found[operation.name] = operationOf(operation, role, key, kept) })
    if (reason === undefined) continue
    if (operation === create || operation === remove) throw new Doubt(reason)
    refused[operation.name] = `${noun} is derived, ${operation.name} is not: ${reason}`
  }
  if (!Object.values(found).some(({ role }) => role === 'read' || role === 'list')) {
    const reasons = models.map(([{ name }]) => refused[name]).filter(reason => reason !== undefined)
    throw new Doubt(`nothing shows it. ${reasons[0] ?? ''}`.trim())
  }
  const hasArn = template !== undefined && Object.entries(found).some(([name, part]) => showsArn(model.operation(name)!, part, kept))
  return { noun, key, ...(hasArn && { arn: template }), operations: found }
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

/** What the operation that deletes asks for names the record. @throws Doubt */
function keyOf(noun: string, create: OperationModel, remove: OperationModel, all: readonly OperationModel[]): DerivedKeyPart[] {
  const inputs = plainMembers(noun, create.input)
  const parts = [...plainMembers(noun, remove.input)].filter(([, { required }]) => required)
  if (parts.length === 0) throw new Doubt(`${remove.name} requires no name of what it deletes.`)
  const key = parts.map(([plain, { name, shape }]): DerivedKeyPart => {
    if (shape.kind !== 'string') throw new Doubt(`${remove.name} names it by ${name}, which is no text.`)
    // An `identifier` is the id that the service gives, where it gives one.
    const isId = plain === 'identifier' && !inputs.has(plain) && isShown(noun, 'id', create, all)
    const spellings = isId ? [] : isOpen(plain) ? [plain, 'name', 'id', ''] : isOwnName(plain) ? [plain, ''] : [plain]
    const given = spellings.find(each => isGiven(inputs.get(each)))
    if (given !== undefined) return { name: given, from: 'input' }
    if (inputs.has(plain)) throw new Doubt(`${create.name} does not require ${name}.`)
    const candidates = isOpen(plain) ? ['id', 'arn'] : plain === 'id' || plain === 'arn' ? [plain] : []
    const shown = candidates.find(each => isShown(noun, each, create, all))
    if (shown === undefined) throw new Doubt(`${remove.name} asks for ${name}, which ${create.name} neither takes nor gives.`)
    return { name: shown, from: 'assigned' }
  })
  // Parents first: a list scans below them.
  const own = key.filter(({ name }) => isOwnName(name))
  if (new Set(key.map(({ name }) => name)).size < key.length || own.length > 1) throw new Doubt(`${remove.name} names it twice.`)
  return [...key.filter(({ name }) => !isOwnName(name)), ...own]
}

function isOpen(plain: string): boolean {
  return plain === '' || plain === 'identifier'
}

function isGiven(member: Member | undefined): boolean {
  return member?.required === true && member.shape.kind === 'string' && member.idempotencyToken !== true
}

/** Whether create's answer has it, or, where that is empty, the reading operations' do. */
function isShown(noun: string, plain: string, create: OperationModel, all: readonly OperationModel[]): boolean {
  const shows = ({ output }: OperationModel): boolean =>
    structuresOf(output).some(structure => plainMembers(noun, structure).get(plain)?.shape.kind === 'string')
  return shows(create) || (create.output.members.length === 0 && all.some(shows))
}

/** The first template that the patterns of the model's ARNs allow; undefined where no answer shows an ARN. @throws Doubt */
function arnTemplateOf(
  model: ServiceModel, noun: string, key: readonly DerivedKeyPart[], operations: readonly OperationModel[],
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
  const template = [...new Set([model.signingName, model.endpointPrefix, model.id])]
    .flatMap(name => arnTemplates(name, noun, below, isGlobal))
    .find(each => [...shapes].every(shape => fits(shape, arnOf(each, key, values, samplePlace))))
  if (template === undefined) throw new Doubt('its ARNs are of a form that the model does not tell in full.')
  return template
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
function operationOf(operation: OperationModel, role: DerivedRole, key: readonly DerivedKeyPart[], kept: KeptResource): DerivedOperation {
  const { name, output } = operation
  if (operation.streamsInput || operation.streamsOutput) throw new Doubt(`${name} carries a stream.`)
  if (role === 'list') return listOf(operation, key, kept)
  const isNew = role === 'create' || role === 'put'
  const names = isNew ? key.map(() => null) : keyMembers(operation, role, key, kept)
  if (!isNew && faultCode(operation, kept.noun, 'missing') === undefined) {
    throw new Doubt(`${name} lists no error for one that is not there.`)
  }
  if (role === 'put' && key.some(({ from }) => from === 'assigned')) throw new Doubt(`${name} does not say which one it replaces.`)
  if (role === 'create' && key.at(-1)!.from === 'input' && faultCode(operation, kept.noun, 'present') === undefined) {
    throw new Doubt(`${name} lists no error for one that is there already.`)
  }
  const within = withinOf(output, kept)
  const { missing, known } = planOf(output, kept, within)
  if (missing.length > 0) throw new Doubt(`the model does not tell what ${missing.join(', ')} in the answer of ${name} should be.`)
  if (isNew && output.members.length > 0 && !showsIdentity(planOf(output, kept, within), key)) {
    throw new Doubt(`${name} does not show its ${key.at(-1)!.name}.`)
  }
  if (role === 'read' && known === 0) throw new Doubt(`the answer of ${name} shows nothing of what is kept.`)
  return { role, key: names, ...(within !== undefined && { within }) }
}

/** What the service assigned is in the answer, or the caller named it himself. */
function showsIdentity({ fields }: Plan, key: readonly DerivedKeyPart[]): boolean {
  const { name, from } = key.at(-1)!
  return from === 'input' || fields.some(({ source }) =>
    (source.kind === 'value' && source.name === name) || (source.kind === 'within' && showsIdentity(source.plan, key)))
}

/** The members of an input that name the record. @throws Doubt */
function keyMembers(operation: OperationModel, role: DerivedRole, key: readonly DerivedKeyPart[], kept: KeptResource): string[] {
  const members = plainMembers(kept.noun, operation.input)
  const names = key.map(({ name }) => {
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
    required && !names.includes(name) && idempotencyToken !== true && !isKept([plain, members.get(plain)!])).map(([, member]) => member)
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
