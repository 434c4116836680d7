// What an example takes for granted: the derived resource that it names and no example makes, and what that stands below, made with the
// names that the example has. Of what gets its id only when it is made, it says which of ours stands for the example's.

import { opened, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import { isOwnName, spellingOf } from '../../src/kernel/resource/derive/plain-name.ts'
import { parentsOf } from '../../src/kernel/resource/derive/parent.ts'
import type { DerivedResource } from '../../src/model/derived.ts'
import type { OperationModel, ServiceModel } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import type { Caller } from '../derived/caller.ts'
import { Otherwise } from '../derived/lifecycle.ts'
import { made } from '../derived/made.ts'

/** Nothing could be made. */
export const nothing: ReadonlyMap<string, string> = new Map()

export async function granted(caller: Caller, service: ServiceModel, operation: OperationModel, input: Values):
Promise<ReadonlyMap<string, string>> {
  const { resources = [], tagging } = service.derivation ?? {}
  try {
    const resource = resources.find(({ operations }) => operations[operation.name] !== undefined)
    if (resource !== undefined) return await named(caller, service, resources, resource, operation, input)
    if (tagging === undefined || !Object.values(tagging).includes(operation.name)) return nothing
    const arn = Object.values(input).find((each): each is string => typeof each === 'string' && each.startsWith('arn:'))
    const tagged = resources.find(each => arn !== undefined && each.arn !== undefined && kindOf(each.arn) === kindOf(arn))
    if (arn === undefined || tagged === undefined) return nothing
    const { arn: ours } = await made(caller, service, { resources }, tagged, new Map())
    return ours === undefined ? nothing : new Map([[arn, ours]])
  } catch (error) {
    if (!(error instanceof Otherwise)) throw error
    return nothing
  }
}

async function named(
  caller: Caller, service: ServiceModel, resources: readonly DerivedResource[], resource: DerivedResource, operation: OperationModel,
  input: Values,
): Promise<ReadonlyMap<string, string>> {
  const { role, wrap, key, or = [] } = resource.operations[operation.name]!
  const members = plainMembers(spellingOf(resource), opened(operation.input, wrap))
  const textAt = (at: number): string | undefined => {
    const { name } = resource.key[at]!
    const isNew = role === 'create' || role === 'put'
    const names = [isNew ? members.get(name)?.name : key[at], ...at === resource.key.length - 1 ? or : []]
    const value = names.map(each => typeof each === 'string' ? input[each]
      : undefined).find(each => typeof each === 'string' && each !== '')
    return value as string | undefined
  }
  const texts = new Map(resource.key.flatMap(({ name }, at): [string, string][] => {
    const text = textAt(at)
    return text === undefined ? [] : [[name, isOwnName(name) && name !== 'arn' ? lastPart(text) : text]]
  }))
  if (role === 'create' || role === 'put') return parentsMade(caller, service, resources, resource, texts)
  const { key: own, arn, renamed } = await made(caller, service, { resources }, resource, texts)
  const found = new Map(renamed)
  resource.key.forEach(({ from }, at) => {
    const text = textAt(at)
    if (text === undefined || (from !== 'assigned' && text === String(own[at]))) return
    found.set(text, text.startsWith('arn:') && arn !== undefined ? arn : String(own[at]))
  })
  return found
}

async function parentsMade(
  caller: Caller, service: ServiceModel, resources: readonly DerivedResource[], child: DerivedResource, texts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const parents = parentsOf(child, resources).filter(({ part }) => texts.has(part))
  for (const { part, resource } of parents) {
    const text = texts.get(part)!
    const { key, arn } = await made(caller, service, { resources }, resource, new Map([[resource.key[0]!.name, lastPart(text)]]))
    const ours = text.startsWith('arn:') && arn !== undefined ? arn : String(key[0])
    if (ours !== text) found.set(text, ours)
  }
  return parents.length === 0 ? nothing : found
}

function lastPart(text: string): string {
  return text.startsWith('arn:') ? text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1) : text
}

/** Of an ARN, the service and what stands before its name: `iam role`; of an id like `vpc-1a2b3c4d`, what it begins with. */
export function kindOf(text: string): string | undefined {
  const [, service, kind] = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:([^:/]+)[:/]/.exec(text) ?? []
  return service === undefined ? /^([a-z]{1,10}(?:-attach|-assoc)?)-[0-9a-f]{8,17}$/.exec(text)?.[1] : `${service} ${kind}`
}
