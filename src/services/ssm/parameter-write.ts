// Writing parameters: PutParameter, the two deletions, and labels of versions.
// Source: PutParameter, LabelParameterVersion, UnlabelParameterVersion, DeleteParameter(s), Systems Manager API Reference.

import type { PutParameterRequest, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { checkDataType, imageDataType, isImage } from './image-value.ts'
import { announce } from './parameter-event.ts'
import { checkPolicies, dropPolicies, setPolicies } from './parameter-policy.ts'
import { checkNewName, findParameter, Parameter, ParameterVersion, pathOf, readName, versionNamed } from './parameter.ts'
import type { ParameterType, Tier } from './parameter.ts'
import { forgetPolicies } from './resource-policy.ts'
import { encryptValue } from './secure-string.ts'
import { settingOf } from './service-setting.ts'

const mostVersions = 100
const mostLabels = 10
const longest: Readonly<Record<Tier, number>> = { Standard: 4096, Advanced: 8192 }

export const PutParameter: Ssm['PutParameter'] = async (input, call) => {
  const { name } = readName(input.Name)
  const before = findParameter(name, call)
  if (before === undefined) checkNewName(name, call)
  else if (input.Overwrite !== true) {
    throw call.fault('ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.')
  }
  const known = before && call.of(ParameterVersion).get(before.name, before.latest)
  const type = (input.Type ?? known?.type) as ParameterType | undefined
  if (type === undefined) throw call.fault('ValidationException', 'A parameter type is required when you create a parameter.')
  if (known !== undefined && known.type !== type) {
    throw call.fault('HierarchyTypeMismatchException',
      `Parameter ${name} is of type ${known.type}. Parameter Store does not support changing it to ${type}.`)
  }
  const tier = tierOf(input, before?.tier, call)
  const pattern = input.AllowedPattern ?? known?.allowedPattern
  checkPattern(pattern, input.Value, call)
  if (before !== undefined && input.Tags !== undefined && input.Tags.length > 0) {
    throw call.fault('ValidationException',
      'Invalid request: tags and overwrite can\'t be used together. To create a parameter with tags, please ' +
      ' remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.')
  }
  const dataType = input.DataType ?? known?.dataType ?? 'text'
  checkDataType(input.DataType, input.Value, call)
  const operation = before === undefined ? 'Create' : 'Update'
  if (dataType === imageDataType && !await isImage(name, input.Value, operation, call)) {
    return { Version: (before?.latest ?? 0) + 1, Tier: tier }
  }
  const policies = checkPolicies(input.Policies, tier, call) ?? known?.policies
  const stored = type === 'SecureString' ? await encryptValue(before?.name ?? name, tier, input.Value, input.KeyId ?? known?.keyId, call)
    : { value: input.Value }
  return call.transact(() => {
    const parameter = nextParameter(before?.name ?? name, tier, call)
    const description = input.Description ?? known?.description
    call.of(ParameterVersion).put({
      name: parameter.name, version: parameter.latest, type, tier, ...stored, labels: [], modifiedAt: call.now(),
      dataType, modifiedBy: call.principal.arn || call.principal.userId,
      ...(description !== undefined && { description }), ...(pattern !== undefined && { allowedPattern: pattern }),
      ...(policies !== undefined && policies.length > 0 && { policies }),
    })
    const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]))
    if (Object.keys(tags).length > 0) call.tags(Parameter).add(tags, parameter.name)
    setPolicies(parameter.name, policies ?? [], call)
    announce(parameter, operation, type, call)
    return { Version: parameter.latest, Tier: tier }
  })
}

/** Keeps the parameter under its next version; the oldest of a hundred goes. @throws ParameterMaxVersionLimitExceeded */
function nextParameter(name: string, tier: Tier, call: Call): Parameter {
  const before = call.of(Parameter).get(name)
  const versions = call.of(ParameterVersion)
  if (versions.count({ within: [name] }) >= mostVersions) {
    const oldest = versions.first({ within: [name] })!
    if (oldest.labels.length > 0) {
      throw call.fault('ParameterMaxVersionLimitExceeded',
        `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. ` +
        `Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. ` +
        'Move the label to another version of the parameter, and try again.')
    }
    versions.delete(name, oldest.version)
  }
  return call.of(Parameter).put({
    name, path: pathOf(name), tier, latest: (before?.latest ?? 0) + 1, createdAt: before?.createdAt ?? call.now(),
  })
}

