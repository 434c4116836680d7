// Which of AWS's managed policies there are, and what each allows, in brief. Data only; names with a path carry it in front.
// Source: AWS Managed Policy Reference Guide.

/** A statement without what goes without saying: it allows, on everything. */
export interface Said {
  readonly Effect?: 'Deny'
  readonly Action?: string | readonly string[]
  readonly NotAction?: readonly string[]
  /** `{user}` stands for the user who calls. */
  readonly Resource?: string | readonly string[]
  readonly Condition?: object
}

/** All actions of these services. */
export const fullAccess: Readonly<Record<string, readonly string[]>> = {
  AmazonAPIGatewayAdministrator: ['apigateway'], AmazonAPIGatewayInvokeFullAccess: ['execute-api'],
  AmazonAthenaFullAccess: ['athena', 'glue', 's3'], AmazonCognitoPowerUser: ['cognito-identity', 'cognito-idp', 'cognito-sync'],
  AmazonDocDBFullAccess: ['rds'], AmazonDynamoDBFullAccess: ['dynamodb', 'dax', 'application-autoscaling'],
  AmazonDynamoDBFullAccess_v2: ['dynamodb', 'dax', 'application-autoscaling'],
  AmazonEC2ContainerRegistryFullAccess: ['ecr'], AmazonEC2FullAccess: ['ec2', 'elasticloadbalancing', 'cloudwatch', 'autoscaling'],
  AmazonECS_FullAccess: ['ecs', 'ec2', 'elasticloadbalancing', 'autoscaling', 'cloudwatch', 'application-autoscaling', 'servicediscovery'],
  AmazonElastiCacheFullAccess: ['elasticache'], AmazonElasticFileSystemFullAccess: ['elasticfilesystem'],
  AmazonESFullAccess: ['es'], AmazonEventBridgeFullAccess: ['events', 'schemas', 'scheduler', 'pipes'],
  AmazonEventBridgePipesFullAccess: ['pipes'], AmazonEventBridgeSchedulerFullAccess: ['scheduler'], AmazonGlacierFullAccess: ['glacier'],
  AmazonKinesisFirehoseFullAccess: ['firehose'], AmazonKinesisFullAccess: ['kinesis'], AmazonMQFullAccess: ['mq'],
  AmazonMSKFullAccess: ['kafka'], AmazonOpenSearchServiceFullAccess: ['es'], AmazonRDSDataFullAccess: ['rds-data'],
  AmazonRDSFullAccess: ['rds', 'cloudwatch', 'pi'], AmazonRedshiftFullAccess: ['redshift', 'redshift-serverless', 'redshift-data'],
  AmazonRoute53FullAccess: ['route53', 'route53domains'], AmazonS3FullAccess: ['s3', 's3-object-lambda'],
  AmazonSESFullAccess: ['ses'], AmazonSageMakerFullAccess: ['sagemaker'], AmazonSNSFullAccess: ['sns'], AmazonSQSFullAccess: ['sqs'],
  AmazonSSMFullAccess: ['ssm', 'cloudwatch', 'ds'], AmazonTimestreamFullAccess: ['timestream'], AmazonVPCFullAccess: ['ec2'],
  AWSAppSyncAdministrator: ['appsync'], AWSBackupFullAccess: ['backup', 'backup-storage'], AWSBatchFullAccess: ['batch', 'ec2', 'ecs'],
  AWSCertificateManagerFullAccess: ['acm'], AWSCloudFormationFullAccess: ['cloudformation'], AWSCloudTrail_FullAccess: ['cloudtrail'],
  AWSCodeBuildAdminAccess: ['codebuild', 'logs'], AWSCodeCommitFullAccess: ['codecommit'], AWSCodePipeline_FullAccess: ['codepipeline'],
  AWSGlueConsoleFullAccess: ['glue', 's3'], AWSIoTFullAccess: ['iot', 'iotjobsdata'], AWSKeyManagementServicePowerUser: ['kms'],
  AWSLambda_FullAccess: ['lambda', 'logs'], AWSOrganizationsFullAccess: ['organizations'],
    AWSResourceGroupsTaggingAPITagUntagSupportedResources:
    ['tag'], AWSStepFunctionsFullAccess: ['states'], AWSStepFunctionsConsoleFullAccess: ['states'], AWSSupportAccess: ['support'],
  AWSWAFFullAccess: ['waf', 'waf-regional', 'wafv2'], AWSXRayFullAccess: ['xray'], AWSXrayFullAccess: ['xray'],
  CloudFrontFullAccess: ['cloudfront'], CloudWatchEventsFullAccess: ['events'], CloudWatchFullAccess: ['cloudwatch', 'logs', 'oam'],
  CloudWatchFullAccessV2: ['cloudwatch', 'logs', 'oam', 'application-autoscaling'], CloudWatchLogsFullAccess: ['logs'],
  IAMFullAccess: ['iam'], SecretsManagerReadWrite: ['secretsmanager'],
  'job-function/Billing': ['aws-portal', 'billing', 'budgets', 'ce', 'cur', 'invoicing', 'payments', 'pricing', 'savingsplans', 'tax'],
  'job-function/DatabaseAdministrator': ['rds', 'dynamodb', 'elasticache', 'redshift', 'cloudwatch', 'logs', 'sns'],
  'job-function/NetworkAdministrator': ['ec2', 'route53', 'elasticloadbalancing', 'cloudfront', 'directconnect', 'cloudwatch', 'logs'],
}

