// The derived operations of one service: joins the build's proposal with the model, operation by operation, on first call. Of a service
// that is written, only those of resources that its authors left alone.

import type { DerivedResource, ServiceDerivation } from '../../../model/derived.ts'
import type { OperationModel, ServiceModel } from '../../../model/shape.ts'
import type { AnyOperation } from '../../service.ts'
import type { ResourceType } from '../resource.ts'
import type { Child } from './below.ts'
import { derivedHandlers } from './cloud-formation.ts'
import { keptOf, operationsOf } from './kept.ts'
import { meantBy, meantByArn } from './meant.ts'
import type { Meant } from './meant.ts'
import type { KeptResource } from './kept.ts'
import { derivedNews } from './derived-news.ts'
import { parentsOf, referencesOf } from './parent.ts'
import type { Parent } from './parent.ts'
import type { DerivedRecord } from './record.ts'
import { DerivedServing } from './serve.ts'
import { servedTags } from './serve-tags.ts'
import type { TypedParent } from './subject.ts'

/** `meant`: the ARN that a call is about. */
export interface DerivedBinding { readonly run?: AnyOperation, readonly reason: string, readonly meant?: Meant | undefined }

export class DerivedService {
  readonly #model: ServiceModel
  readonly #derivation: ServiceDerivation
  readonly #resourceByOperation: ReadonlyMap<string, DerivedResource>
  readonly #known = new Map<string, { readonly kept: KeptResource, readonly type: ResourceType<DerivedRecord> }>()

  constructor(model: ServiceModel, derivation: ServiceDerivation) {
    this.#model = model
    this.#derivation = derivation
    this.#resourceByOperation = new Map(derivation.resources.flatMap(resource =>
      Object.keys(resource.operations).map(name => [name, resource] as const)))
  }

  get derivation(): ServiceDerivation {
    return this.#derivation
  }

  /** How an operation is answered; undefined where nothing is derived of it. */
  operation(model: OperationModel): DerivedBinding | undefined {
    const resource = this.#resourceByOperation.get(model.name)
    if (resource !== undefined) {
      const { kept, type } = this.#partsOf(resource)
      const { role } = resource.operations[model.name]!
      const { resources } = this.#derivation
      const typed = (parent: Parent): TypedParent => ({ ...parent, type: this.#partsOf(parent.resource).type })
      const parents = parentsOf(resource, resources).map(typed)
      const references = referencesOf(resource, kept.shapes.keys(), resources).map(typed)
      const ground = { service: this.#model, resource, kept, type, model, parents, references, below: () => this.#below(resource) }
      const { run } = new DerivedServing(ground)
      return { run, reason: `Derived from the model: ${role} of ${resource.noun}.`, meant: meantBy(ground) }
    }
    const { tagging, refused } = this.#derivation
    if (tagging !== undefined && Object.values(tagging).includes(model.name)) {
      const typeOf = (noun: string) => this.#partsOf(this.#derivation.resources.find(each => each.noun === noun)!).type
      return { run: servedTags(this.#model, model, tagging, typeOf), reason: 'Derived from the model: tags by ARN.',
        meant: meantByArn(model) }
    }
    const reason = refused[model.name]
    return reason === undefined ? undefined : { reason }
  }

  /** The types that have ARNs, or stand in CloudFormation's registry. */
  types(): ResourceType<DerivedRecord>[] {
    return this.#derivation.resources.filter(({ arn, cloudFormation }) => arn !== undefined || cloudFormation !== undefined)
      .map(resource => this.#partsOf(resource).type)
  }

  /** What is made under it, what is made under that, and what refers to it. */
  #below(resource: DerivedResource): Child[] {
    const { resources } = this.#derivation
    return resources.flatMap(child => {
      const { type, kept } = this.#partsOf(child)
      const found = [...parentsOf(child, resources), ...referencesOf(child, kept.shapes.keys(), resources)]
        .find(each => each.resource === resource)
      if (found === undefined) return []
      const at = child.key.findIndex(({ name }) => name === found.part)
      return [{ resource: child, type, at, part: found.part, children: () => this.#below(child) }]
    })
  }

  #partsOf(resource: DerivedResource): { readonly kept: KeptResource, readonly type: ResourceType<DerivedRecord> } {
    const known = this.#known.get(resource.noun)
    if (known !== undefined) return known
    const kept = keptOf(resource, operationsOf(this.#model, resource), resource.arn !== undefined, resource.correction)
    const made = { kept, type: typeOf(this.#model, resource) }
    this.#known.set(resource.noun, made)
    return made
  }
}

/** Names of the operations that are derived: what can be counted without binding them. */
export function derivedNames(derivation: ServiceDerivation | undefined): string[] {
  if (derivation === undefined) return []
  const { resources, tagging } = derivation
  return [...resources.flatMap(({ operations }) => Object.keys(operations)), ...Object.values(tagging ?? {}) as string[]]
}

function typeOf(service: ServiceModel, resource: DerivedResource): ResourceType<DerivedRecord> {
  const { noun, arn, cloudFormation, correction } = resource
  const said = (code: string, text: string) => ({ code, message: () => `${noun} ${text}.` })
  const records = { name: noun, keyOf: (record: DerivedRecord) => record.key, indexes: {} }
  // Without an ARN it is a record like any other; the kernel tells resources by their ARNs.
  const handlers = cloudFormation !== undefined && { cloudFormation: derivedHandlers(service, resource, cloudFormation) }
  if (arn === undefined) return { ...records, ...handlers } as unknown as ResourceType<DerivedRecord>
  return {
    ...records,
    ...handlers,
    arn,
    arnOf: (_, record) => String((record['values'] as DerivedRecord['values'])['arn']),
    tags: 'map',
    ripens: record => record.told === true || record.settledAt <= record.createdAt ? undefined
      : { at: record.settledAt, record: { ...record, told: true } },
    ...(correction?.news !== undefined && { news: derivedNews(correction.news) }),
    notFound: said('ResourceNotFoundException', 'does not exist'),
    exists: said('ResourceAlreadyExistsException', 'already exists'),
  }
}