/** @throws ValidationException for a value too long, or a step down */
function tierOf({ Tier: given, Value: value, Policies: policies }: PutParameterRequest, before: Tier | undefined, call: Call): Tier {
  const usual = settingOf('/ssm/parameter-store/default-parameter-tier', call)
  const asked = given ?? (usual === 'Standard' ? undefined : usual)
  const length = Buffer.byteLength(value)
  const needsAdvanced = length > longest.Standard || (policies !== undefined && policies !== '[]' && policies !== '')
  const tier: Tier = asked === 'Intelligent-Tiering' ? (needsAdvanced || before === 'Advanced' ? 'Advanced' : 'Standard')
    : (asked ?? before ?? 'Standard') as Tier
  if (before === 'Advanced' && tier === 'Standard') {
    throw call.fault('ValidationException',
      'This parameter uses the advanced-parameter tier. You can\'t downgrade a parameter from the advanced-parameter tier to the ' +
      'standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.')
  }
  if (length <= longest[tier]) return tier
  throw call.fault('ValidationException', tier === 'Advanced'
    ? `Advanced tier parameters support a maximum parameter value of ${longest.Advanced} characters.`
    : `Standard tier parameters support a maximum parameter value of ${longest.Standard} characters. To create a larger parameter value, ` +
      'upgrade the parameter to use the advanced-parameter tier. For more information, see ' +
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html')
}

/** @throws InvalidAllowedPatternException, ParameterPatternMismatchException */
function checkPattern(pattern: string | undefined, value: string, call: Call): void {
  if (pattern === undefined || pattern === '') return
  let read: RegExp
  try {
    read = new RegExp(`^(?:${pattern})$`, 'u')
  } catch {
    throw call.fault('InvalidAllowedPatternException', `The allowed pattern ${pattern} is not a regular expression.`)
  }
  if (read.test(value)) return
  throw call.fault('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`)
}

function remove(parameter: Parameter, call: Call): void {
  const versions = call.of(ParameterVersion)
  const type = versions.get(parameter.name, parameter.latest)!.type
  for (const { version } of [...versions.scan({ within: [parameter.name] })]) versions.delete(parameter.name, version)
  dropPolicies(parameter.name, call)
  forgetPolicies(parameter, call)
  call.of(Parameter).delete(parameter.name)
  announce(parameter, 'Delete', type, call)
}

export const DeleteParameter: Ssm['DeleteParameter'] = ({ Name: name }, call) => {
  const parameter = findParameter(readName(name).name, call)
  remove(parameter ?? call.of(Parameter).require(name), call)
}

export const DeleteParameters: Ssm['DeleteParameters'] = ({ Names: names }, call) => {
  const DeletedParameters: string[] = []
  const InvalidParameters: string[] = []
  for (const name of new Set(names)) {
    const parameter = findParameter(readName(name).name, call)
    if (parameter !== undefined) remove(parameter, call)
    const list = parameter === undefined ? InvalidParameters : DeletedParameters
    list.push(name)
  }
  return { DeletedParameters, InvalidParameters }
}

/** The timer's work of a parameter whose time is over. */
export function expireParameter(_payload: unknown, call: Call, { id }: { readonly id: string }): void {
  const parameter = call.of(Parameter).get(id)
  if (parameter !== undefined) remove(parameter, call)
}

/** A label is on one version of a parameter at a time. */
export const LabelParameterVersion: Ssm['LabelParameterVersion'] = (input, call) => {
  const version = labelledVersion(input.Name, input.ParameterVersion, call)
  const InvalidLabels = input.Labels.filter(label => !/^(?!\d|aws|ssm)[\w.-]{1,100}$/i.test(label))
  const valid = input.Labels.filter(label => !InvalidLabels.includes(label))
  const versions = call.of(ParameterVersion)
  if (new Set([...version.labels, ...valid]).size > mostLabels) {
    throw call.fault('ParameterVersionLabelLimitExceeded',
      `A parameter version can have a maximum of ten labels. Version ${version.version} would have more.`)
  }
  for (const other of [...versions.scan({ within: [version.name] })]) {
    if (other.version !== version.version && other.labels.some(label => valid.includes(label))) {
      versions.put({ ...other, labels: other.labels.filter(label => !valid.includes(label)) })
    }
  }
  versions.put({ ...version, labels: [...new Set([...version.labels, ...valid])] })
  return { InvalidLabels, ParameterVersion: version.version }
}

export const UnlabelParameterVersion: Ssm['UnlabelParameterVersion'] = (input, call) => {
  const version = labelledVersion(input.Name, Number(input.ParameterVersion), call)
  const RemovedLabels = input.Labels.filter(label => version.labels.includes(label))
  call.of(ParameterVersion).put({ ...version, labels: version.labels.filter(label => !RemovedLabels.includes(label)) })
  return { RemovedLabels, InvalidLabels: input.Labels.filter(label => !RemovedLabels.includes(label)) }
}

function labelledVersion(name: string, version: number | undefined, call: Call): ParameterVersion {
  const named = readName(name)
  const found = versionNamed(version === undefined ? { name: named.name } : { name: named.name, selector: `:${version}` }, call)
  if (found !== undefined) return found
  throw call.fault('ParameterNotFound', '')
}
