// What is kept of an item: its pairs under its domain and its name. What is done with items is in `item.ts`.

import { records } from '../../kernel/service.ts'

export type Pair = readonly [name: string, value: string]

export interface Item {
  readonly domain: string
  readonly name: string
  /** In the order in which they were put; each once. */
  readonly pairs: readonly Pair[]
}

export const Item = records<Item>({ name: 'Item', key: ['domain', 'name'] })
