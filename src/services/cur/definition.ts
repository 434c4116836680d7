// Report definitions: what is reported how often and in which form, and where it is delivered. Source: ReportDefinition, AWS Cost and Usage
// Report API Reference. A definition is delivered at once when it is put, then every day, and a last time when its month is closed.

import type { Cur, ReportDefinition } from '../../../generated/aws/cur.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Report {
  readonly name: string
  readonly definition: ReportDefinition
  readonly lastDelivery?: string
  readonly lastStatus?: 'SUCCESS' | 'ERROR_PERMISSIONS' | 'ERROR_NO_BUCKET'
}

export const Report = resource<Report>({
  name: 'Report', key: 'name', arn: 'arn:{partition}:cur:us-east-1:{account}:definition/{name}', tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Report ${name} does not exist` },
  exists: { code: 'DuplicateReportNameException', message: ([name]) => `The report name ${name} is already used` },
})

type CurCall = Call<'ValidationException'>

export const PutReportDefinition: Cur['PutReportDefinition'] = ({ ReportDefinition: definition, Tags = [] }, call) => {
  check(definition, call)
  const report = call.of(Report).insert({ name: definition.ReportName, definition })
  if (Tags.length > 0) call.tags(Report).add(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])), report.name)
  call.setTimer('deliver', report.name, call.now())
  return {}
}

export const ModifyReportDefinition: Cur['ModifyReportDefinition'] = ({ ReportName, ReportDefinition: definition }, call) => {
  if (definition.ReportName !== ReportName) throw call.fault('ValidationException', 'The name of a report cannot be changed')
  check(definition, call)
  const before = call.of(Report).get(ReportName)
  if (before === undefined) throw call.fault('ValidationException', `Report ${ReportName} does not exist`)
  call.of(Report).put({ ...before, definition })
  call.setTimer('deliver', ReportName, call.now())
  return {}
}

export const DeleteReportDefinition: Cur['DeleteReportDefinition'] = ({ ReportName }, call) => {
  if (call.of(Report).get(ReportName) === undefined) throw call.fault('ValidationException', `Report ${ReportName} does not exist`)
  call.of(Report).delete(ReportName)
  call.cancelTimer('deliver', ReportName)
  return { ResponseMessage: `Deleted report ${ReportName}` }
}

export const DescribeReportDefinitions: Cur['DescribeReportDefinitions'] = function* (_, call) {
  for (const { definition, lastDelivery, lastStatus } of call.of(Report).scan()) {
    yield {
      ...definition,
      ...(lastStatus !== undefined && { ReportStatus: { lastStatus, ...(lastDelivery !== undefined && { lastDelivery }) } }),
    }
  }
}

/** What goes together, and what is not here. @throws ValidationException */
function check({ ReportName, Format, Compression, AdditionalArtifacts = [], ReportVersioning }: ReportDefinition, call: CurCall): void {
  const refuse = (message: string) => call.fault('ValidationException', message)
  if (!/^[0-9A-Za-z!\-_.*'()]+$/.test(ReportName)) throw refuse(`${ReportName} is no name of a report`)
  if ((Format === 'Parquet') !== (Compression === 'Parquet')) throw refuse('Format and compression must both be Parquet, or neither')
  if (AdditionalArtifacts.includes('ATHENA') && (AdditionalArtifacts.length > 1 || Format !== 'Parquet'
    || ReportVersioning !== 'OVERWRITE_REPORT')) {
    throw refuse('ATHENA needs Parquet, OVERWRITE_REPORT and no other artifact')
  }
  if (Format === 'Parquet' && AdditionalArtifacts.some(artifact => artifact !== 'ATHENA')) {
    throw refuse('REDSHIFT and QUICKSIGHT need textORcsv')
  }
  if (AdditionalArtifacts.includes('REDSHIFT') && Compression !== 'GZIP') throw refuse('REDSHIFT needs GZIP')
}
