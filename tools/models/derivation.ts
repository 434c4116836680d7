// Proposes the resources of a service and the part that each operation plays, from names and shapes alone, and only where they leave no
// doubt: what deletes names what is deleted, what creates takes that name or gives it, and every required member of every answer is known.
// Pure: model in, data out. What looked like a resource and is none says why.

import { arnMember } from '../../src/kernel/resource/derive/arn-name.ts'
import { editsOf } from '../../src/kernel/resource/derive/edit.ts'
import { faultCode, serviceWideMissing } from '../../src/kernel/resource/derive/fault-code.ts'
import { holdsTags, keptOf, structuresOf } from '../../src/kernel/resource/derive/kept.ts'
import type { Named } from '../../src/kernel/resource/derive/kept.ts'
import { elementOf } from '../../src/kernel/resource/derive/many.ts'
import { newId } from '../../src/kernel/resource/derive/new-id.ts'
import { parentsOf } from '../../src/kernel/resource/derive/parent.ts'
import { isNameOf, isOwnName, plainName, spellingOf } from '../../src/kernel/resource/derive/plain-name.ts'
import { opened, plainMembers, singular } from '../../src/kernel/resource/derive/plan.ts'
import type {
  DerivedCorrection, DerivedKeyPart, DerivedOperation, DerivedResource, DerivedRole, DerivedTagging, ServiceCorrections, ServiceDerivation,
} from '../../src/model/derived.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../../src/model/shape.ts'
import { arnTemplateOf, sampleChance } from './derivation-arn.ts'
import { keyedOf } from './derivation-key.ts'
import { withMore } from './derivation-more.ts'
import { Doubt, candidatesOf } from './derivation-names.ts'
import type { Candidate } from './derivation-names.ts'
import { operationOf, showsArn } from './derivation-operation.ts'
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
  const { withheld = {}, corrections = {} } = knowledge
  const refused: Record<string, string> = {}
  const said = Object.fromEntries(Object.entries(corrections.resources ?? {}).flatMap(([noun, { operations }]) =>
    operations === undefined ? [] : [[noun, operations]]))
  let resources: DerivedResource[] = []
  let open = candidatesOf(model.operationNames, said)
  // What belongs to another may need to know it: as long as something comes out, the rest is tried again.
  for (let before = -1; before < resources.length && open.length > 0;) {
    before = resources.length
    open = open.filter(candidate => {
      const { missing, present } = corrections
      const correction = {
        ...(missing !== undefined && { missing }), ...(present !== undefined && { present }), ...corrections.resources?.[candidate.noun],
      }
      const reason = withheld[candidate.noun] ?? attemptEither(model, candidate, correction, knowledge, resources, refused)
      for (const name of candidate.operations.keys()) {
        if (reason !== undefined) refused[name] = `${candidate.noun} is not derived: ${reason}`
        else if (refused[name]?.startsWith(`${candidate.noun} is not derived`) === true) delete refused[name]
      }
      return reason !== undefined
    })
  }
  const tagging = resources.some(({ arn }) => arn !== undefined) ? taggingOf(model) : undefined
  const ofTags = Object.values(tagging ?? {}) as string[]
  resources = withMore(model, resources, new Set([...resources.flatMap(({ operations }) => Object.keys(operations)), ...ofTags]))
  for (const { operations } of resources) for (const name of Object.keys(operations)) delete refused[name]
  return { resources, ...(tagging !== undefined && { tagging }), refused }
}

/** With the members of inputs as they stand; where that leaves doubt, with the one structure in them opened. @returns the first doubt */
function attemptEither(
  model: ServiceModel, candidate: Candidate, correction: DerivedCorrection, knowledge: Knowledge, resources: DerivedResource[],
  refused: Record<string, string>,
): string | undefined {
  const registered = knowledge.registered?.get(candidate.noun.toLowerCase())
  const once = (wraps: Wraps, isStrict: boolean): string | undefined => {
    const own: Record<string, string> = {}
    return attempt(() => {
      resources.push(resourceOf(model, candidate, { correction, registered, wraps, resources, isStrict }, own))
      Object.assign(refused, own)
    })
  }
  const wraps = wrapsOf(model, candidate)
  const none: Wraps = new Map()
  const isSaid = [...wraps.values()].includes(inputOf(candidate.noun))
  const lists = listsOf(model, candidate)
  const ways: readonly Wraps[] = [...wraps.size === 0 ? [none] : isSaid ? [wraps, none] : [none, wraps], ...lists === undefined ? []
    : [lists]]
  let doubt: string | undefined
  for (const isStrict of [true, false]) {
    for (const each of ways) {
      const reason = once(each, isStrict)
      if (reason === undefined) return undefined
      doubt ??= reason
    }
  }
  return doubt
}

