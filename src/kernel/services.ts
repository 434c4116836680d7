// The services of a cloud: each one's model and, where it has a folder, its declaration, loaded on first use and checked then.
// Invariant: every operation of a loaded service is exactly one of behaves, stores, refuses.

import type { ModelCatalogue, ServiceEntry } from '../model/catalogue-face.ts'
import type { DerivedResource, ServiceDerivation } from '../model/derived.ts'
import type { OperationModel, ServiceModel } from '../model/shape.ts'
import { DerivedService } from './resource/derive/derived-service.ts'
import type { Meant } from './resource/derive/meant.ts'
import { isNameOf, isOwnName } from './resource/derive/plain-name.ts'
import { derivedTagOperation } from './resource/tag-operations.ts'
import type { ResourceType } from './resource/resource.ts'
import type { RegisteredType } from './resource/registry.ts'
import type { AnyOperation, ServiceDeclaration } from './service.ts'

export type Label = 'behaves' | 'stores' | 'refuses'

export interface BoundOperation {
  readonly model: OperationModel
  readonly label: Label
  /** Why, for `orrery explain`. */
  readonly reason: string
  readonly run?: AnyOperation
  /** The ARN that a call is about, where the declaration does not say it. */
  readonly meant?: Meant | undefined
  /** CloudTrail's event history leaves it out. */
  readonly dataEvent: boolean
}

export interface LoadedService {
  readonly id: string
  readonly model: ServiceModel
  readonly declaration: ServiceDeclaration
  /** What the service keeps in memory beside its state, by name. */
  readonly caches: Map<string, unknown>
  /** What is derived and served of it. */
  readonly derivation: ServiceDerivation | undefined
  derivedTypes(): readonly ResourceType<never>[]
  operation(name: string): BoundOperation | undefined
}

/** Where declarations come from: the folders of `services/`, by id. */
export type ServiceLoaders = Readonly<Record<string, () => Promise<ServiceDeclaration>>>

export interface CoverageEntry { readonly operation: string, readonly label: Label, readonly reason: string }

export class ServiceTable {
  readonly #catalogue: ModelCatalogue
  readonly #loaders: ServiceLoaders
  readonly #loaded = new Map<string, LoadedService | Promise<LoadedService | undefined>>()

  constructor(catalogue: ModelCatalogue, loaders: ServiceLoaders) {
    this.#catalogue = catalogue
    this.#loaders = loaders
  }

