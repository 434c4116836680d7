// Which ARN a derived call is about, for the policies that judge it: that of the record which the input names, or the one it would have.
// None for lists, and for what gets its id only when it is made: such actions are judged on all resources, as AWS judges them
// ("Actions, resources, and condition keys for AWS services", Service Authorization Reference).

import type { OperationModel } from '../../../model/shape.ts'
import type { Values } from '../../../wire/protocol.ts'
import type { Call } from '../../service.ts'
import { parseArn } from '../arn.ts'
import { arnMember, arnOf, byPattern } from './arn-name.ts'
import { Subject } from './subject.ts'
import type { Ground } from './subject.ts'

export type Meant = (input: Values, call: Call) => string | undefined

/** Undefined where the resource has no ARNs. */
export function meantBy(ground: Ground): Meant | undefined {
  const { resource: { arn } } = ground
  if (arn === undefined) return undefined
  const subject = new Subject(ground)
  const { role, wrap } = subject.operation
  if (role === 'list') return () => undefined
  return (input, call) => {
    const open = wrap === undefined ? input : { ...input[wrap] as Values | undefined, ...input }
    if (role === 'create') return named(arn, ground, valuesOf(subject, open), call)
    const parts = subject.named(open, call)
    const record = subject.recordOf(parts, call.of(ground.type), call)
    if (record !== undefined) return String(record.values['arn'])
    const own = parts.at(-1)
    if (own !== undefined && parseArn(own) !== undefined) return own
    const values = Object.fromEntries(ground.resource.key.map(({ name }, at) => [name, parts[at]]))
    return named(arn, ground, { ...valuesOf(subject, open), ...values }, call)
  }
}

/** Of an operation on tags, whose input names the resource by its ARN. */
export function meantByArn(model: OperationModel): Meant {
  const member = arnMember(model)!
  return input => String(input[member])
}

function valuesOf({ members }: Subject, input: Values): Values {
  return Object.fromEntries([...members].flatMap(([plain, { name }]) => input[name] === undefined ? [] : [[plain, input[name]]]))
}

/** The ARN that names make, where the caller gives them all. */
function named(template: string, { resource: { key } }: Ground, values: Values, call: Call): string | undefined {
  const isOpen = key.some(({ name, from }) => from !== 'only' && (from === 'assigned' || name === 'arn' || values[name] === undefined))
  return isOpen || template.startsWith(byPattern) ? undefined : arnOf(template, key, values, call)
}
