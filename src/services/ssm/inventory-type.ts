// What inventory is made of: AWS's own types with their attributes, and the account's types, `Custom:…`, whose attributes are what was put.
// Source: "Metadata collected by inventory", Systems Manager User Guide, and GetInventorySchema and DeleteInventory, API Reference.

import type { InventoryItemSchema, Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { listed } from './page.ts'

/** A type of the account's own. */
export interface CustomType {
  readonly name: string
  readonly version: string
  readonly attributes: readonly string[]
  /** Data of this version and of those before it is ignored. */
  readonly disabledThrough?: string
}

export const CustomType = records<CustomType>({ name: 'CustomInventoryType', key: 'name' })

const mostCustomTypes = 20

interface OwnType { readonly version: string, readonly attributes: string, readonly numbers?: string }

const awsTypes: Readonly<Record<string, OwnType>> = {
  'AWS:AWSComponent': { version: '1.0', attributes: 'Name ApplicationType Publisher Version InstalledTime Architecture URL' },
  'AWS:Application': {
    version: '1.1', attributes: 'Name ApplicationType Publisher Version Release Epoch InstalledTime Architecture URL Summary PackageId',
  },
  'AWS:ComplianceItem': {
    version: '1.0', attributes: 'ComplianceType ExecutionId ExecutionType ExecutionTime Id Title Status Severity DocumentName ' +
      'DocumentVersion Classification PatchBaselineId PatchSeverity PatchState PatchGroup InstalledTime InstallOverrideList DetailedText ' +
      'DetailedLink CVEIds',
  },
  'AWS:File': {
    version: '1.0', attributes: 'Name Size Description FileVersion InstalledDate ModificationTime LastAccessTime ProductName ' +
      'InstalledDir ProductLanguage CompanyName ProductVersion',
  },
  'AWS:InstanceDetailedInformation': {
    version: '1.0', attributes: 'CPUModel CPUCores CPUs CPUSpeedMHz CPUSockets CPUHyperThreadEnabled OSServicePack KernelVersion',
    numbers: 'CPUCores CPUs CPUSpeedMHz CPUSockets',
  },
  'AWS:InstanceInformation': {
    version: '1.0', attributes: 'AgentType AgentVersion ComputerName InstanceId InstanceStatus IpAddress PlatformName PlatformType ' +
      'PlatformVersion ResourceType',
  },
  'AWS:Network': { version: '1.0', attributes: 'Name SubnetMask Gateway DHCPServer DNSServer MacAddress IPV4 IPV6' },
  'AWS:PatchSummary': {
    version: '1.0', attributes: 'PatchGroup BaselineId SnapshotId OwnerInformation InstallOverrideList Operation OperationStartTime ' +
      'OperationEndTime RebootOption InstalledCount InstalledOtherCount InstalledPendingRebootCount InstalledRejectedCount MissingCount ' +
      'FailedCount NotApplicableCount UnreportedNotApplicableCount CriticalNonCompliantCount SecurityNonCompliantCount ' +
      'OtherNonCompliantCount AvailableSecurityUpdateCount',
  },
  'AWS:Service': { version: '1.0', attributes: 'Name DisplayName ServiceType Status DependentServices ServicesDependedOn StartType' },
  'AWS:Tag': { version: '1.0', attributes: 'Key Value' },
  'AWS:WindowsRegistry': { version: '1.0', attributes: 'ValueType KeyPath ValueName Value' },
  'AWS:WindowsRole': {
    version: '1.0', attributes: 'Name DisplayName Description FeatureType Installed InstalledState Path SubFeatures ' +
      'ServerComponentDescriptor DependsOn Parent',
  },
  'AWS:WindowsUpdate': { version: '1.0', attributes: 'HotFixId Description InstalledTime InstalledBy' },
}

/** What can be counted by. */
const countable: Readonly<Record<string, readonly string[]>> = {
  'AWS:InstanceInformation': ['PlatformName', 'PlatformType', 'PlatformVersion'],
}

export const GetInventorySchema: Ssm['GetInventorySchema'] = (input, call) => {
  const { TypeName: wanted, Aggregator: isCounted = false, SubType: isSub = false } = input
  if (isSub) return listed<InventoryItemSchema>([]) // Types of types are not known here.
  const schemas = [...call.of(CustomType).scan()].map(({ name, version, attributes }) => schemaOf(name, { version, attributes }))
  for (const [name, { version, attributes, numbers = '' }] of Object.entries(awsTypes)) {
    schemas.push(schemaOf(name, { version, attributes: isCounted ? countable[name] ?? [] : attributes.split(' ') }, numbers.split(' ')))
  }
  const found = schemas.filter(({ TypeName: name, Attributes: attributes }) => attributes.length > 0
    && (!isCounted || Object.hasOwn(countable, name)) && (wanted === undefined || wanted === '' || name.startsWith(wanted)))
  return listed(found.sort((a, b) => a.TypeName < b.TypeName ? -1 : 1))
}

function schemaOf(name: string, { version, attributes }: { version: string, attributes: readonly string[] },
  numbers: readonly string[] = []):
InventoryItemSchema {
  return {
    TypeName: name, Version: version,
    Attributes: attributes.map(Name => ({ Name, DataType: numbers.includes(Name) ? 'number' : 'string' })),
  }
}

/** @throws InvalidTypeNameException */
export function checkType(name: string, call: Call): void {
  const type = name.split('/')[0]!
  if (Object.hasOwn(awsTypes, type) || call.of(CustomType).get(name) !== undefined) return
  throw call.fault('InvalidTypeNameException', `The inventory type name ${name} is not valid.`)
}

/**
 * Notes the attributes of a type of the account's own that data comes for.
 * @returns whether the data counts: a disabled version's does not
 * @throws InvalidTypeNameException, CustomSchemaCountLimitExceededException
 */
export function noteType(name: string, version: string, content: readonly Readonly<Record<string, string>>[], call: Call): boolean {
  if (!name.startsWith('Custom:')) {
    checkType(name, call)
    return true
  }
  const types = call.of(CustomType)
  const known = types.get(name)
  if (known?.disabledThrough !== undefined && !isNewer(version, known.disabledThrough)) return false
  if (known === undefined && types.count() >= mostCustomTypes) {
    throw call.fault('CustomSchemaCountLimitExceededException', `There are ${mostCustomTypes} custom inventory types already.`)
  }
  const attributes = new Set([...known?.attributes ?? [], ...content.flatMap(Object.keys)])
  types.put({ name, version, attributes: [...attributes] })
  return true
}

export function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map(text => text.split('.').map(Number)) as [number[], number[]]
  return a[0]! !== b[0]! ? a[0]! > b[0]! : (a[1] ?? 0) > (b[1] ?? 0)
}
