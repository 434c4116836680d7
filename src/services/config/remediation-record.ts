// What is stored of remediations: how what a rule finds wrong is put right, what is left alone, and how it went.

import type { RemediationConfiguration } from '../../../generated/aws/config.ts'
import { records, resource } from '../../kernel/service.ts'
import { remediationFormation } from './rule-formation.ts'

export interface Remediation {
  readonly rule: string
  readonly id: string
  readonly given: RemediationConfiguration
  readonly automatic: boolean
}

export interface Exception {
  readonly rule: string
  readonly type: string
  readonly id: string
  readonly message?: string
  readonly expiresAt?: number
}

export interface Execution {
  readonly rule: string
  readonly type: string
  readonly id: string
  readonly state: 'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED'
  readonly invokedAt: number
  readonly updatedAt: number
  /** Systems Manager's. */
  readonly executionId?: string
  readonly error?: string
}

export const Remediations = resource<Remediation>({
  name: 'RemediationConfiguration',
  key: 'rule',
  arn: 'arn:{partition}:config:{region}:{account}:remediation-configuration/{rule}/{id}',
  notFound: {
    code: 'NoSuchRemediationConfigurationException', message: ([rule]) => `No RemediationConfiguration for rule ${rule} exists.`,
  },
  cloudFormation: remediationFormation,
})

export const Exceptions = records<Exception>({ name: 'RemediationException', key: ['rule', 'type', 'id'] })
export const Executions = records<Execution>({ name: 'RemediationExecution', key: ['rule', 'type', 'id'] })
