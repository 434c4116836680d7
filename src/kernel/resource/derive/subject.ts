// What one derived operation is about: finds the record that an input names, whichever way it names it, and says the faults of what is not
// there, what has changed and what the model does not explain. It changes nothing.

import type { DerivedOperation, DerivedResource } from '../../../model/derived.ts'
import type { Member, OperationModel, ServiceModel } from '../../../model/shape.ts'
import { key as keyText } from '../../../std/key.ts'
import type { Values } from '../../../wire/protocol.ts'
import { Fault } from '../../fault.ts'
import type { Call } from '../../service.ts'
import type { Collection } from '../collection.ts'
import type { ResourceType } from '../resource.ts'
import { arnTable } from './arn-name.ts'
import type { ArnEntry } from './arn-name.ts'
import { countBelow } from './below.ts'
import type { Child } from './below.ts'
import { faultCode, serviceWideMissing } from './fault-code.ts'
import type { FaultKind } from './fault-code.ts'
import type { KeptResource } from './kept.ts'
import type { Parent } from './parent.ts'
import { isOwnName } from './plain-name.ts'
import { isVersionName, opened, plainMembers } from './plan.ts'
import type { DerivedRecord, Moment } from './record.ts'

/** The key of what there is one of. */
export const only = '-'

const accountNames = /^(aws)?accountid$|^catalogid$/
const tokenNames = /^(client|creator|caller|idempotency)(request)?(token|reference|id)$|^idempotencykey$|^changetoken$/

export interface TypedParent extends Parent { readonly type: ResourceType<DerivedRecord> }

export interface Ground {
  readonly service: ServiceModel
  readonly resource: DerivedResource
  readonly kept: KeptResource
  readonly type: ResourceType<DerivedRecord>
  readonly model: OperationModel
  readonly parents: readonly TypedParent[]
  /** What its other texts name. */
  readonly references: readonly TypedParent[]
  /** What stands below it, and what refers to it. */
  readonly below: () => readonly Child[]
}

export class Subject {
  readonly #ground: Ground
  readonly operation: DerivedOperation
  /** Of the input, opened where the resource stands in a structure of its own; by plain name. */
  readonly members: ReadonlyMap<string, Member>

  constructor(ground: Ground) {
    this.#ground = ground
    this.operation = ground.resource.operations[ground.model.name]!
    this.members = plainMembers(ground.kept.spelling, opened(ground.model.input, this.operation.wrap))
  }

  /** @throws Fault where it is not there */
  found(input: Values, call: Call): DerivedRecord {
    const given = this.named(input, call)
    const records = call.of(this.#ground.type)
    const record = this.recordOf(given, records, call)
    if (record === undefined) throw this.operation.unset === true ? this.#unset() : this.fault('missing', String(given.at(-1)), call)
    this.#checkNames(record, input, call)
    return records.require(...record.key)
  }

  /** The parts of the key, as the input names them; a parent that is named by its ARN stands under its own name. */
  named(input: Values, call: Call): (string | undefined)[] {
    const { resource } = this.#ground
    const { key, or = [] } = this.operation
    return resource.key.map(({ name: plain, from }, at) => {
      if (from === 'only') return only
      const names = [key[at], ...at === resource.key.length - 1 ? or : []]
      const value = names.map(name => typeof name === 'string' ? input[name] : undefined).find(each => each !== undefined)
      return value === undefined ? undefined : this.partOf(plain, String(value), call)
    })
  }

  /** A part of the key as it is kept. */
  partOf(plain: string, given: string, call: Call): string {
    const parent = isArn(given) ? this.#ground.parents.find(({ part }) => part === plain) : undefined
    if (parent === undefined) return given
    const entry = call.table<ArnEntry>(arnTable).get(keyText(given))
    return entry?.noun === parent.resource.noun ? entry.key.at(-1)! : given
  }

  /** An ARN stands for the record that has it. */
  recordOf(parts: readonly (string | undefined)[], records: Collection<DerivedRecord>, call: Call): DerivedRecord | undefined {
    const { resource, kept } = this.#ground
    if (parts.includes(undefined)) return undefined
    const record = records.get(...parts as string[])
    if (record !== undefined || resource.arn === undefined) return record
    const entry = call.table<ArnEntry>(arnTable).get(keyText(parts.at(-1)!))
    return entry?.noun === kept.noun ? records.get(...entry.key) : undefined
  }

  /** Names that stand beside the one that finds it must be its own. */
  #checkNames(record: DerivedRecord, input: Values, call: Call): void {
    for (const [plain, { name }] of this.members) {
      const isOther = this.operation.or?.includes(name) ?? false
      if (!(isOther || this.isName(plain)) || this.operation.key.includes(name) || input[name] === undefined) continue
      if (input[name] !== record.values[plain] && !(isOther && record.key.includes(String(input[name])))) {
        throw this.fault('missing', String(input[name]), call)
      }
    }
  }

