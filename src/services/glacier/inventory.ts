// A vault's inventory as a job gives it out, in JSON or CSV: what was in the vault when it was taken.
// Source: "Downloading a Vault Inventory in Amazon S3 Glacier", Amazon S3 Glacier Developer Guide.

import type { Call } from '../../kernel/service.ts'
import { Archive, iso, Vault } from './vault.ts'

/** From one time on, until another, at most so many. */
export interface InventoryFilter { readonly fromAt?: number, readonly toAt?: number, readonly limit?: number }

interface Wanted { readonly filter?: InventoryFilter, readonly format?: 'JSON' | 'CSV' }

export function inventoryOf(vault: Vault, { filter: { fromAt = -Infinity, toAt = Infinity, limit = Infinity } = {}, format }: Wanted,
  call: Call): Buffer {
  const takenAt = vault.inventory?.at ?? 0
  const archives: Archive[] = []
  for (const archive of call.of(Archive).scan({ within: [vault.name] })) {
    if (archive.createdAt > takenAt || archive.createdAt < fromAt || archive.createdAt >= toAt) continue
    if (archives.length < limit) archives.push(archive)
  }
  if (format === 'CSV') {
    const rows = archives.map(({ id, description, createdAt, sizeBytes, treeHash }) =>
      [id, description, iso(createdAt), String(sizeBytes), treeHash].map(quoted).join(','))
    return Buffer.from(['ArchiveId,ArchiveDescription,CreationDate,Size,SHA256TreeHash', ...rows].map(row => `${row}\n`).join(''))
  }
  return Buffer.from(JSON.stringify({
    VaultARN: call.arn(Vault, vault), InventoryDate: iso(takenAt),
    ArchiveList: archives.map(({ id, description, createdAt, sizeBytes, treeHash }) => ({
      ArchiveId: id, ArchiveDescription: description, CreationDate: iso(createdAt), Size: sizeBytes, SHA256TreeHash: treeHash })),
  }))
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text
}