/** Members to be opened, by operation. */
type Wraps = ReadonlyMap<string, string>

/** The one structure in which the inputs of create and update hold the resource. */
function wrapsOf(model: ServiceModel, { noun, operations }: Candidate): Wraps {
  const found = [...operations].filter(([, role]) => role === 'create' || role === 'put' || role === 'update').flatMap(([name]) => {
    const { members } = model.operation(name)!.input
    const isWhole = ({ shape }: Member): boolean => shape.kind === 'structure' && shape.union !== true
    const said = members.filter(member => isWhole(member) && member.name === inputOf(noun))
    const structures = said.length > 0 ? said : members.filter(member => isWhole(member) && member.required)
    return structures.length === 1 ? [[name, structures[0]!.name] as const] : []
  })
  return new Map(found)
}

/** The lists by which both ends of a life mean several at once: `AttachLoadBalancers`, `DetachLoadBalancers`. */
function listsOf(model: ServiceModel, { operations }: Candidate): Wraps | undefined {
  const found = new Map([...operations].filter(([, role]) => /^(create|put|update|delete)$/.test(role)).flatMap(([name]) => {
    const lists = model.operation(name)!.input.members.filter(member => elementOf(member) !== undefined && !holdsTags(member.shape))
    const needed = lists.filter(({ required }) => required)
    const [list] = needed.length > 0 ? needed : lists
    return list === undefined || needed.length > 1 || (needed.length === 0 && lists.length > 1) ? [] : [[name, list.name] as const]
  }))
  const roles = [...operations].filter(([name]) => found.has(name)).map(([, role]) => role)
  return roles.includes('delete') && (roles.includes('create') || roles.includes('put')) ? found : undefined
}