/** What of these services only reads. */
export const readAccess: Readonly<Record<string, readonly string[]>> = {
  AmazonCognitoReadOnly: ['cognito-identity', 'cognito-idp'], AmazonDynamoDBReadOnlyAccess: ['dynamodb', 'dax', 'cloudwatch'],
  AmazonEC2ReadOnlyAccess: ['ec2', 'elasticloadbalancing', 'cloudwatch', 'autoscaling'], AmazonElastiCacheReadOnlyAccess: ['elasticache'],
  AmazonElasticFileSystemReadOnlyAccess: ['elasticfilesystem'],
    AmazonEventBridgeReadOnlyAccess: ['events', 'schemas', 'scheduler', 'pipes'],
  AmazonEventBridgeSchedulerReadOnlyAccess: ['scheduler'], AmazonGlacierReadOnlyAccess: ['glacier'],
  AmazonKinesisFirehoseReadOnlyAccess: ['firehose'], AmazonKinesisReadOnlyAccess: ['kinesis'],
    AmazonRDSReadOnlyAccess: ['rds', 'cloudwatch'],
  AmazonRedshiftReadOnlyAccess: ['redshift'], AmazonRoute53ReadOnlyAccess: ['route53'], AmazonS3ReadOnlyAccess: ['s3', 's3-object-lambda'],
  AmazonSESReadOnlyAccess: ['ses'], AmazonSNSReadOnlyAccess: ['sns'], AmazonSQSReadOnlyAccess: ['sqs'], AmazonSSMReadOnlyAccess: ['ssm'],
  AmazonVPCReadOnlyAccess: ['ec2'], AWSBillingReadOnlyAccess: ['billing', 'budgets', 'ce', 'cur', 'invoicing', 'payments'],
  AWSCertificateManagerReadOnly: ['acm'], AWSCloudFormationReadOnlyAccess: ['cloudformation'], AWSCloudTrail_ReadOnlyAccess: ['cloudtrail'],
  AWSCodeBuildReadOnlyAccess: ['codebuild'], AWSCodeCommitReadOnly: ['codecommit'], AWSLambda_ReadOnlyAccess: ['lambda', 'logs'],
  AWSOrganizationsReadOnlyAccess: ['organizations'], AWSStepFunctionsReadOnlyAccess: ['states'], AWSXRayReadOnlyAccess: ['xray'],
  AWSXrayReadOnlyAccess: ['xray'], CloudFrontReadOnlyAccess: ['cloudfront'], CloudWatchLogsReadOnlyAccess: ['logs'],
  CloudWatchReadOnlyAccess: ['cloudwatch', 'logs', 'autoscaling', 'oam'], IAMReadOnlyAccess: ['iam'],
  ReadOnlyAccess: [
    'acm', 'apigateway', 'application-autoscaling', 'athena', 'autoscaling', 'backup', 'batch', 'budgets', 'ce', 'cloudformation',
    'cloudfront', 'cloudtrail', 'cloudwatch', 'codebuild', 'codecommit', 'codepipeline', 'cognito-identity', 'cognito-idp', 'config',
    'dynamodb', 'ec2', 'ecr', 'ecs', 'eks', 'elasticache', 'elasticfilesystem', 'elasticloadbalancing', 'es', 'events', 'firehose',
    'glacier', 'glue', 'iam', 'iot', 'kinesis', 'kms', 'lambda', 'logs', 'mq', 'organizations', 'pipes', 'rds', 'redshift', 'route53', 's3',
    'sagemaker', 'scheduler', 'schemas', 'ses', 'sns', 'sqs', 'ssm', 'states', 'sts', 'support', 'tag', 'wafv2', 'xray',
  ],
  SecurityAudit: ['acm', 'cloudformation', 'cloudfront', 'cloudtrail', 'cloudwatch', 'config', 'ec2', 'iam', 'kms', 'logs', 'organizations',
    'rds', 's3', 'sns', 'sqs'],
  'job-function/SupportUser': ['support', 'cloudformation', 'cloudtrail', 'cloudwatch', 'ec2', 'logs', 's3', 'sns', 'sqs'],
  'job-function/ViewOnlyAccess': ['cloudformation', 'cloudtrail', 'cloudwatch', 'dynamodb', 'ec2', 'iam', 'kinesis', 'lambda', 'logs',
    'rds',
    's3', 'sns', 'sqs'],
}

