// What a resource costs by being there: the meter is told where a stay begins, ends, or becomes another. How a type is metered is said by
// its declaration, else by a part beside the services; nothing is said of most, and they cost nothing.

import type { Meter } from './meter.ts'
import type { Part } from './part.ts'
import type { Place } from './resource/arn.ts'
import type { RecordType, ResourceMeter } from './resource/resource.ts'
import type { Cell } from './store/face.ts'

/** Which record, where, and when it changed. */
export interface Stay {
  readonly cell: Cell
  readonly service: string
  readonly type: RecordType<never>
  readonly place: Place
  /** Of a resource; a record's meter says itself what it belongs to. */
  readonly arn?: string
  readonly at: number
}

interface Standing { readonly usageType: string, readonly operation: string, readonly resource: string, readonly quantity: number }

export class Stays {
  readonly #meter: Meter
  readonly #parts: ReadonlyMap<string, Part>
  readonly #known = new Map<RecordType<never>, readonly ResourceMeter<never>[]>()

  constructor(meter: Meter, parts: ReadonlyMap<string, Part>) {
    this.#meter = meter
    this.#parts = parts
  }

  /** Whether records of a type are metered by their stay. */
  isMetered(service: string, type: RecordType<never>): boolean {
    return this.#metersOf(service, type).length > 0
  }

  /** Inside the transaction that changes the record. */
  changed(stay: Stay, before: unknown, after: unknown): void {
    for (const meter of this.#metersOf(stay.service, stay.type)) {
      const was = standing(stay, meter, before)
      const is = standing(stay, meter, after)
      const isSame = was?.usageType === is?.usageType && was?.operation === is?.operation && was?.resource === is?.resource
      if (was !== undefined && is !== undefined && isSame) {
        if (was.quantity !== is.quantity) this.#stand(stay, meter, is, is.quantity - was.quantity)
        continue
      }
      if (was !== undefined) this.#stand(stay, meter, was, -was.quantity)
      if (is !== undefined) this.#stand(stay, meter, is, is.quantity)
    }
  }

  #stand({ cell, service, at }: Stay, meter: ResourceMeter<never>, { usageType, operation, resource }: Standing, change: number): void {
    if (change !== 0) this.#meter.stand(cell, { service, usageType, operation, resource }, at, change, meter)
  }

  #metersOf(service: string, type: RecordType<never>): readonly ResourceMeter<never>[] {
    const known = this.#known.get(type)
    if (known !== undefined) return known
    let found = 'meters' in type ? type.meters as readonly ResourceMeter<never>[] | undefined : undefined
    for (const part of this.#parts.values()) found ??= part.meters?.(service, type.name)
    this.#known.set(type, found ?? [])
    return found ?? []
  }
}

function standing({ arn, place }: Stay, meter: ResourceMeter<never>, record: unknown): Standing | undefined {
  const usageType = record === undefined ? undefined : meter.usageType(record as never)
  if (usageType === undefined) return undefined
  return {
    usageType,
    operation: meter.operation?.(record as never) ?? '',
    resource: meter.resource?.(place, record as never) ?? arn ?? '',
    quantity: meter.quantity?.(record as never) ?? 1,
  }
}