/** `TableInput` of `Table`: the structure that holds it, required or not. */
function inputOf(noun: string): string {
  return `${noun}Input`
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

interface Ground {
  readonly correction: DerivedCorrection
  readonly registered: Registered | undefined
  readonly wraps: Wraps
  /** Its names leave no room: see `keyedOf`. */
  readonly isStrict: boolean
  /** Those that are known already. */
  readonly resources: readonly DerivedResource[]
}

/** @throws Doubt */
function resourceOf(
  model: ServiceModel, candidate: Candidate, { correction, registered, wraps, resources, isStrict }: Ground, refused: Record<string,
    string>,
): DerivedResource {
  const { noun, operations } = candidate
  const models = [...operations].map(([name, role]) => {
    const operation = model.operation(name)
    if (operation === undefined) throw new Error(`assert: ${model.id} has no operation ${name}`)
    const wrap = wraps.get(name)
    const part = role === 'update' && editsOf(operation.input) !== undefined ? 'edit' : role
    return [operation, { role: part, ...(wrap !== undefined && { wrap }) }] as const
  })
  const [create, { wrap }] = models.find(([, { role }]) => role === 'create' || role === 'put')!
  const remove = models.find(([, { role }]) => role === 'delete')?.[0] ?? models.find(([, { role }]) => role === 'read')?.[0]
  if (remove === undefined) throw new Doubt('nothing shows it.')
  if (create.streamsInput || create.streamsOutput) throw new Doubt(`${create.name} carries a stream.`)
  const all = models.map(([each]) => each)
  const several = wrap !== undefined && elementOf(create.input.memberByName.get(wrap)) !== undefined ? [singular(noun)] : []
  const spelled = [noun, ...several.filter(each => each !== noun), ...correction.spelling ?? []].join('|')
  const { key, spelling } = keyedOf(spelled, create, wrap, remove, all, isStrict, wraps.get(remove.name))
  const named: Named = { noun, key, ...(spelling !== noun && { spelling }) }
  if (candidate.isLoose === true) checkLoose(named, resources)
  const isJoining = /^(BatchA|A)(ssociate|ttach|dd)/.test(create.name)
  // What joins two things shows their ARNs, and has none of its own.
  const hasOwn = !isJoining || key.some(({ from }) => from === 'assigned')
  const template = correction.arn ?? (hasOwn ? arnTemplateOf(model, named, all, registered?.arn, correction.id) : undefined)
  const inherits = inheritedOf(named, create, wrap, all, resources)
  const whole: Named = { ...named, ...(Object.keys(inherits).length > 0 && { inherits }) }
  const found = operationsFound(models, [create, remove], whole, template !== undefined, correction, refused,
    isJoining && parentsOf(whole, resources).length > 0)
  const kept = keptOf(whole, models, template !== undefined, correction)
  const hasArn = template !== undefined && Object.entries(found).some(([name, part]) => showsArn(model.operation(name)!, part, kept))
  const isCorrected = Object.keys(correction).length > 0
  const cloudFormation = registered !== undefined && several.length === 0
    && isIdentified(spelling, key, registered.cloudFormation.identifier)
    ? registered.cloudFormation : undefined
  const tagged = ['tag', 'untag', 'tags'].every(role => Object.values(found).some(part => part.role === role)) && hasArn
  const served = Object.fromEntries(Object.entries(found).filter(([, { role }]) => tagged || !/tag/.test(role)))
  return {
    ...whole, ...(hasArn && { arn: template }), operations: served, ...(isCorrected && { correction }),
    ...(cloudFormation !== undefined && Object.values(found).some(({ role }) => role === 'delete') && { cloudFormation }),
  }
}

type Models = readonly (readonly [OperationModel, Pick<DerivedOperation, 'role' | 'wrap'>])[]

/**
 * The parts that operations can play; create and what deletes must.
 * @param isJoining it joins things that are known: nothing need show it, as ending it tells whether it is there
 * @throws Doubt
 */
function operationsFound(
  models: Models, needed: readonly OperationModel[], whole: Named, hasArn: boolean, correction: DerivedCorrection,
  refused: Record<string, string>, isJoining: boolean,
): Record<string, DerivedOperation> {
  const { noun, key } = whole
  const kept = keptOf(whole, models, hasArn, correction)
  for (const [plain, shapes] of kept.assigned) {
    const isCounted = key.some(({ name, number }) => name === plain && number === true)
    if (plain === 'arn' || isCounted || correction.id !== undefined || newId(shapes, sampleChance()) !== undefined) continue
    throw new Doubt(`the model does not tell the form of its ${plain}.`)
  }
  const isSetting = models.some(([, { role }]) => role === 'put')
  const found: Record<string, DerivedOperation> = {}
  for (const [operation, { role, wrap }] of models) {
    const judge = (as: DerivedRole): string | undefined => attempt(() => {
      found[operation.name] = { ...operationOf(operation, as, { key, kept, correction, isSetting }, wrap),
        ...(wrap !== undefined && { wrap }) }
    })
    const reason = judge(role)
    // What describes one may describe many.
    if (reason === undefined || (role === 'read' && judge('list') === undefined)) continue
    if (needed.includes(operation)) throw new Doubt(reason)
    refused[operation.name] = `${noun} is derived, ${operation.name} is not: ${reason}`
  }
  if (!isJoining && !Object.values(found).some(({ role }) => role === 'read' || role === 'list')) {
    const reasons = models.map(([{ name }]) => refused[name]).filter(reason => reason !== undefined)
    throw new Doubt(`nothing shows it. ${reasons[0] ?? ''}`.trim())
  }
  return found
}

/** What an update sets and nothing makes is a setting of the account's or of a resource that is there. @throws Doubt */
function checkLoose(named: Named, resources: readonly DerivedResource[]): void {
  const parents = parentsOf(named, resources)
  if (named.key.every(({ name, from }) => from === 'only' || parents.some(({ part }) => part === name))) return
  throw new Doubt('nothing makes it.')
}

/** What answers show of the parents, which the caller does not say again: their ids, names and ARNs. */
function inheritedOf(
  named: Named, create: OperationModel, wrap: string | undefined, all: readonly OperationModel[], resources: readonly DerivedResource[],
): Record<string, readonly [string, string, string]> {
  const spelling = spellingOf(named)
  const said = plainMembers(spelling, opened(create.input, wrap))
  const found: Record<string, readonly [string, string, string]> = {}
  const parents = parentsOf(named, resources)
  for (const structure of all.flatMap(({ output }) => structuresOf(output))) {
    for (const [plain, { shape }] of plainMembers(spelling, structure)) {
      if (said.has(plain) || isOwnName(plain) || shape.kind !== 'string') continue
      for (const { part, resource } of parents) {
        const name = heldBy(resource, plain)
        if (name !== undefined) found[plain] ??= [part, resource.noun, name]
      }
    }
  }
  return found
}

/** The parent's plain name of what a child shows of it, where every record of the parent's has it. */
function heldBy(parent: DerivedResource, shown: string): string | undefined {
  if (parent.inherits?.[shown] !== undefined) return shown
  if (!isNameOf(spellingOf(parent), shown)) return undefined
  const plain = plainName(spellingOf(parent), shown)
  const own = parent.key.at(-1)!
  if (plain === 'arn') return parent.arn !== undefined ? 'arn' : undefined
  return plain === own.name || (plain === '' && own.name === 'name') || plain === 'identifier' ? own.name : undefined
}

/** Whether the registry's identifier names the record: its key part by part, or its ARN alone. */
function isIdentified(spelling: string, key: readonly DerivedKeyPart[], identifier: readonly string[]): boolean {
  const names = identifier.map(name => plainName(spelling, name))
  if (names.length === 1 && key.length === 1) return names[0] === key[0]!.name || names[0] === 'arn' || (isOwnName(names[0]!)
    && isOwnName(key[0]!.name))
  return names.length === key.length && key.every(({ name }) => names.includes(name))
}

/** What tags by ARN, as services call it. */
const tagNames: readonly (readonly [tag: string, untag: string, lists: readonly string[]])[] = [
  ['TagResource', 'UntagResource', ['ListTagsForResource', 'ListTags', 'ListResourceTags', 'GetTags']],
  ['AddTagsToResource', 'RemoveTagsFromResource', ['ListTagsForResource']], ['AddTags', 'RemoveTags', ['ListTags', 'GetTags']],
  ['AddTags', 'DeleteTags', ['ListTags']],
]

function taggingOf(model: ServiceModel): DerivedTagging | undefined {
  const names = new Set(model.operationNames)
  for (const [tagName, untagName, lists] of tagNames) {
    const list = lists.find(name => names.has(name))
    if (list === undefined || !names.has(tagName) || !names.has(untagName)) continue
    const models = [tagName, untagName, list].map(name => model.operation(name)!)
    const isPlain = models.every(each => takesArn(each)
      && (faultCode(each, '', 'missing') ?? serviceWideMissing(each)) !== undefined)
    const [tag, untag, shown] = models as [OperationModel, OperationModel, OperationModel]
    const others = [tag, untag].some(({ input }) => input.members.filter(({ required }) => required).length > 2)
    const hold = (structure: StructureShape): boolean => structure.members.some(({ shape }) => holdsTags(shape))
    if (isPlain && !others && hold(tag.input) && hold(shown.output) && namesTags(untag.input)) {
      return { tag: tag.name, untag: untag.name, list: shown.name }
    }
  }
  return undefined
}

/** Its one name is an ARN, as far as its pattern tells. */
function takesArn(operation: OperationModel): boolean {
  const name = arnMember(operation)
  if (name === undefined || !/id$/i.test(name)) return name !== undefined
  return (operation.input.memberByName.get(name)!.shape.constraints?.pattern ?? 'arn').includes('arn')
}

function namesTags({ members }: StructureShape): boolean {
  return members.some(({ shape }) => shape.kind === 'list' && shape.element.shape.kind === 'string')
}
