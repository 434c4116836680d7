// Reading parameters: by name, by names, by path, and their history.
// Source: GetParameter, GetParameters, GetParametersByPath and GetParameterHistory, Systems Manager API Reference.

import type { Parameter as ParameterOutput, ParameterHistory, ParameterStringFilter, Ssm } from '../../../generated/aws/ssm.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { checkFilters, matches } from './parameter-filter.ts'
import { inlinePolicies } from './parameter-policy.ts'
import { pageOf } from './page.ts'
import { arnOf, findParameter, Parameter, ParameterVersion, readName, versionNamed } from './parameter.ts'
import type { Named } from './parameter.ts'
import { publicParameter, publicParameters } from './public-parameter.ts'
import { decryptValue } from './secure-string.ts'

export const GetParameter: Ssm['GetParameter'] = async ({ Name: name, WithDecryption: decrypted = false }, call) => {
  const named = readName(name)
  const version = await found(named, call)
  if (version === undefined) throw call.fault('ParameterNotFound', '')
  return { Parameter: await shown(version, decrypted, call, named.selector) }
}

export const GetParameters: Ssm['GetParameters'] = async ({ Names: names, WithDecryption: decrypted = false }, call) => {
  if (new Set(names).size < names.length) {
    throw call.fault('ValidationException', 'Duplicate names are not allowed in the request.')
  }
  const Parameters: ParameterOutput[] = []
  const InvalidParameters: string[] = []
  for (const name of names) {
    const named = readName(name)
    const parameter = await shownOrNone(name, named, decrypted, call)
    if (parameter === undefined) InvalidParameters.push(name)
    else Parameters.push(parameter)
  }
  return { Parameters, InvalidParameters }
}

/** One of the account's own, or one that AWS publishes. */
async function found(named: Named, call: Call): Promise<ParameterVersion | undefined> {
  return named.name.startsWith('/aws/') ? publicParameter(named.name, call) : versionNamed(named, call)
}

/** One that is not there, or that another account does not share, makes the name one of the invalid ones. */
async function shownOrNone(name: string, named: Named, decrypted: boolean, call: Call): Promise<ParameterOutput | undefined> {
  const owner = parseArn(name)?.account || call.account
  try {
    if (owner !== call.account) {
      const theirs = call.to('ssm', { account: owner, principal: call.principal })
      return (await theirs.GetParameter({ Name: name, WithDecryption: decrypted })).Parameter
    }
    const version = await found(named, call)
    return version && await shown(version, decrypted, call, named.selector)
  } catch (error) {
    if (error instanceof Fault && /^(ParameterVersionNotFound|ParameterNotFound|AccessDeniedException)$/.test(error.code)
      && (owner !== call.account || error.code !== 'AccessDeniedException')) return undefined
    throw error
  }
}

/** Direct children of a path, or all below it. */
export const GetParametersByPath: Ssm['GetParametersByPath'] = async (input, call) => {
  const { Path: path, Recursive: recursive = false, WithDecryption: decrypted = false, ParameterFilters: filters = [] } = input
  if (!path.startsWith('/')) {
    throw call.fault('ValidationException', 'The parameter path must be a fully qualified name, that begins with a slash.')
  }
  checkPathFilters(filters, call)
  const prefix = path.endsWith('/') ? path : `${path}/`
  const all = path.startsWith('/aws/') ? await publicParameters(prefix, call) : [...latestVersions(call)]
  const below = all.filter(version => version.name.startsWith(prefix)
    && (recursive || !version.name.slice(prefix.length).includes('/')) && matches(version, filters, call))
  const { items, next } = pageOf(below, { limit: input.MaxResults, usual: pathPageSize, token: input.NextToken }, call)
  const Parameters: ParameterOutput[] = []
  for (const version of items) Parameters.push(await shown(version, decrypted, call))
  return { Parameters, ...next }
}

const pathPageSize = 10
const longPageSize = 50
const pathFilters = ['Type', 'KeyId', 'Label', 'DataType']

/** @throws InvalidFilterKey */
function checkPathFilters(filters: readonly ParameterStringFilter[], call: Call): void {
  const wrong = filters.find(({ Key: key }) => !pathFilters.includes(key))
  if (wrong === undefined) return
  throw call.fault('InvalidFilterKey', `The following filter key is not valid: ${wrong.Key}. Valid filter keys include: [Type, KeyId].`)
}

export function* latestVersions(call: Call): Generator<ParameterVersion> {
  for (const { name, latest } of call.of(Parameter).scan()) yield call.of(ParameterVersion).get(name, latest)!
}

async function shown(version: ParameterVersion, decrypted: boolean, call: Call, selector?: string): Promise<ParameterOutput> {
  const { name, type, dataType, modifiedAt } = version
  return {
    Name: name, Type: type, Value: await valueOf(version, decrypted, call), Version: version.version, LastModifiedDate: modifiedAt,
    ARN: arnOf(version, call), DataType: dataType, ...(selector !== undefined && { Selector: selector }),
  }
}

async function valueOf(version: ParameterVersion, decrypted: boolean, call: Call): Promise<string> {
  return version.type === 'SecureString' && decrypted ? decryptValue(version, call) : version.value
}

export const GetParameterHistory: Ssm['GetParameterHistory'] = async (input, call) => {
  const parameter = findParameter(readName(input.Name).name, call)
  if (parameter === undefined) throw call.fault('ParameterNotFound', '')
  const versions = [...call.of(ParameterVersion).scan({ within: [parameter.name] })]
  const { items, next } = pageOf(versions, { limit: input.MaxResults, usual: longPageSize, token: input.NextToken }, call)
  const Parameters: ParameterHistory[] = []
  for (const version of items) {
    Parameters.push({
      ...metadataOf(version, call), Value: await valueOf(version, input.WithDecryption === true, call), Labels: version.labels,
    })
  }
  return { Parameters, ...next }
}

/** What DescribeParameters and the history have in common. */
export function metadataOf(version: ParameterVersion, call: Call): Omit<ParameterHistory, 'Value' | 'Labels'> {
  const { keyId, description, allowedPattern } = version
  return {
    Name: version.name, Type: version.type, Version: version.version, Tier: version.tier, DataType: version.dataType,
    LastModifiedDate: version.modifiedAt, LastModifiedUser: version.modifiedBy, Policies: inlinePolicies(version, call),
    ...(keyId !== undefined && { KeyId: keyId }), ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
  }
}

export const DescribeParameters: Ssm['DescribeParameters'] = (input, call) => {
  const { ParameterFilters: filters = [], Filters: old = [] } = input
  if (filters.length > 0 && old.length > 0) {
    throw call.fault('ValidationException', 'You can use either Filters or ParameterFilters in a single request.')
  }
  // The old kind begins with, by name; all else equals.
  const all = [...filters, ...old.map(({ Key, Values }) => ({ Key, Values, Option: Key === 'Name' ? 'BeginsWith' : 'Equals' }))]
  checkFilters(all, call)
  const found = input.Shared === true ? [] : [...latestVersions(call)].filter(version => matches(version, all, call))
  const { items, next } = pageOf(found, { limit: input.MaxResults, usual: longPageSize, token: input.NextToken }, call)
  return { Parameters: items.map(version => ({ ...metadataOf(version, call), ARN: arnOf(version, call) })), ...next }
}
