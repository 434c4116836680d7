// Archives put whole and deleted. A vault's policies, the locked one too, may keep an archive from being deleted before its time.
// Source: "Working with Archives", Amazon S3 Glacier Developer Guide.

import type { Glacier } from '../../../generated/aws/glacier.ts'
import type { Call } from '../../kernel/service.ts'
import { TreeHash } from './tree-hash.ts'
import { Archive, expectInventory, invalid, Vault, vaultFor } from './vault.ts'

const largestBytes = 4 * 2 ** 30
const dayMs = 86_400_000

export const UploadArchive: Glacier['UploadArchive'] = async (input, call) => {
  const vault = vaultFor(input, call)
  const description = checkedDescription(input.archiveDescription, call)
  const sum = new TreeHash()
  if (input.checksum === undefined) throw call.fault('MissingParameterValueException', 'Required parameter missing: Tree hash')
  return call.blobs.store(input.body, sum.update, (blob, sizeBytes) => {
    if (sizeBytes === 0) throw invalid(call, 'Invalid Content-Length: 0')
    if (sizeBytes > largestBytes) throw invalid(call, `Invalid Content-Length: ${sizeBytes}`)
    const treeHash = checkedHash(sum, input.checksum!, call)
    return stored(vault, { description, blob, sizeBytes, treeHash }, call)
  })
}

/** What an archive's maker is told. */
export function stored(
  { name }: Vault, made: Pick<Archive, 'description' | 'blob' | 'sizeBytes' | 'treeHash'>, call: Call,
): { readonly location: string, readonly checksum: string, readonly archiveId: string } {
  const vault = vaultFor({ vaultName: name }, call)
  const { id, treeHash } = call.of(Archive).insert({ vault: name, id: call.alphanumeric(138), createdAt: call.now(), ...made })
  expectInventory(vault, call)
  return { location: `/${call.account}/vaults/${name}/archives/${id}`, checksum: treeHash, archiveId: id }
}

/** @throws InvalidParameterValueException */
export function checkedHash(sum: TreeHash, expected: string, call: Call): string {
  const { tree, linear } = sum.finish()
  if (tree !== expected) throw invalid(call, `Checksum mismatch: expected ${expected} but server computed ${tree}`)
  const stated = call.request?.headers['x-amz-content-sha256']
  if (stated !== undefined && /^[0-9a-f]{64}$/.test(stated) && stated !== linear) {
    throw invalid(call, `Checksum mismatch: expected ${stated} but server computed ${linear}`)
  }
  return tree
}

/** Printable ASCII, at most 1,024 characters. @throws InvalidParameterValueException */
export function checkedDescription(text: string | undefined, call: Call): string {
  if (text === undefined) return ''
  if (text.length > 1024 || !/^[\x20-\x7e]*$/.test(text)) throw invalid(call, `Invalid archive description: ${text.slice(0, 100)}`)
  return text
}

export const DeleteArchive: Glacier['DeleteArchive'] = (input, call) => {
  const vault = vaultFor(input, call)
  const archive = call.of(Archive).get(vault.name, input.archiveId)
  if (archive === undefined) throw call.fault('ResourceNotFoundException', `The archive ID was not found: ${input.archiveId}`)
  checkAge(vault, archive, call)
  call.of(Archive).delete(vault.name, archive.id)
  call.blobs.release(archive.blob)
  expectInventory(vault, call)
}

/** @throws AccessDeniedException where a policy forbids it at this age, to whomever */
function checkAge({ accessPolicy, lock, ...vault }: Vault, archive: Archive, call: Call): void {
  const age = Math.floor((call.now() - archive.createdAt) / dayMs)
  const asked = {
    action: 'glacier:DeleteArchive', resource: call.arn(Vault, vault), conditions: { 'glacier:archiveageindays': [String(age)] },
  }
  for (const policy of [accessPolicy, lock?.policy]) {
    if (policy === undefined || call.evaluatePolicy(policy, asked).verdict !== 'explicit-deny') continue
    throw call.fault('AccessDeniedException',
      `User: ${call.principal.arn} is not authorized to perform: glacier:DeleteArchive on resource: `
      + `${asked.resource} with an explicit deny in a resource-based policy`)
  }
}
