// Which command of the AWS CLI each model of aws-sdk v2 belongs to, and which models are left out.
// The commands are botocore's data folders; most equal the stem of the model's file name, so only the others are listed.

const idByFileStem: Readonly<Record<string, string>> = {
  AWSMigrationHub: 'mgh',
  elasticfilesystem: 'efs',
  elasticloadbalancing: 'elb',
  elasticloadbalancingv2: 'elbv2',
  elasticmapreduce: 'emr',
  email: 'ses',
  'entitlement.marketplace': 'marketplace-entitlement',
  eventbridge: 'events',
  'models.lex.v2': 'lexv2-models',
  monitoring: 'cloudwatch',
  'mturk-requester': 'mturk',
  'runtime.lex': 'lex-runtime',
  'runtime.lex.v2': 'lexv2-runtime',
  'runtime.sagemaker': 'sagemaker-runtime',
  states: 'stepfunctions',
  'streams.dynamodb': 'dynamodbstreams',
}

/** Models of the same API under an older name: `events` is EventBridge before it was renamed. */
const supersededStems: ReadonlySet<string> = new Set(['events'])

/** File name of an aws-sdk v2 model → id and API version; undefined where the model is another's older name. */
export function identityOf(fileName: string): { id: string, apiVersion: string } | undefined {
  const match = /^(.+)-(\d{4}-\d{2}-\d{2})\.min\.json$/.exec(fileName)
  const [, stem, apiVersion] = match ?? []
  if (stem === undefined || apiVersion === undefined || supersededStems.has(stem)) return undefined
  return { id: idByFileStem[stem] ?? stem, apiVersion }
}
