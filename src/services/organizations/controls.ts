// What the organization's policies come to for each of its accounts: written where calls are judged, after everything that may change it.
// The management account is bound by none; a closed account by those that it had. Source: "SCP evaluation" and "Resource control policies
// (RCPs)", Organizations User Guide.

import type { Call } from '../../kernel/service.ts'
import { attachedTo } from './attachment.ts'
import { fullAccess } from './policy-text.ts'
import { Account, Organization, Policy, Root } from './structure.ts'
import type { PolicyType } from './structure.ts'
import { lineTo } from './unit.ts'

/** Writes anew what is above each account. Inside a transaction. */
export function setControls(call: Call): void {
  const enabled = new Set([...call.of(Root).scan()].flatMap(({ policyTypes }) => policyTypes))
  const holder = { account: call.account, region: call.region }
  const hasAll = call.of(Organization).first()?.featureSet === 'ALL'
  for (const { id } of call.of(Account).scan()) {
    const service = enabled.has('SERVICE_CONTROL_POLICY') ? levelsOf(id, 'SERVICE_CONTROL_POLICY', call) : undefined
    const resource = enabled.has('RESOURCE_CONTROL_POLICY') ? levelsOf(id, 'RESOURCE_CONTROL_POLICY', call) : undefined
    const isBound = hasAll && id !== call.account && (service !== undefined || resource !== undefined)
    call.controls.set(id, isBound ? { ...holder, ...(service && { service }), ...(resource && { resource }) } : undefined)
  }
}

/** The texts on the way from the root to an account. Every level has a resource control policy that allows everything. */
function levelsOf(account: string, type: PolicyType, call: Call): string[][] {
  return lineTo(account, call).map(target => {
    const texts = attachedTo(target, type, call).map(policy => call.of(Policy).require(policy).content)
    return type === 'RESOURCE_CONTROL_POLICY' ? [...texts, allowsAll] : texts
  })
}

const allowsAll = fullAccess.content.replace('"Allow",', '"Allow","Principal":"*",')

type Run = (input: never, call: never) => unknown

/** An operation after which what is above the accounts is written anew. */
export function governing(operation: Run): Run {
  return ((input: never, call: Call) => {
    const output = operation(input, call as never)
    setControls(call)
    return output
  }) as Run
}
