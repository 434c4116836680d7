// The dimensions of Cost Explorer: what each line of the ledger has for each of them. A line that has nothing there has an empty text, as
// in Cost Explorer. Source: "Dimension" of Expression, AWS Cost Explorer API Reference.

import { contractOf } from '../../contract/index.ts'
import type { Line } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'

export type Dimension = (line: Line) => string

const purchaseTypes: Readonly<Record<string, string>> = {
  DiscountedUsage: 'Standard Reserved Instances', RIFee: 'Standard Reserved Instances', SavingsPlanCoveredUsage: 'Savings Plans',
  SavingsPlanNegation: 'Savings Plans', SavingsPlanRecurringFee: 'Savings Plans', SavingsPlanUpfrontFee: 'Savings Plans',
}

/** How each dimension is read, for the ledger of the call. */
export function dimensions(call: Call): Readonly<Record<string, Dimension>> {
  const { ledger, closing } = contractOf(call)
  const { book } = ledger
  return {
    SERVICE: ({ kind, service, usageType }) => kind === 'Tax' ? 'Tax' : book.offers.of(service, usageType).name,
    SERVICE_CODE: ({ service, usageType }) => book.offers.of(service, usageType).code,
    LINKED_ACCOUNT: ({ account }) => account,
    REGION: ({ region }) => region,
    USAGE_TYPE: ({ region, usageType }) => book.regions.usageType(region, usageType),
    OPERATION: ({ operation }) => operation === '' ? 'NoOperation' : operation,
    RECORD_TYPE: ({ kind }) => kind,
    INSTANCE_TYPE: ({ usageType }) => instanceTypeOf(usageType) ?? 'NoInstanceType',
    PURCHASE_TYPE: ({ kind }) => purchaseTypes[kind] ?? 'On Demand Instances',
    RESERVATION_ID: ({ kind, commitment = '' }) => kind === 'DiscountedUsage' || kind === 'RIFee' ? commitment : '',
    SAVINGS_PLAN_ARN: ({ kind, resource }) => kind.startsWith('SavingsPlan') ? resource : '',
    RESOURCE_ID: ({ resource }) => resource,
    BILLING_ENTITY: () => 'AWS',
    LEGAL_ENTITY_NAME: line => closing.sellerOf(line),
    OPERATING_SYSTEM: ({ service, operation }) => service !== 'ec2' ? 'NoOperatingSystem'
      : operation.endsWith(':0002') ? 'Windows (Amazon VPC)' : operation.endsWith(':0010') ? 'Red Hat Enterprise Linux' : 'Linux/UNIX',
    TENANCY: ({ usageType }) => usageType.startsWith('BoxUsage') ? 'Shared' : '',
    USAGE_TYPE_GROUP: ({ service, usageType }) => usageGroup(service, usageType),
    DATABASE_ENGINE: ({ service, operation }) => service === 'rds' ? engines[operation.split(':')[1] ?? '']
      ?? 'NoDatabaseEngine' : 'NoDatabaseEngine',
  }
}

const engines: Readonly<Record<string, string>> = {
  '0002': 'MySQL', '0014': 'PostgreSQL', '0018': 'MariaDB', '0016': 'Aurora MySQL', '0021': 'Aurora PostgreSQL',
}

/** `m5.large` of `BoxUsage:m5.large`. */
function instanceTypeOf(usageType: string): string | undefined {
  return /^(?:BoxUsage|HeavyUsage|InstanceUsage|Multi-AZUsage|NodeUsage|Node):(.+)$/.exec(usageType)?.[1]
}

function usageGroup(service: string, usageType: string): string {
  if (usageType.startsWith('BoxUsage')) return 'EC2: Running Hours'
  if (usageType.startsWith('EBS:VolumeUsage')) return 'EC2: EBS - SSD(gp2)'
  if (service === 's3' && usageType.startsWith('TimedStorage')) return 'S3: Storage - Standard'
  if (service === 's3' && usageType.startsWith('Requests')) return 'S3: API Requests - Standard'
  if (usageType.startsWith('InstanceUsage')) return 'RDS: Running Hours'
  return ''
}
