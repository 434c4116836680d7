// Parameters of Parameter Store: their records and declaration, what they may be called, and how names, versions, labels and ARNs name
// them. Source: "Working with Parameter Store" and PutParameter, Systems Manager User Guide and API Reference.

import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { parameterHandlers } from './cloud-formation.ts'

export type ParameterType = 'String' | 'StringList' | 'SecureString'
export type Tier = 'Standard' | 'Advanced'

export interface Parameter {
  readonly name: string
  /** The name with a slash before it, as the ARN has it. */
  readonly path: string
  readonly latest: number
  readonly tier: Tier
  readonly createdAt: number
}

export interface ParameterVersion {
  readonly name: string
  readonly version: number
  readonly type: ParameterType
  readonly dataType: string
  readonly tier: Tier
  /** The text; of a SecureString, what KMS made of it, in Base64. */
  readonly value: string
  /** A long SecureString's own key, encrypted by KMS, in Base64. */
  readonly envelopeKey?: string
  readonly keyId?: string
  readonly description?: string
  readonly allowedPattern?: string
  /** Policies as they were given, JSON. */
  readonly policies?: readonly string[]
  readonly labels: readonly string[]
  readonly modifiedAt: number
  readonly modifiedBy: string
}

export const Parameter = resource<Parameter>({
  name: 'Parameter',
  key: 'name',
  arn: 'arn:{partition}:ssm:{region}:{account}:parameter{path}',
  tags: 'list',
  notFound: { code: 'ParameterNotFound', message: () => '' },
  exists: 'ParameterAlreadyExists',
  // "AWS Systems Manager pricing": advanced parameters by the hour.
  meters: [{ usageType: ({ tier }) => tier === 'Advanced' ? 'PS-Advanced-Param-Tier1' : undefined }],
  cloudFormation: parameterHandlers,
})

export const ParameterVersion = records<ParameterVersion>({ name: 'ParameterVersion', key: ['name', 'version'] })

export interface Named {
  readonly name: string
  /** What followed the name: `:3`, `:label`. */
  readonly selector?: string
}

/** Reads `name`, `name:version`, `name:label`, and an ARN of any of them. */
export function readName(text: string): Named {
  const resourceName = parseArn(text)?.resource
  const plain = resourceName === undefined ? text : resourceName.slice('parameter'.length)
  const colon = plain.indexOf(':')
  const name = colon === -1 ? plain : plain.slice(0, colon)
  return { name, ...(colon !== -1 && { selector: plain.slice(colon) }) }
}

/** By name; an ARN cannot tell `/name` from `name`. */
export function findParameter(name: string, call: Call): Parameter | undefined {
  const parameters = call.of(Parameter)
  return parameters.get(name) ?? (/^\/[^/]+$/.test(name) ? parameters.get(name.slice(1)) : undefined)
}

/** The version that a name means; undefined where there is no such parameter. @throws ParameterVersionNotFound */
export function versionNamed({ name, selector }: Named, call: Call): ParameterVersion | undefined {
  const parameter = findParameter(name, call)
  if (parameter === undefined) return undefined
  const versions = call.of(ParameterVersion)
  if (selector === undefined) return versions.get(parameter.name, parameter.latest)
  const wanted = selector.slice(1)
  const found = /^\d+$/.test(wanted) ? versions.get(parameter.name, Number(wanted))
    : [...versions.scan({ within: [parameter.name] })].find(({ labels }) => labels.includes(wanted))
  if (found !== undefined) return found
  throw call.fault('ParameterVersionNotFound',
    `Systems Manager could not find version ${wanted} of ${name}. Verify the version and try again.`)
}

/** AWS's own are of no account. */
export function arnOf({ name }: { readonly name: string }, call: Call): string {
  const { partition, region } = call
  const account = name.startsWith('/aws/') ? '' : call.account
  return Parameter.arnOf({ partition, region, account }, { path: pathOf(name) })
}

export function pathOf(name: string): string {
  return name.startsWith('/') ? name : `/${name}`
}

const mostLevels = 15
const longestArnName = 1011
const rule = 'If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, ' +
  'numbers and the following 3 symbols .-_'

/** @throws ValidationException, AccessDeniedException, HierarchyLevelLimitExceededException */
export function checkNewName(name: string, call: Call): void {
  const first = name.replace(/^\//, '').toLowerCase()
  if (/^aws(?:\/|$)/.test(first) && name.startsWith('/')) {
    throw call.fault('AccessDeniedException', `No access to reserved parameter name: ${name}.`)
  }
  for (const reserved of ['aws', 'ssm']) {
    if (first.startsWith(reserved)) {
      throw call.fault('ValidationException', `Parameter name: can't be prefixed with "${reserved}" (case-insensitive). ${rule}`)
    }
  }
  if (name.includes('/') && !name.startsWith('/')) throw call.fault('ValidationException', 'Parameter name must be a fully qualified name.')
  if (!/^[\w./-]+$/.test(name) || name.includes('//') || name.endsWith('/')) {
    throw call.fault('ValidationException', `Parameter name: can't be formed so. ${rule}`)
  }
  if (name.split('/').length - 1 > mostLevels) {
    throw call.fault('HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${mostLevels} levels. For more information, see Requirements and constraints for parameter ` +
      'names in the AWS Systems Manager User Guide.')
  }
  if (name.length <= longestArnName) return
  throw call.fault('ValidationException', `Parameter name: can't be longer than ${longestArnName} characters.`)
}
