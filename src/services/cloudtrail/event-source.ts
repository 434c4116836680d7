// How CloudTrail names services, `monitoring.amazonaws.com` for what the CLI calls `cloudwatch`, and whose events are all in one region.
// Source: "AWS services that support CloudTrail" and "Global service events", AWS CloudTrail User Guide.

/** Names that are not the service's id. */
const names: Readonly<Record<string, string>> = {
  accessanalyzer: 'access-analyzer', amp: 'aps', apigatewayv2: 'apigateway', 'application-insights': 'applicationinsights',
  appintegrations: 'app-integrations', 'bedrock-agent': 'bedrock', 'bedrock-agent-runtime': 'bedrock', 'bedrock-runtime': 'bedrock',
  cloudcontrol: 'cloudcontrolapi', cloudhsmv2: 'cloudhsm', cloudwatch: 'monitoring', codeguruprofiler: 'codeguru-profiler',
  connectcases: 'cases', 'customer-profiles': 'profile', docdb: 'rds', dynamodbstreams: 'dynamodb', efs: 'elasticfilesystem',
  elb: 'elasticloadbalancing', elbv2: 'elasticloadbalancing', emr: 'elasticmapreduce', greengrassv2: 'greengrass', keyspaces: 'cassandra',
  kinesisanalyticsv2: 'kinesisanalytics', 'lex-models': 'lex', 'lex-runtime': 'lex', 'lexv2-models': 'lex', 'lexv2-runtime': 'lex',
  location: 'geo', memorydb: 'memory-db', mwaa: 'airflow', neptune: 'rds', opensearch: 'es', opensearchserverless: 'aoss',
  pinpoint: 'mobiletargeting', resourcegroupstaggingapi: 'tagging', s3control: 's3', 'service-quotas': 'servicequotas', sesv2: 'ses',
  'sso-admin': 'sso', 'sso-oidc': 'sso', stepfunctions: 'states', 'timestream-query': 'timestream', 'timestream-write': 'timestream',
}

export function eventSourceOf(service: string): string {
  return `${names[service] ?? service}.amazonaws.com`
}

/** Services without regions: wherever a client signs for, their events are found in one region of the partition. */
const globalServices: ReadonlySet<string> = new Set([
  'account', 'budgets', 'ce', 'cloudfront', 'iam', 'organizations', 'route53', 'route53domains', 'shield', 'support', 'waf',
])

const homeRegions: Readonly<Record<string, string>> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' }

/** The region in whose history an event stands. */
export function eventRegionOf(service: string, region: string, partition: string): string {
  return globalServices.has(service) ? homeRegions[partition] ?? 'us-east-1' : region
}
