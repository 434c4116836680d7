// What stands around every operation of EC2: the region's default network is there before anybody looks, `DryRun` tells without doing, and
// a
// member that we do not understand is refused by name instead of passed over. Source: "Common query parameters", EC2 API Reference.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { layDefaultNetwork } from './default-network.ts'

type Input = Readonly<Record<string, unknown>>
type Run = (input: never, call: never) => unknown

const always = ['DryRun', 'MaxResults', 'NextToken', 'ClientToken']

/** @param members what the operation understands beside the members that all have, separated by spaces */
export function answered(operation: Run, members = ''): Run {
  const known = new Set([...always, ...members.split(' ')])
  return ((input: Input, call: Call) => {
    layDefaultNetwork(call)
    for (const [name, value] of Object.entries(input)) if (!known.has(name) && !isNothing(value)) throw notUnderstood(call.operation, name)
    const output = operation(input as never, call as never)
    if (input['DryRun'] !== true) return output
    // What the operation wrote is undone with the fault.
    throw new Fault('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412)
  }) as Run
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === false || (Array.isArray(value) && value.length === 0)
}

export function notUnderstood(operation: string, member: string): Fault {
  return new Fault('NotImplemented', `Orrery's EC2 does not tell what ${operation} does with ${member}. Leave ${member} out.`)
}
