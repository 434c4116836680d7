// Operations that CloudWatch Logs has and this model has not, each with its reason. Data only.

const integrations = 'Integrations put queries and dashboards into OpenSearch Service, which is not modelled.'
const tables = 'S3 table integrations need S3 Tables and CloudWatch pipelines, which are not modelled.'
const imports = 'Imports come from CloudTrail Lake, which is not modelled.'
const anomalies = 'Anomaly detectors find patterns by machine learning, which is not modelled; metric filters and alarms work.'
const vended = 'Deliveries carry the logs that AWS services themselves vend, which no service here does; subscriptions and exports work.'
const transformers = 'Events are kept and filtered as they came: transformers are not modelled.'
const lookups = 'Lookup tables serve the query command lookup, which is not modelled.'
const scheduled = 'Queries run when they are started; none runs by a schedule. EventBridge Scheduler can call StartQuery.'
const syslog = 'Syslog comes through VPC endpoints, which carry no traffic here.'

export const refusals: Readonly<Record<string, string>> = {
  DeleteIntegration: integrations, GetIntegration: integrations, ListIntegrations: integrations, PutIntegration: integrations,
  AssociateSourceToS3TableIntegration: tables, DisassociateSourceFromS3TableIntegration: tables, ListSourcesForS3TableIntegration: tables,
  CancelImportTask: imports, CreateImportTask: imports, DescribeImportTaskBatches: imports, DescribeImportTasks: imports,
  CreateLogAnomalyDetector: anomalies, DeleteLogAnomalyDetector: anomalies, GetLogAnomalyDetector: anomalies, ListAnomalies: anomalies,
  ListLogAnomalyDetectors: anomalies, UpdateAnomaly: anomalies, UpdateLogAnomalyDetector: anomalies,
  CreateDelivery: vended, DeleteDelivery: vended, DeleteDeliveryDestination: vended, DeleteDeliveryDestinationPolicy: vended,
  DeleteDeliverySource: vended, DescribeConfigurationTemplates: vended, DescribeDeliveries: vended, DescribeDeliveryDestinations: vended,
  DescribeDeliverySources: vended, GetDelivery: vended, GetDeliveryDestination: vended, GetDeliveryDestinationPolicy: vended,
  GetDeliverySource: vended, PutDeliveryDestination: vended, PutDeliveryDestinationPolicy: vended, PutDeliverySource: vended,
  UpdateDeliveryConfiguration: vended,
  DeleteTransformer: transformers, GetTransformer: transformers, PutTransformer: transformers, TestTransformer: transformers,
  CreateLookupTable: lookups, DeleteLookupTable: lookups, DescribeLookupTables: lookups, GetLookupTable: lookups,
    UpdateLookupTable: lookups,
  CreateScheduledQuery: scheduled, DeleteScheduledQuery: scheduled, GetScheduledQuery: scheduled, GetScheduledQueryHistory: scheduled,
  ListScheduledQueries: scheduled, UpdateScheduledQuery: scheduled,
  DeleteSyslogConfiguration: syslog, ListSyslogConfigurations: syslog, PutSyslogConfiguration: syslog,
  PutBearerTokenAuthentication: 'Events come in by signed requests here; bearer tokens of log groups are not modelled.',
  GetLogFields: 'Data sources are not told apart here; GetLogGroupFields tells the fields of a log group.',
  GetLogObject: 'Events are kept whole here; GetLogRecord gives all of one.',
  ListAggregateLogGroupSummaries: 'Log groups are not gathered by data source or type here; ListLogGroups lists them.',
  GetStorageTierPolicy: 'Events are kept in one tier here.', PutStorageTierPolicy: 'Events are kept in one tier here.',
}
