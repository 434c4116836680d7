// The parts of a document's content under the names that the rest asks for: parameters, steps, platforms. It checks nothing.
// Source: "Data elements and parameters", Systems Manager User Guide.

import type { DocumentParameter } from '../../../generated/aws/ssm.ts'
import type { Content } from './document-content.ts'

export interface ParameterShape {
  readonly type: string
  readonly description?: string
  readonly default?: unknown
  readonly allowedValues?: readonly unknown[]
  readonly allowedPattern?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly minChars?: number
  readonly maxChars?: number
}

export interface StepShape {
  readonly name: string
  readonly action: string
  readonly inputs?: Content
  readonly precondition?: unknown
  readonly outputs?: readonly { readonly Name: string, readonly Selector?: string, readonly Type?: string }[]
  readonly nextStep?: string
  readonly isEnd?: boolean | string
  readonly isCritical?: boolean | string
  readonly onFailure?: string
  readonly onCancel?: string
  readonly timeoutSeconds?: number | string
  readonly maxAttempts?: number | string
}

export function parametersOf({ parameters = {} }: Content): Readonly<Record<string, ParameterShape>> {
  return (parameters ?? {}) as Record<string, ParameterShape>
}

/** Those of schema 1.2 have no names: the plugin's stands for it. */
export function readSteps({ mainSteps, runtimeConfig }: Content): readonly StepShape[] {
  if (Array.isArray(mainSteps)) return mainSteps as StepShape[]
  return Object.entries((runtimeConfig ?? {}) as object)
    .map(([action, { properties }]: [string, { properties?: unknown }]) => {
      const inputs = Array.isArray(properties) ? properties[0] as Content : (properties ?? {}) as Content
      return { name: action, action, inputs }
    })
}

/** As DescribeDocument shows them. */
export function describedParameters(content: Content): DocumentParameter[] {
  return Object.entries(parametersOf(content)).map(([Name, { type, description, default: usual }]) => ({
    Name, Type: type, ...(description !== undefined && { Description: description }),
    ...(usual !== undefined && { DefaultValue: typeof usual === 'string' ? usual : JSON.stringify(usual) }),
  }))
}

const everywhere = ['Windows', 'Linux', 'MacOS']

/** Platforms that at least one step runs on: by its precondition, or by what its plugin is made for. */
export function platformsOf(content: Content): string[] {
  const platforms = readSteps(content).flatMap(({ action, precondition }) => {
    const told = JSON.stringify(precondition ?? '')
    if (told.includes('platformType')) return everywhere.filter(platform => told.includes(`"${platform}"`))
    if (action === 'aws:runShellScript') return ['Linux', 'MacOS']
    if (/^aws:(?:runPowerShellScript|psModule|applications|domainJoin|cloudWatch)$/.test(action)) return ['Windows']
    return everywhere
  })
  return everywhere.filter(platform => platforms.includes(platform))
}
