// The record of a policy of the account, which those who heed it share.

import { records } from '../../kernel/service.ts'

export interface AccountPolicy {
  readonly type: string
  readonly name: string
  readonly document: string
  /** Names of log groups that the policy is not for. */
  readonly except: readonly string[]
  readonly criteria?: string
  readonly updatedAt: number
}

export const AccountPolicy = records<AccountPolicy>({ name: 'AccountPolicy', key: ['type', 'name'] })