const writesLogs = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']
const pullsImages = ['ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage']
const tracing = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets',
  'xray:GetSamplingStatisticSummaries']
const interfaces = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses']
const nodeAgent = ['ssm:DescribeAssociation', 'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:GetDocument', 'ssm:DescribeDocument',
  'ssm:GetManifest', 'ssm:ListAssociations', 'ssm:ListInstanceAssociations', 'ssm:PutInventory',
  'ssm:PutComplianceItems', 'ssm:PutConfigurePackageResult', 'ssm:UpdateAssociationStatus', 'ssm:UpdateInstanceAssociationStatus',
  'ssm:UpdateInstanceInformation', 'ssmmessages:*', 'ec2messages:*']
const managedNode = [...nodeAgent, 'ssm:GetParameter', 'ssm:GetParameters']

/** What is said otherwise. */
export const other: Readonly<Record<string, readonly Said[]>> = {
  AdministratorAccess: [{ Action: '*' }],
  PowerUserAccess: [
    { NotAction: ['iam:*', 'organizations:*', 'account:*'] },
    { Action: ['account:GetAccountInformation', 'account:GetPrimaryEmail', 'account:ListRegions', 'iam:CreateServiceLinkedRole',
      'iam:DeleteServiceLinkedRole', 'iam:ListRoles', 'organizations:DescribeOrganization'] },
  ],
  AWSDenyAll: [{ Effect: 'Deny', Action: '*' }],
  IAMUserChangePassword: [
    { Action: 'iam:ChangePassword', Resource: '{user}' }, { Action: 'iam:GetAccountPasswordPolicy' },
  ],
  AmazonEC2ContainerRegistryPowerUser: [{ Action: [...pullsImages, 'ecr:Describe*', 'ecr:Get*', 'ecr:List*', 'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'] }],
  AmazonEC2ContainerRegistryReadOnly: [{ Action: [...pullsImages, 'ecr:Describe*', 'ecr:Get*', 'ecr:List*'] }],
  AmazonEKSClusterPolicy: [{ Action: ['autoscaling:Describe*', 'autoscaling:UpdateAutoScalingGroup', 'ec2:*', 'elasticloadbalancing:*',
    'kms:DescribeKey'] }],
  AmazonEKSServicePolicy: [{ Action: [...interfaces, 'ec2:*NetworkInterface*', 'eks:UpdateClusterVersion', 'logs:*'] }],
  AmazonEKSWorkerNodePolicy: [{ Action: ['ec2:Describe*', 'eks:DescribeCluster'] }],
  AmazonEKS_CNI_Policy: [{ Action: [...interfaces, 'ec2:*NetworkInterface*', 'ec2:DescribeInstances', 'ec2:DescribeInstanceTypes',
    'ec2:CreateTags'] }],
  AmazonSSMManagedInstanceCore: [{ Action: managedNode }],
  AmazonSSMManagedEC2InstanceDefaultPolicy: [{ Action: nodeAgent }],
  AWSLambdaExecute: [{ Action: 'logs:*' }, { Action: ['s3:GetObject', 's3:PutObject'] }],
  AWSXRayDaemonWriteAccess: [{ Action: tracing }],
  CloudWatchAgentServerPolicy: [{ Action: ['cloudwatch:PutMetricData', 'ec2:DescribeVolumes', 'ec2:DescribeTags', ...writesLogs,
    'logs:DescribeLogStreams', 'logs:DescribeLogGroups', 'logs:PutRetentionPolicy', ...tracing, 'ssm:GetParameter'] }],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [{ Action: [...writesLogs, 'logs:DescribeLogGroups', 'logs:DescribeLogStreams',
    'logs:GetLogEvents', 'logs:FilterLogEvents'] }],
  'service-role/AmazonEC2ContainerServiceforEC2Role': [{ Action: ['ec2:DescribeTags', 'ecs:*', ...pullsImages, ...writesLogs] }],
  'service-role/AmazonECSTaskExecutionRolePolicy': [{ Action: [...pullsImages, 'logs:CreateLogStream', 'logs:PutLogEvents'] }],
  'service-role/AmazonRDSEnhancedMonitoringRole': [{ Action: [...writesLogs, 'logs:PutRetentionPolicy', 'logs:DescribeLogStreams',
    'logs:GetLogEvents'] }],
  'service-role/AWS_ConfigRole': [{ Action: ['config:*', 'ec2:Describe*', 'iam:Get*', 'iam:List*', 's3:Get*', 's3:List*'] }],
  'service-role/AWSBatchServiceRole': [{ Action: ['ec2:*', 'autoscaling:*', 'ecs:*', 'logs:*', 'iam:GetInstanceProfile', 'iam:GetRole'] }],
  'service-role/AWSGlueServiceRole': [{ Action: ['glue:*', 's3:GetBucketLocation', 's3:ListBucket', 's3:ListAllMyBuckets',
    's3:GetBucketAcl',
    's3:GetObject', 's3:PutObject', 's3:DeleteObject', ...interfaces, 'cloudwatch:PutMetricData', ...writesLogs] }],
  'service-role/AWSLambdaBasicExecutionRole': [{ Action: writesLogs }],
  'service-role/AWSLambdaDynamoDBExecutionRole': [{ Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator',
    'dynamodb:ListStreams', ...writesLogs] }],
  'service-role/AWSLambdaKinesisExecutionRole': [{ Action: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords',
    'kinesis:GetShardIterator', 'kinesis:ListShards', 'kinesis:ListStreams', 'kinesis:SubscribeToShard', ...writesLogs] }],
  'service-role/AWSLambdaMSKExecutionRole': [{ Action: ['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers',
    ...interfaces, 'ec2:DescribeVpcs', 'ec2:DescribeSecurityGroups', ...writesLogs] }],
  'service-role/AWSLambdaRole': [{ Action: 'lambda:InvokeFunction' }],
  'service-role/AWSLambdaSQSQueueExecutionRole': [{ Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes',
    ...writesLogs] }],
  'service-role/AWSLambdaVPCAccessExecutionRole': [{ Action: [...writesLogs, ...interfaces] }],
}
