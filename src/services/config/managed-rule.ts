// AWS's managed rules that are evaluated here, by their identifiers. What each looks at stands in the files by subject.

import { accountRules } from './account-check.ts'
import { bucketRules } from './bucket-check.ts'
import type { ManagedRule } from './check.ts'
import { machineRules } from './machine-check.ts'
import { storeRules } from './store-check.ts'

export type { Finding, ManagedRule } from './check.ts'

const all: Readonly<Record<string, ManagedRule>> = { ...accountRules, ...bucketRules, ...machineRules, ...storeRules }

export function managedRule(identifier: string): ManagedRule | undefined {
  return Object.hasOwn(all, identifier) ? all[identifier] : undefined
}

export const managedRuleNames: readonly string[] = Object.keys(all).sort()
