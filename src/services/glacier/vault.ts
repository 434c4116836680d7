// Vaults: made, described, listed, deleted. What is counted in one is as of its last inventory, which the clock takes at midnight after the
// vault was written to. Source: "Working with Vaults", Amazon S3 Glacier Developer Guide.

import type { DescribeVaultOutput, Glacier } from '../../../generated/aws/glacier.ts'
import { records, resource } from '../../kernel/service.ts'
import type { Call, Fault } from '../../kernel/service.ts'

export interface VaultLock { readonly policy: string, readonly id: string, readonly createdAt: number, readonly isComplete: boolean }

export interface Vault {
  readonly name: string
  readonly createdAt: number
  readonly inventory?: { readonly at: number, readonly archives: number, readonly sizeBytes: number }
  readonly notifications?: { readonly topic: string, readonly events: readonly string[] }
  readonly accessPolicy?: string
  readonly lock?: VaultLock
}

export const Vault = resource<Vault>({
  name: 'Vault', key: 'name', arn: 'arn:{partition}:glacier:{region}:{account}:vaults/{name}', tags: 'map',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Vault not found: ${String(name)}` },
})

export interface Archive {
  readonly vault: string
  readonly id: string
  readonly description: string
  readonly createdAt: number
  readonly sizeBytes: number
  readonly treeHash: string
  readonly blob: string
}

export const Archive = records<Archive>({ name: 'Archive', key: ['vault', 'id'] })

export interface VaultInput { readonly vaultName: string }

const dayMs = 86_400_000
const mostVaults = 1000

/** @throws ResourceNotFoundException */
export function vaultFor({ vaultName: name }: VaultInput, call: Call): Vault {
  const vault = call.of(Vault).get(name)
  if (vault === undefined) throw call.fault('ResourceNotFoundException', `Vault not found for ARN: ${call.arn(Vault, { name } as Vault)}`)
  return call.of(Vault).require(name)
}

export function invalid(call: Call, message: string): Fault {
  return call.fault('InvalidParameterValueException', message, { type: 'Client', code: 'InvalidParameterValueException' })
}

export const iso = (at: number): string => new Date(at).toISOString()

/** Making one that there is changes nothing. */
export const CreateVault: Glacier['CreateVault'] = ({ vaultName: name }, call) => {
  if (!/^[A-Za-z0-9._-]{1,255}$/.test(name)) throw invalid(call, `Invalid vault name: ${name}`)
  if (call.of(Vault).get(name) === undefined) {
    if ([...call.of(Vault).scan()].length >= mostVaults) {
      throw call.fault('LimitExceededException', `Vault count exceeds limit of ${mostVaults}`)
    }
    call.of(Vault).insert({ name, createdAt: call.now() })
  }
  return { location: `/${call.account}/vaults/${name}` }
}

export const DescribeVault: Glacier['DescribeVault'] = (input, call) => described(vaultFor(input, call), call)

function described(vault: Vault, call: Call): DescribeVaultOutput {
  const { name, createdAt, inventory } = vault
  return {
    VaultARN: call.arn(Vault, vault), VaultName: name, CreationDate: iso(createdAt),
    NumberOfArchives: inventory?.archives ?? 0, SizeInBytes: inventory?.sizeBytes ?? 0,
    ...(inventory !== undefined && { LastInventoryDate: iso(inventory.at) }),
  }
}

export const ListVaults: Glacier['ListVaults'] = function* (_input, call) {
  for (const vault of call.of(Vault).scan()) yield described(vault, call)
}

/** Only what was empty at the last inventory, and has not been written to since. */
export const DeleteVault: Glacier['DeleteVault'] = (input, call) => {
  const vault = call.of(Vault).get(input.vaultName)
  if (vault === undefined) return
  if (call.of(Archive).first({ within: [vault.name] }) !== undefined || (vault.inventory?.archives ?? 0) > 0) {
    throw invalid(call, `Vault not empty or recently written to: ${call.arn(Vault, vault)}`)
  }
  call.cancelTimer('inventory', vault.name)
  call.of(Vault).delete(vault.name)
}

/** The vault was written to: the next midnight counts it. */
export function expectInventory({ name }: Vault, call: Call): void {
  call.setTimer('inventory', name, (Math.floor(call.now() / dayMs) + 1) * dayMs)
}

/** The timer's handler; its id is the vault's name. */
export function takeInventory(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const vault = call.of(Vault).get(id)
  if (vault === undefined) return
  let [archives, sizeBytes] = [0, 0]
  for (const archive of call.of(Archive).scan({ within: [id] })) {
    archives += 1
    sizeBytes += archive.sizeBytes
  }
  call.of(Vault).put({ ...vault, inventory: { at: call.now(), archives, sizeBytes } })
}
