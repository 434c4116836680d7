// What a resource costs by being there: the meter is told where a stay begins, ends, or becomes another. How a type is metered is said by
// its declaration, else by a part beside the services; nothing is said of most, and they cost nothing.

import type { Core } from './core.ts'
import type { ResourceMeter, ResourceType } from './resource/resource.ts'
import type { Cell } from './store/face.ts'

/** Which resource, and when it changed. */
export interface Stay { readonly service: string, readonly type: ResourceType<never>, readonly arn: string, readonly at: number }

/** Inside the transaction that changes the resource. */
export function meterStay(core: Core, cell: Cell, { service, type, arn, at }: Stay, before: unknown, after: unknown): void {
  for (const meter of metersOf(core, service, type) ?? []) {
    const was = standing(meter, before)
    const is = standing(meter, after)
    const isSame = was !== undefined && is !== undefined && was.usageType === is.usageType && was.operation === is.operation
    if (isSame && was.quantity === is.quantity) continue
    const stand = ({ usageType, operation }: Standing, change: number) => {
      core.meter.stand(cell, { service, usageType, operation, resource: arn }, at, change, meter)
    }
    if (isSame) stand(is, is.quantity - was.quantity)
    else {
      if (was !== undefined) stand(was, -was.quantity)
      if (is !== undefined) stand(is, is.quantity)
    }
  }
}

interface Standing { readonly usageType: string, readonly operation: string, readonly quantity: number }

function standing(meter: ResourceMeter<never>, record: unknown): Standing | undefined {
  const usageType = record === undefined ? undefined : meter.usageType(record as never)
  if (usageType === undefined) return undefined
  return { usageType, operation: meter.operation?.(record as never) ?? '', quantity: meter.quantity?.(record as never) ?? 1 }
}

function metersOf(core: Core, service: string, type: ResourceType<never>): readonly ResourceMeter<never>[] | undefined {
  if (type.meters !== undefined) return type.meters
  for (const part of core.parts.values()) {
    const meters = part.meters?.(service, type.name)
    if (meters !== undefined) return meters
  }
  return undefined
}
