// What an inventory holds: by its own time, by dates, up to a limit.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { inventoryOf } from './inventory.ts'
import type { InventoryFilter } from './inventory.ts'
import type { Vault } from './vault.ts'

const archives = [0, 1000, 2000, 9000].map(createdAt => ({ id: String(createdAt), description: '', createdAt, sizeBytes: 1,
  treeHash: 'h' }))
const call = { of: () => ({ scan: () => archives }), arn: () => 'arn' } as unknown as Call
const vault = { name: 'v', createdAt: 0, inventory: { at: 5000, archives: 3, sizeBytes: 3 } } as Vault

for (const [filter, expected] of [
  [{}, ['0', '1000', '2000']], [{ fromAt: 1000 }, ['1000', '2000']], [{ toAt: 1000 }, ['0']], [{ limit: 2 }, ['0', '1000']],
] as const satisfies readonly (readonly [InventoryFilter, readonly string[]])[]) {
  test(JSON.stringify(filter), () => {
    const { ArchiveList } = JSON.parse(inventoryOf(vault, { filter, format: 'JSON' },
      call).toString()) as { ArchiveList: { ArchiveId: string }[] }
    assert.deepEqual(ArchiveList.map(({ ArchiveId }) => ArchiveId), expected)
  })
}
