// What makes content a document of its type: schema versions, steps, parameters that are declared before they are spoken of.
// Sources: "Schemas, features, and examples" and "Data elements and parameters", Systems Manager User Guide; texts of faults that public
// reports quote (terraform-provider-aws 21213, terraform 11788, aws-ssm-distributor 66).

import type { Call } from '../../kernel/service.ts'
import { automationActions } from './automation-actions.ts'
import type { Content } from './document-content.ts'
import { parametersOf, readSteps } from './document-shape.ts'

const schemaVersions: Readonly<Record<string, readonly string[]>> = {
  Command: ['1.2', '2.0', '2.2'], Policy: ['2.0', '2.2'], Automation: ['0.3'], 'Automation.ChangeTemplate': ['0.3'], Session: ['1.0'],
}

/** Types whose content is the customer's own, not Systems Manager's. */
export const isFree = (type: string): boolean => schemaVersions[type] === undefined

const parameterTypes = ['String', 'StringList', 'Boolean', 'Integer', 'MapList', 'StringMap']
const resourceTypes = /^(?:List<)?AWS::[\w:]+>?$/
const commandActions = [
  'aws:applications', 'aws:cloudWatch', 'aws:configureDocker', 'aws:configurePackage', 'aws:domainJoin', 'aws:downloadContent',
  'aws:psModule', 'aws:refreshAssociation', 'aws:runDockerAction', 'aws:runDocument', 'aws:runPowerShellScript', 'aws:runShellScript',
  'aws:softwareInventory', 'aws:updateAgent', 'aws:updateSsmAgent',
]

/** @throws InvalidDocumentContent, InvalidDocumentSchemaVersion */
export function checkContent(type: string | undefined, content: Content, call: Call): void {
  if (type !== undefined && isFree(type)) return
  const version = content.schemaVersion === undefined ? undefined : String(content.schemaVersion)
  if (type === undefined && version !== undefined && version !== '1.2') {
    throw call.fault('InvalidDocumentSchemaVersion', `Document type is required for schema version ${version}`)
  }
  if (version === undefined || !schemaVersions[type ?? 'Command']!.includes(version)) {
    throw call.fault('InvalidDocumentContent', `Document schema version is invalid. Value: ${version ?? ''}`)
  }
  const invalid = (message: string): Error => call.fault('InvalidDocumentContent', message)
  checkParameters(content, invalid)
  if (version === '1.0') return checkSession(content, invalid)
  checkSteps(content, version, invalid)
  checkReferences(content, version, invalid)
}

type Invalid = (message: string) => Error

function checkParameters(content: Content, invalid: Invalid): void {
  for (const [name, parameter] of Object.entries(parametersOf(content))) {
    if (typeof parameter !== 'object' || parameter === null) throw invalid(`Parameter "${name}" is not an object.`)
    const { type, allowedValues, default: usual } = parameter
    if (type === undefined) throw invalid(`Parameter "${name}" has no type.`)
    if (!parameterTypes.includes(type)
      && !resourceTypes.test(type)) throw invalid(`Parameter "${name}" has type "${type}", which is invalid.`)
    if (allowedValues === undefined || usual === undefined) continue
    for (const each of Array.isArray(usual) ? usual : [usual]) {
      if (!allowedValues.some(allowed => String(allowed) === String(each))) {
        throw invalid(`Parameter "${name}" has value "${String(each)}" not found in [${allowedValues.join(', ')}].`)
      }
    }
  }
}

function checkSession({ sessionType: type }: Content, invalid: Invalid): void {
  const types = ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands', 'Port']
  if (!types.includes(String(type))) throw invalid(`Session type is invalid. Value: ${String(type ?? '')}`)
}

function checkSteps(content: Content, version: string, invalid: Invalid): void {
  if (version === '1.2') {
    const plugins = Object.keys((content.runtimeConfig ?? {}) as object)
    if (plugins.length === 0) throw invalid('Document has no runtimeConfig.')
    const unknown = plugins.find(plugin => !commandActions.includes(plugin))
    if (unknown !== undefined) throw invalid(`Plugin ${unknown} is not supported.`)
    return
  }
  const steps = readSteps(content)
  if (steps.length === 0) throw invalid('Document has no mainSteps.')
  const names = new Set<string>()
  const known = version === '0.3' ? automationActions : commandActions
  for (const { name, action } of steps) {
    if (typeof name !== 'string' || !/^[\w-]{3,128}$|^\w+$/.test(name)) throw invalid(`Step name "${String(name ?? '')}" is invalid.`)
    if (names.has(name)) throw invalid(`Step name "${name}" is not unique.`)
    names.add(name)
    if (!known.includes(action)) throw invalid(`Step "${name}" has action "${String(action ?? '')}", which is not supported.`)
  }
  for (const { name, nextStep, onFailure } of version === '0.3' ? steps : []) {
    const targets = [nextStep, typeof onFailure === 'string' ? /^step:\s*(.+)$/.exec(onFailure)?.[1] : undefined]
    const gone = targets.find(target => target !== undefined && !names.has(target))
    if (gone !== undefined) throw invalid(`Step "${name}" goes on to step "${gone}", which does not exist.`)
  }
}

/** `{{ name }}` speaks of a parameter; what has a dot or a colon in it, of a step, a variable or a parameter of Parameter Store. */
function checkReferences(content: Content, version: string, invalid: Invalid): void {
  const declared = parametersOf(content)
  const { parameters: _, ...rest } = content
  for (const [, name] of JSON.stringify(rest).matchAll(/\{\{\s*([\w-]+)\s*\}\}/g)) {
    if (declared[name!] !== undefined || (version !== '0.3' && /^platformType$/.test(name!))) continue
    throw invalid(`Parameter "${name}" is not declared.`)
  }
}
