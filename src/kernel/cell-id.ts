// Which cell a service's state of an account lies in.

import type { LoadedService } from './services.ts'

/** Where a service keeps an account's state: by region, or in one place for all. */
export function cellIdOf(service: LoadedService, account: string, region: string): string {
  return `${account}/${service.declaration.scope === 'account' ? 'global' : region}`
}
