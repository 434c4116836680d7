// What else is done with resources that are derived: one property is changed or shown, one is started or stopped, lists by a reference.
// Names tell which resource is meant; whether the operation can be served, its shapes.

import { faultCode } from '../../src/kernel/resource/derive/fault-code.ts'
import { keptOf, structuresOf } from '../../src/kernel/resource/derive/kept.ts'
import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
import { elementOf } from '../../src/kernel/resource/derive/many.ts'
import { isOwnName } from '../../src/kernel/resource/derive/plain-name.ts'
import { planOf, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import { isStateName, saysState } from '../../src/kernel/resource/derive/state.ts'
import type { DerivedOperation, DerivedResource, DerivedRole } from '../../src/model/derived.ts'
import type { OperationModel, ServiceModel } from '../../src/model/shape.ts'
import { Doubt, isSeveral, pluralsOf } from './derivation-names.ts'
import { operationOf } from './derivation-operation.ts'

const changing = /^(Update|Set|Modify|Change|Put|Rename)(\w+)$/
const showing = /^(Get|Describe)(\w+)$/
const listing = /^(List|Describe|Get|Search)(\w+)$/
const batches: Readonly<Record<string, DerivedRole>> = {
  Create: 'create', Add: 'create', Register: 'create', Put: 'put', Update: 'update', Delete: 'delete', Remove: 'delete',
  Associate: 'create', Disassociate: 'delete',
}
const startWords = ['RUNNING', 'STARTED', 'ACTIVE', 'ENABLED', 'ONLINE', 'AVAILABLE', 'COLLECTING']
const stateWords: Readonly<Record<string, readonly string[]>> = {
  Start: startWords, Resume: startWords, Stop: ['STOPPED', 'DISABLED', 'INACTIVE', 'OFFLINE'], Enable: ['ENABLED', 'ACTIVE'],
  Disable: ['DISABLED', 'INACTIVE'], Activate: ['ACTIVE', 'ACTIVATED', 'ENABLED'], Deactivate: ['INACTIVE', 'DEACTIVATED', 'DISABLED'],
  Suspend: ['SUSPENDED'], Pause: ['PAUSED', 'SUSPENDED'],
}

/** The resources with what more there is for each; `taken` are the operations that have a part already. */
export function withMore(
  model: ServiceModel, resources: readonly DerivedResource[], taken: ReadonlySet<string>,
): DerivedResource[] {
  const nouns = [...resources].sort((a, b) => b.noun.length - a.noun.length)
  const grown = new Map(resources.map(each => [each.noun, each]))
  for (const name of model.operationNames) {
    if (taken.has(name)) continue
    const [role, resource] = partOf(name, nouns) ?? []
    if (role === undefined || resource === undefined) continue
    const own = grown.get(resource.noun)!
    const part = attempted(model, own, model.operation(name)!, role)
    if (part !== undefined) grown.set(own.noun, { ...own, operations: { ...own.operations, [name]: part } })
  }
  return resources.map(({ noun }) => grown.get(noun)!)
}

/** The longest noun that the operation's name goes on with. */
function partOf(name: string, nouns: readonly DerivedResource[]): [DerivedRole, DerivedResource] | undefined {
  const [, , changed] = changing.exec(name) ?? []
  const [, , shown] = showing.exec(name) ?? []
  const [, , listed] = listing.exec(name) ?? []
  const [, verb, moved] = /^(Start|Stop|Enable|Disable|Activate|Deactivate|Resume|Suspend|Pause)(\w+)$/.exec(name) ?? []
  const [, batched, several] = /^Batch([A-Z][a-z]+)(\w+)$/.exec(name) ?? []
  for (const resource of nouns) {
    const { noun } = resource
    if (several !== undefined && isSeveral(several, noun)) {
      const role = batches[batched!]
      if (role !== undefined) return [role, resource]
    }
    const plurals = pluralsOf(noun).filter(plural => plural !== noun)
    const longer = (text: string | undefined): boolean => text !== undefined && text.startsWith(noun)
      && /^[A-Z]/.test(text.slice(noun.length))
    if (longer(changed)) return ['update', resource]
    if (listed !== undefined && plurals.some(plural => listed.startsWith(plural) && /^(By|For|In|With|Of|From)[A-Z]/.test(listed.slice(
      plural.length)))) return ['list', resource]
    if (longer(shown)) return ['read', resource]
    if (verb !== undefined && moved === noun) return ['change', resource]
  }
  return undefined
}

/** The part that it can play, or undefined. */
function attempted(model: ServiceModel, resource: DerivedResource, operation: OperationModel,
  role: DerivedRole): DerivedOperation | undefined {
  try {
    const parts = { ...resource.operations, [operation.name]: { role, key: [] } as DerivedOperation }
    const models = Object.entries(parts).map(([name, each]) => [model.operation(name)!, each] as const)
    const { correction = {}, key } = resource
    const kept = keptOf(resource, models, resource.arn !== undefined, correction)
    const isSetting = Object.values(resource.operations).some(part => part.role === 'put')
    const list = /^Batch/.test(operation.name) ? elementListOf(operation) : undefined
    const single = models.find(([{ name }, each]) => each.role === role && each.wrap === undefined && name !== operation.name)?.[0]
    const missing = list === undefined || single === undefined ? undefined : faultCode(single, resource.noun, 'missing', false, correction)
    const part = operationOf(operation, role, { key, kept, correction, isSetting, missing }, list)
    if (list !== undefined) return { ...part, wrap: list }
    if (role === 'list') return part
    if (role === 'read') return isWholly(operation, part, kept) ? part : undefined
    if (role === 'update') return changesSome(operation, part, kept) ? part : undefined
    const state = stateOf(resource, models.map(([each]) => each), operation, kept)
    return state === undefined ? undefined : { ...part, ...state }
  } catch (error) {
    if (!(error instanceof Doubt)) throw error
    return undefined
  }
}

/** The one list by which a batch means several. @throws Doubt */
function elementListOf({ name, input }: OperationModel): string {
  const lists = input.members.filter(member => elementOf(member) !== undefined)
  const needed = lists.filter(({ required }) => required)
  const [list, other] = needed.length > 0 ? needed : lists
  if (list === undefined || other !== undefined) throw new Doubt(`${name} does not tell by one list what it means.`)
  return list.name
}

/** Every member of the answer is known, and more than names: what is computed is not passed over in silence. */
function isWholly({ output }: OperationModel, { within }: DerivedOperation, kept: KeptResource): boolean {
  const { fields } = planOf(output, kept, within)
  const [held] = fields.flatMap(({ source }) => source.kind === 'within' ? [source.plan] : [])
  const shown = held === undefined ? fields : held.fields
  const shape = held === undefined ? output : structuresOf(output).find(each => each.members.some(({ name }) =>
    name === shown[0]?.member.name))
  return shape !== undefined && shown.length === shape.members.length
    && shown.some(({ source }) => source.kind === 'value' && !isOwnName(source.name) && source.name !== 'arn')
}

/** It takes something that is kept beside its names. */
function changesSome({ input }: OperationModel, { key, or = [] }: DerivedOperation, kept: KeptResource): boolean {
  return [...plainMembers(kept.spelling, input)].some(([plain, { name }]) =>
    kept.shapes.has(plain) && !key.includes(name) && !or.includes(name) && !isOwnName(plain) && plain !== kept.tags)
}

/** What becomes of the record: a state that some answer can say, or a property that says it. */
function stateOf(
  { correction = {} }: DerivedResource, operations: readonly OperationModel[], { name }: OperationModel, kept: KeptResource,
): Pick<DerivedOperation, 'state' | 'sets'> | undefined {
  const [, verb] = /^([A-Z][a-z]+)/.exec(name) ?? []
  const words = stateWords[verb ?? ''] ?? []
  const spelled = (values: readonly string[]): string | undefined =>
    words.map(word => values.find(value => value.toUpperCase() === word)).find(value => value !== undefined)
  for (const [plain, shape] of kept.shapes) {
    const values = shape.constraints?.enum
    const word = isStateName(plain) && values !== undefined ? spelled(values) : undefined
    if (word !== undefined && kept.always.has(plain)) return { sets: { [plain]: word } }
    if (plain === 'enabled' && shape.kind === 'boolean' && (kept.always.has(plain) || correction.defaults?.[plain] !== undefined)) {
      return { sets: { enabled: /^(Start|Enable|Activate|Resume)$/.test(verb!) } }
    }
  }
  for (const structure of operations.flatMap(({ output }) => structuresOf(output))) {
    for (const { member, source } of planOf(structure, kept).fields) {
      if (source.kind !== 'state') continue
      const { settled } = source.states
      const isStart = words === startWords
      // What is ready and is started will be ready again, and the model does not tell when.
      if (isStart && /^ready$/i.test(settled)) continue
      const first = isStart && words.includes(settled.toUpperCase()) ? [settled] : []
      const word = [...first, ...words.flatMap(each => [each, each.toLowerCase(), each.charAt(0) + each.slice(1).toLowerCase()])]
        .find(each => saysState(member.shape, each))
      if (word !== undefined) return { state: word }
    }
  }
  return undefined
}
