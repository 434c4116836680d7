// GetTagKeys and GetTagValues: the keys in use in an account and region, and the values in use of one key; each once, in order.

import type { Resourcegroupstaggingapi } from '../../../generated/aws/resourcegroupstaggingapi.ts'

type Listed = Generator<string, { PaginationToken: string }>

export const GetTagKeys: Resourcegroupstaggingapi['GetTagKeys'] = async (_, call) => {
  const names = new Set<string>()
  for (const { tags } of (await call.resources()).tagged()) for (const name of Object.keys(tags)) names.add(name)
  return sorted(names)
}

export const GetTagValues: Resourcegroupstaggingapi['GetTagValues'] = async ({ Key: name }, call) => {
  const values = new Set<string>()
  for (const { tags } of (await call.resources()).tagged()) if (Object.hasOwn(tags, name)) values.add(tags[name]!)
  return sorted(values)
}

function* sorted(texts: ReadonlySet<string>): Listed {
  yield* [...texts].sort()
  return { PaginationToken: '' }
}