  /** Ids of the services written by hand. */
  get writtenIds(): readonly string[] {
    return Object.keys(this.#loaders)
  }

  /** The service if it is loaded already, a promise of it if it must be loaded, undefined where there is no such API. */
  load(id: string): LoadedService | undefined | Promise<LoadedService | undefined> {
    const known = this.#loaded.get(id)
    if (known !== undefined) return known
    const loader = Object.hasOwn(this.#loaders, id) ? this.#loaders[id] : undefined
    if (loader === undefined) {
      const model = this.#catalogue.service(id)
      if (model === undefined) return undefined
      return this.#keep(model, { id, operations: {} }, model.derivation && new DerivedService(model, model.derivation))
    }
    const loading = loader().then(declaration => {
      const model = this.#catalogue.service(id)
      if (model === undefined) throw new Error(`assert: the models have no service ${id}`)
      return this.#keep(model, declaration, derivedBeside(model, declaration))
    })
    this.#loaded.set(id, loading)
    return loading
  }

  /** Those that are in use. */
  * loaded(): Generator<LoadedService> {
    for (const service of this.#loaded.values()) if (!(service instanceof Promise)) yield service
  }

  /** The service that answers a web form: one that is loaded already, else the first of the others. */
  async forWeb(form: string): Promise<LoadedService | undefined> {
    const ids = this.writtenIds
    const loaded = ids.filter(id => this.#loaded.has(id))
    for (const id of [...loaded, ...ids.filter(each => !loaded.includes(each))]) {
      const service = await this.load(id)
      if (service?.declaration.web !== undefined && Object.hasOwn(service.declaration.web, form)) return service
    }
    return undefined
  }

  /**
   * The resource types of all services written by hand, and of those derived ones that hold something or that are asked for.
   * @param holds whether resources of a service that is derived are there
   * @param typeName a type of CloudFormation's registry that is wanted
   */
  async resourceTypes(holds: (service: string) => boolean = () => false, typeName?: string): Promise<readonly RegisteredType[]> {
    const isWanted = ({ id, derives, derivedTypes = {} }: ServiceEntry): boolean =>
      (derives === true && holds(id)) || (typeName !== undefined && Object.hasOwn(derivedTypes, typeName))
    const derived = await Promise.all(this.#catalogue.entries.filter(isWanted).map(({ id }) => this.load(id)))
    const services = await Promise.all(this.writtenIds.map(id => this.load(id)))
    return services.flatMap(service => (service?.declaration.resources ?? [])
      .map((type): RegisteredType => ({ service: service!.id, scope: service!.declaration.scope ?? 'region', type })))
      .concat(derived.flatMap(service => service!.derivedTypes().map((type): RegisteredType =>
        ({ service: service!.id, scope: service!.declaration.scope ?? 'region', type, isDerived: true }))))
  }

  /** How each operation of a service is answered. */
  async coverage(id: string): Promise<CoverageEntry[] | undefined> {
    const service = await this.load(id)
    return service?.model.operationNames.map(operation => {
      const { label, reason } = service.operation(operation)!
      return { operation, label, reason }
    })
  }

  #keep(model: ServiceModel, declaration: ServiceDeclaration, derived?: DerivedService): LoadedService {
    const loaded = bind(model, declaration, derived)
    this.#loaded.set(model.id, loaded)
    return loaded
  }
}

/** What is derived of a service that is written: the resources of which no operation is written or refused by hand. */
export function derivedBeside(model: ServiceModel, declaration: ServiceDeclaration): DerivedService | undefined {
  // The records of a second face are the first one's, whose meaning only its authors know.
  if (model.derivation === undefined || declaration.sharesRecordsOf !== undefined) return undefined
  const { operations, refuses = {}, tagging, resources = [] } = declaration
  const taken = new Set([...Object.keys(operations), ...Object.keys(refuses), ...Object.values(tagging ?? {}).filter(isText)])
  const isFree = ({ noun, key, operations: own }: DerivedResource): boolean =>
    !Object.keys(own).some(name => taken.has(name)) && !resources.some(({ name }) => name === noun)
    // Whether what it belongs to is there only the written part knows.
    && key.every(part => isOwnName(part.name) || !resources.some(({ name }) => isNameOf(name, part.name)))
  const free = model.derivation.resources.filter(isFree)
  const { tagging: tags, ...rest } = model.derivation
  const mayTag = tags !== undefined && resources.every(({ tags: dialect }) => dialect === 'none')
    && !Object.values(tags).some(name => taken.has(name as string))
  if (free.length === 0) return undefined
  return new DerivedService(model, { ...rest, resources: free, ...(mayTag && { tagging: tags }) })
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** Joins model and declaration; a declaration that names what the model lacks is our own mistake. */
function bind(model: ServiceModel, declaration: ServiceDeclaration, derived: DerivedService | undefined): LoadedService {
  const { tagging } = declaration
  const tagOperations = tagging === undefined ? [] : [tagging.tag, tagging.untag, tagging.list]
  for (const name of [...Object.keys(declaration.operations), ...Object.keys(declaration.refuses ?? {}), ...tagOperations]) {
    if (!model.operationNames.includes(name)) throw new Error(`assert: ${model.id} has no operation ${name}`)
  }
  for (const name of Object.keys(declaration.refuses ?? {})) {
    if (name in declaration.operations) throw new Error(`assert: ${model.id} ${name} is both written and refused`)
  }
  const bound = new Map<string, BoundOperation>()
  return {
    id: model.id,
    model,
    declaration,
    caches: new Map(),
    derivation: derived?.derivation,
    derivedTypes: () => (derived?.types() ?? []) as unknown as readonly ResourceType<never>[],
    operation(name) {
      const known = bound.get(name)
      if (known !== undefined) return known
      const operation = model.operation(name)
      if (operation === undefined) return undefined
      const made = bindOperation(operation, declaration, derived)
      bound.set(name, made)
      return made
    },
  }
}

/** Written by hand, else derived, else refused. */
function bindOperation(model: OperationModel, declaration: ServiceDeclaration, derived: DerivedService | undefined): BoundOperation {
  const { name } = model
  const bound = { model, dataEvent: declaration.dataEvents?.includes(name) ?? false }
  if (Object.hasOwn(declaration.operations, name)) {
    return { ...bound, label: 'behaves', reason: `Written by hand in services/${declaration.id}.`, run: declaration.operations[name]! }
  }
  const { tagging } = declaration
  if (tagging !== undefined && [tagging.tag, tagging.untag, tagging.list].includes(name)) {
    const reason = `Derived from the declaration of ${tagging.resource.name} in services/${declaration.id}.`
    return { ...bound, label: 'behaves', reason, run: derivedTagOperation(model, tagging) }
  }
  const refusal = declaration.refuses?.[name]
  if (refusal !== undefined) return { ...bound, label: 'refuses', reason: refusal }
  const binding = derived?.operation(model)
  if (binding?.run !== undefined) return { ...bound, label: 'stores', reason: binding.reason, run: binding.run, meant: binding.meant }
  if (binding !== undefined) return { ...bound, label: 'refuses', reason: binding.reason }
  return { ...bound, label: 'refuses', reason: `Orrery does not answer ${declaration.id} ${name} yet.` }
}
