// An item of a type with a configuration, for tests of what looks at items.

import type { Item } from './item.ts'

export function itemOf(type: string, configuration: Record<string, unknown>, supplementary: Record<string, unknown> = {},
  tags: Record<string, string> = {}): Item {
  return {
    type, id: 'it', sequence: 1, arn: 'arn:it', region: 'us-east-1', zone: 'us-east-1a', status: 'OK', capturedAt: 0, tags,
      relationships: [],
    configuration, supplementary, frequency: 'CONTINUOUS',
  }
}
