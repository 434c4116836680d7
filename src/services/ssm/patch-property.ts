// What patches can be told apart by, and the values that there are, by operating system.
// Sources: DescribePatchProperties, Systems Manager API Reference, for the properties; the tables of products, classifications and
// severities
// in "About patch baselines" and "Supported operating systems", User Guide, for the values. Products are a selection.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import { listed } from './page.ts'

type Values = Readonly<Record<string, readonly string[]>>

const rpmSeverities = ['Critical', 'Important', 'Low', 'Moderate', 'None']
const priorities = ['Required', 'Important', 'Standard', 'Optional', 'Extra']
const amazon = { CLASSIFICATION: ['Security', 'Bugfix', 'Enhancement', 'Recommended', 'Newpackage'],
  SEVERITY: ['Critical', 'Important', 'Medium', 'Low'] }
const redHat = { CLASSIFICATION: ['Security', 'Bugfix', 'Enhancement', 'Recommended', 'Newpackage'], SEVERITY: rpmSeverities }

const known: Readonly<Record<string, Values>> = {
  ALMA_LINUX: { PRODUCT: ['AlmaLinux8.0', 'AlmaLinux8.10', 'AlmaLinux9.0', 'AlmaLinux9.5'], ...redHat },
  AMAZON_LINUX: { PRODUCT: ['AmazonLinux2017.09', 'AmazonLinux2018.03'], ...amazon },
  AMAZON_LINUX_2: { PRODUCT: ['AmazonLinux2', 'AmazonLinux2.0'], ...amazon },
  AMAZON_LINUX_2022: { PRODUCT: ['AmazonLinux2022'], ...amazon },
  AMAZON_LINUX_2023: { PRODUCT: ['AmazonLinux2023'], ...amazon },
  CENTOS: { PRODUCT: ['CentOS7.9', 'CentOS8.3', 'CentOS9.0'], ...redHat },
  DEBIAN: { PRODUCT: ['Debian10', 'Debian11', 'Debian12'], PRIORITY: priorities },
  MACOS: { PRODUCT: ['macOS13.7', 'macOS14.7', 'macOS15.0'], CLASSIFICATION: ['Security', 'Recommended'] },
  ORACLE_LINUX: { PRODUCT: ['OracleLinux7.9', 'OracleLinux8.10', 'OracleLinux9.4'], CLASSIFICATION: redHat.CLASSIFICATION,
    SEVERITY: rpmSeverities },
  RASPBIAN: { PRODUCT: ['Raspbian9', 'Raspbian10'], PRIORITY: priorities },
  REDHAT_ENTERPRISE_LINUX: { PRODUCT: ['RedhatEnterpriseLinux7.9', 'RedhatEnterpriseLinux8.10', 'RedhatEnterpriseLinux9.4'], ...redHat },
  ROCKY_LINUX: { PRODUCT: ['RockyLinux8.10', 'RockyLinux9.4'], ...redHat },
  SUSE: { PRODUCT: ['Suse12.5', 'Suse15.5', 'Suse15.6'],
    CLASSIFICATION: ['Security', 'Recommended', 'Optional', 'Feature', 'Document', 'Yast'],
    SEVERITY: rpmSeverities },
  UBUNTU: { PRODUCT: ['Ubuntu20.04', 'Ubuntu22.04', 'Ubuntu24.04'], PRIORITY: priorities },
  WINDOWS: {
    PRODUCT: ['WindowsServer2016', 'WindowsServer2019', 'WindowsServer2022', 'WindowsServer2025'], PRODUCT_FAMILY: ['Windows'],
    CLASSIFICATION: ['CriticalUpdates', 'DefinitionUpdates', 'Drivers', 'FeaturePacks', 'SecurityUpdates', 'ServicePacks', 'Tools',
      'UpdateRollups', 'Updates', 'Upgrades'],
    MSRC_SEVERITY: ['Critical', 'Important', 'Low', 'Moderate', 'Unspecified'],
  },
}

const applications: Values = {
  PRODUCT: ['Office 2016', 'SQL Server 2019', 'SQL Server 2022', 'Exchange Server 2019'],
  PRODUCT_FAMILY: ['Exchange', 'Office', 'SQL Server'], CLASSIFICATION: known.WINDOWS!.CLASSIFICATION!,
  MSRC_SEVERITY: known.WINDOWS!.MSRC_SEVERITY!,
}

/** Names of an operating system's properties. */
export function patchProperties(system: string): readonly string[] {
  return Object.keys(known[system] ?? {})
}

export const DescribePatchProperties: Ssm['DescribePatchProperties'] = (input, call) => {
  const { OperatingSystem: system, Property: property, PatchSet: set = 'OS' } = input
  if (set === 'APPLICATION' && system !== 'WINDOWS') {
    throw call.fault('ValidationException', `The patch set APPLICATION is not valid for ${system}.`)
  }
  const values = (set === 'APPLICATION' ? applications : known[system] ?? {})[property]
  if (values === undefined) throw call.fault('ValidationException', `The property ${property} is not valid for ${system}.`)
  return listed(values.map(Name => ({ Name })))
}