  /** A name that even a deletion must repeat; another is a property that may change. */
  isName(plain: string): boolean {
    return isOwnName(plain) && this.operation.role !== 'list' && this.#ground.kept.repeated.has(plain)
  }

  /** Who changes it must know which state he changes, where the API asks for that. */
  checkVersion(record: DerivedRecord, input: Values, call: Call): void {
    const member = [...this.members].find(([plain]) => isVersionName(plain))?.[1]
    const given = member === undefined ? undefined : input[member.name]
    if (given === undefined || given === record.version) return
    const names = this.#ground.model.errors.map(({ name }) => name)
    const code = names.find(name => /OptimisticLock|PreconditionFailed|InvalidIfMatch|StaleRequest/.test(name))
      ?? names.find(name => /Conflict|Validation|Invalid/.test(name)) ?? 'ValidationException'
    throw call.fault(code as never,
      `${this.#ground.kept.noun} ${record.key.join('/')} has been changed since ${member!.name} was given.`)
  }

  /** Whether a member says which record is meant, or which are listed. */
  names(member: Member): boolean {
    const { key, or, chosen, equal, filters } = this.operation
    return key.includes(member.name) || member.name === chosen || member.name === filters
      || (or?.includes(member.name) ?? false) || (equal?.includes(member.name) ?? false)
  }

  /** What the model does not explain is not passed over. */
  refuseOthers(input: Values, call: Call, isKnown: (member: Member) => boolean): void {
    for (const [plain, member] of this.members) {
      const value = input[member.name]
      if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue
      if (this.names(member) || this.isName(plain) || isVersionName(plain) || isToken(plain, member) || isKnown(member)) continue
      if (accountNames.test(plain) && value === call.account) continue
      throw this.refused(member)
    }
  }

  refused({ name }: Pick<Member, 'name'>): Fault {
    const { kept, model } = this.#ground
    const message = `Orrery keeps ${kept.noun} as the API model tells it, and the model does not tell what ${model.name} does `
      + `with ${name}. Leave ${name} out.`
    return new Fault('NotImplemented', message, 400)
  }

  #unset(): Fault {
    const { kept: { noun }, resource: { operations } } = this.#ground
    const maker = Object.entries(operations).find(([, { role }]) => role === 'put' || role === 'create')?.[0]
    return new Fault('NotImplemented', `${noun} has not been set here, and the API model does not tell what AWS has then. `
      + `Call ${String(maker)} first.`, 400)
  }

  moment(record: DerivedRecord, call: Call): Moment {
    const { resource, type, below } = this.#ground
    return {
      now: call.now(), account: call.account, isGoing: false, count: noun => countBelow(below(), record.key, noun, call),
      tags: () => resource.arn === undefined ? {} : call.tags(type).get(...record.key),
    }
  }

  fault(kind: FaultKind, own: string, call: Call): Fault {
    const { service, model, kept: { noun }, resource } = this.#ground
    const code = faultCode(model, noun, kind, false, resource.correction) ?? (kind === 'missing' ? this.operation.missing : undefined)
      ?? (kind === 'missing' ? serviceWideMissing(model) : undefined) ?? 'ValidationException'
    return missingOrPresent(service, model, code, noun, own, kind, call)
  }
}

function isArn(text: string): boolean {
  return /^arn:/.test(text)
}

/** A text that makes a call repeatable, and says nothing of the resource. */
export function isToken(plain: string, { idempotencyToken }: Pick<Member, 'idempotencyToken'>): boolean {
  return idempotencyToken === true || tokenNames.test(plain)
}

const words: Readonly<Record<FaultKind, string>> = { missing: 'does not exist', present: 'already exists', used: 'is in use' }

/** The fault with what its shape asks for. */
export function missingOrPresent(
  service: ServiceModel, operation: OperationModel, code: string, noun: string, own: string, kind: FaultKind, call: Call,
): Fault {
  const message = `${noun} ${own} ${words[kind]}.`
  const shape = operation.errors.find(({ name }) => name === code) ?? service.errorShape(code)
  const fields: Values = {}
  for (const { name } of shape?.members ?? []) {
    if (/^resourceId$/i.test(name)) fields[name] = own
    if (/^resourceType$/i.test(name)) fields[name] = noun
  }
  return call.fault(code as never, message, fields)
}
