// A call whose calls of other services go to the SDK's client: they have the same operations.

import type { Call } from '../../kernel/service.ts'

export function cloudFormationCall(client: object): Call {
  const methods = new Proxy(client as Record<string, (input: object) => unknown>, {
    get: (target, name: string) => (input: object) => target[`${name[0]!.toLowerCase()}${name.slice(1)}`]!(input),
  })
  return { to: () => methods, alphanumeric: (length: number) => 'x'.repeat(length) } as unknown as Call
}
