// What derivation finds in services that are well known, by table: the resources, what names them, and the operations that serve them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../src/model/catalogue.ts'
import { readModel } from '../../src/model/reader.ts'
import type { RawModel, RawShape } from '../../src/model/raw.ts'
import { derive } from './derivation.ts'
import { candidatesOf, pluralsOf } from './derivation-names.ts'

const catalogue = openCatalogue()

/** `Noun key | operations`; a part of a key that the service assigns has a star. */
function found(id: string): string[] {
  return derive(catalogue.service(id)!).resources.map(({ noun, key, operations }) => {
    const parts = key.map(({ name, from, may }) => `${name}${from === 'assigned' ? '*' : ''}${may === true ? '?' : ''}`)
    return `${noun} ${parts.join('/')} | ${Object.keys(operations).sort().join(' ')}`
  })
}

const services: Readonly<Record<string, readonly string[]>> = {
  appconfig: [
    'Application id* | CreateApplication DeleteApplication GetApplication ListApplications UpdateApplication',
    'ConfigurationProfile applicationid/id* | CreateConfigurationProfile DeleteConfigurationProfile GetConfigurationProfile '
      + 'ListConfigurationProfiles UpdateConfigurationProfile',
    'DeploymentStrategy id* | CreateDeploymentStrategy DeleteDeploymentStrategy GetDeploymentStrategy ListDeploymentStrategies '
      + 'UpdateDeploymentStrategy',
    'Environment applicationid/id* | CreateEnvironment DeleteEnvironment GetEnvironment ListEnvironments UpdateEnvironment',
    'ExperimentDefinition applicationidentifier/id* | CreateExperimentDefinition DeleteExperimentDefinition '
      + 'GetExperimentDefinition ListExperimentDefinitions UpdateExperimentDefinition',
    'Extension id* | CreateExtension DeleteExtension GetExtension ListExtensions UpdateExtension',
    'ExtensionAssociation id* | CreateExtensionAssociation DeleteExtensionAssociation GetExtensionAssociation '
      + 'ListExtensionAssociations UpdateExtensionAssociation',
    'HostedConfigurationVersion applicationid/configurationprofileid/versionnumber* | CreateHostedConfigurationVersion '
      + 'DeleteHostedConfigurationVersion GetHostedConfigurationVersion ListHostedConfigurationVersions',
    'AccountSettings only | GetAccountSettings UpdateAccountSettings',
  ],
  athena: [
    'DataCatalog name | CreateDataCatalog DeleteDataCatalog GetDataCatalog ListDataCatalogs UpdateDataCatalog',
    'NamedQuery id* | CreateNamedQuery DeleteNamedQuery GetNamedQuery ListNamedQueries UpdateNamedQuery',
    'Notebook id* | CreateNotebook DeleteNotebook GetNotebookMetadata UpdateNotebookMetadata',
    'PreparedStatement workgroup/name | CreatePreparedStatement DeletePreparedStatement GetPreparedStatement '
      + 'ListPreparedStatements UpdatePreparedStatement',
    'SystemTableConfiguration tablename | CreateSystemTableConfiguration DeleteSystemTableConfiguration '
      + 'GetSystemTableConfiguration UpdateSystemTableConfiguration',
    'WorkGroup name | CreateWorkGroup DeleteWorkGroup GetWorkGroup ListWorkGroups UpdateWorkGroup',
    'CapacityAssignmentConfiguration capacityreservationname | GetCapacityAssignmentConfiguration '
      + 'PutCapacityAssignmentConfiguration',
  ],
  backup: [
    'BackupPlan id* | CreateBackupPlan DeleteBackupPlan GetBackupPlan ListBackupPlans UpdateBackupPlan',
    'BackupSelection backupplanid/id* | CreateBackupSelection DeleteBackupSelection GetBackupSelection ListBackupSelections',
    'BackupVault name | CreateBackupVault DeleteBackupVault DescribeBackupVault ListBackupVaults '
      + 'PutBackupVaultLockConfiguration',
    'Framework name | CreateFramework DeleteFramework DescribeFramework ListFrameworks UpdateFramework',
    'ReportPlan name | CreateReportPlan DeleteReportPlan DescribeReportPlan ListReportPlans UpdateReportPlan',
    'RestoreTestingPlan name | CreateRestoreTestingPlan DeleteRestoreTestingPlan GetRestoreTestingPlan ListRestoreTestingPlans '
      + 'UpdateRestoreTestingPlan',
    'RestoreTestingSelection restoretestingplanname/name | CreateRestoreTestingSelection DeleteRestoreTestingSelection '
      + 'GetRestoreTestingSelection ListRestoreTestingSelections UpdateRestoreTestingSelection',
    'TieringConfiguration name | CreateTieringConfiguration DeleteTieringConfiguration GetTieringConfiguration '
      + 'ListTieringConfigurations UpdateTieringConfiguration',
    'BackupVaultAccessPolicy backupvaultname | DeleteBackupVaultAccessPolicy GetBackupVaultAccessPolicy '
      + 'PutBackupVaultAccessPolicy',
    'BackupVaultNotifications backupvaultname | DeleteBackupVaultNotifications GetBackupVaultNotifications '
      + 'PutBackupVaultNotifications',
    'BackupVaultMpaApprovalTeam backupvaultname | AssociateBackupVaultMpaApprovalTeam DisassociateBackupVaultMpaApprovalTeam',
    'LegalHold id* | CreateLegalHold GetLegalHold ListLegalHolds',
    'GlobalSettings only | DescribeGlobalSettings UpdateGlobalSettings',
    'RegionSettings only | DescribeRegionSettings UpdateRegionSettings',
  ],
  batch: [
    'ComputeEnvironment name | CreateComputeEnvironment DeleteComputeEnvironment DescribeComputeEnvironments '
      + 'UpdateComputeEnvironment',
    'ConsumableResource name | CreateConsumableResource DeleteConsumableResource DescribeConsumableResource '
      + 'ListConsumableResources UpdateConsumableResource',
    'JobQueue name | CreateJobQueue DeleteJobQueue DescribeJobQueues UpdateJobQueue',
    'QuotaShare arn* | CreateQuotaShare DeleteQuotaShare DescribeQuotaShare ListQuotaShares UpdateQuotaShare',
    'SchedulingPolicy arn* | CreateSchedulingPolicy DeleteSchedulingPolicy DescribeSchedulingPolicies ListSchedulingPolicies '
      + 'UpdateSchedulingPolicy',
    'ServiceEnvironment name | CreateServiceEnvironment DeleteServiceEnvironment DescribeServiceEnvironments '
      + 'UpdateServiceEnvironment',
  ],
  codebuild: [
    'Fleet arn* | BatchGetFleets CreateFleet DeleteFleet UpdateFleet',
    'Project name | BatchGetProjects CreateProject DeleteProject ListProjects UpdateProject UpdateProjectVisibility',
    'ReportGroup arn* | BatchGetReportGroups CreateReportGroup DeleteReportGroup UpdateReportGroup',
    'ResourcePolicy resourcearn | DeleteResourcePolicy GetResourcePolicy PutResourcePolicy',
    'SourceCredentials arn* | DeleteSourceCredentials ImportSourceCredentials ListSourceCredentials',
  ],
  efs: [
    'AccessPoint id* | CreateAccessPoint DeleteAccessPoint DescribeAccessPoints',
    'MountTarget id* | CreateMountTarget DeleteMountTarget DescribeMountTargets',
    'FileSystemPolicy filesystemid | DeleteFileSystemPolicy DescribeFileSystemPolicy PutFileSystemPolicy',
    'BackupPolicy filesystemid | DescribeBackupPolicy PutBackupPolicy',
    'LifecycleConfiguration filesystemid | DescribeLifecycleConfiguration PutLifecycleConfiguration',
    'MountTargetSecurityGroups mounttargetid | DescribeMountTargetSecurityGroups ModifyMountTargetSecurityGroups',
  ],
  glue: [
    'Blueprint name | BatchGetBlueprints CreateBlueprint DeleteBlueprint GetBlueprint ListBlueprints UpdateBlueprint',
    'ColumnStatisticsTaskSettings databasename/tablename | CreateColumnStatisticsTaskSettings '
      + 'DeleteColumnStatisticsTaskSettings GetColumnStatisticsTaskSettings UpdateColumnStatisticsTaskSettings',
    'Connection name | BatchDeleteConnection CreateConnection DeleteConnection GetConnection GetConnections UpdateConnection',
    'Crawler name | BatchGetCrawlers CreateCrawler DeleteCrawler GetCrawler GetCrawlers ListCrawlers UpdateCrawler '
      + 'UpdateCrawlerSchedule',
    'CustomEntityType name | BatchGetCustomEntityTypes CreateCustomEntityType DeleteCustomEntityType GetCustomEntityType '
      + 'ListCustomEntityTypes',
    'DataQualityEvaluationConfig name | CreateDataQualityEvaluationConfig DeleteDataQualityEvaluationConfig '
      + 'GetDataQualityEvaluationConfig ListDataQualityEvaluationConfigs UpdateDataQualityEvaluationConfig',
    'DataQualityRuleset name | CreateDataQualityRuleset DeleteDataQualityRuleset GetDataQualityRuleset ListDataQualityRulesets '
      + 'UpdateDataQualityRuleset',
    'Database name | CreateDatabase DeleteDatabase GetDatabase GetDatabases UpdateDatabase',
    'DevEndpoint name | BatchGetDevEndpoints CreateDevEndpoint DeleteDevEndpoint GetDevEndpoint GetDevEndpoints '
      + 'ListDevEndpoints UpdateDevEndpoint',
    'Glossary id* | CreateGlossary DeleteGlossary GetGlossary ListGlossaries UpdateGlossary',
    'GlossaryTerm id* | CreateGlossaryTerm DeleteGlossaryTerm GetGlossaryTerm ListGlossaryTerms UpdateGlossaryTerm',
    'GlueIdentityCenterConfiguration only | CreateGlueIdentityCenterConfiguration DeleteGlueIdentityCenterConfiguration '
      + 'GetGlueIdentityCenterConfiguration UpdateGlueIdentityCenterConfiguration',
    'Integration name | CreateIntegration DeleteIntegration DescribeIntegrations ModifyIntegration',
    'IntegrationResourceProperty resourcearn | CreateIntegrationResourceProperty DeleteIntegrationResourceProperty '
      + 'GetIntegrationResourceProperty ListIntegrationResourceProperties UpdateIntegrationResourceProperty',
    'IntegrationTableProperties resourcearn/tablename | CreateIntegrationTableProperties DeleteIntegrationTableProperties '
      + 'GetIntegrationTableProperties ListIntegrationTableProperties UpdateIntegrationTableProperties',
    'Job name | BatchGetJobs CreateJob DeleteJob GetJob GetJobs ListJobs',
    'SecurityConfiguration name | CreateSecurityConfiguration DeleteSecurityConfiguration GetSecurityConfiguration '
      + 'GetSecurityConfigurations',
    'Session id | CreateSession DeleteSession GetSession StopSession',
    'Table databasename/name? | BatchDeleteTable CreateTable DeleteTable GetTable GetTables UpdateTable',
    'TableOptimizer catalogid/databasename/tablename/type | CreateTableOptimizer DeleteTableOptimizer GetTableOptimizer '
      + 'UpdateTableOptimizer',
    'Trigger name | BatchGetTriggers CreateTrigger DeleteTrigger GetTrigger GetTriggers ListTriggers',
    'UsageProfile name | CreateUsageProfile DeleteUsageProfile GetUsageProfile ListUsageProfiles UpdateUsageProfile',
    'UserDefinedFunction databasename/name? | CreateUserDefinedFunction DeleteUserDefinedFunction GetUserDefinedFunction '
      + 'UpdateUserDefinedFunction',
    'Workflow name | BatchGetWorkflows CreateWorkflow DeleteWorkflow GetWorkflow ListWorkflows UpdateWorkflow',
    'ConnectionType  | DeleteConnectionType DescribeConnectionType RegisterConnectionType',
    'Asset identifier | DeleteAsset GetAsset PutAsset UpdateAsset',
    'GlossaryTerms assetidentifier/identifier | AssociateGlossaryTerms DisassociateGlossaryTerms',
    'DataCatalogExportConfiguration only | GetDataCatalogExportConfiguration PutDataCatalogExportConfiguration',
    'WorkflowRunProperties runid/name | GetWorkflowRunProperties PutWorkflowRunProperties',
  ],
  imagebuilder: [
    'Component arn* | CreateComponent DeleteComponent GetComponent ListComponents',
    'ContainerRecipe arn* | CreateContainerRecipe DeleteContainerRecipe GetContainerRecipe ListContainerRecipes',
    'DistributionConfiguration arn* | CreateDistributionConfiguration DeleteDistributionConfiguration '
      + 'ListDistributionConfigurations UpdateDistributionConfiguration',
    'Image arn* | CreateImage DeleteImage GetImage ListImages',
    'ImagePipeline arn* | CreateImagePipeline DeleteImagePipeline GetImagePipeline ListImagePipelines UpdateImagePipeline',
    'ImageRecipe arn* | CreateImageRecipe DeleteImageRecipe GetImageRecipe ListImageRecipes',
    'InfrastructureConfiguration arn* | CreateInfrastructureConfiguration DeleteInfrastructureConfiguration '
      + 'GetInfrastructureConfiguration ListInfrastructureConfigurations UpdateInfrastructureConfiguration',
    'LifecyclePolicy arn* | CreateLifecyclePolicy DeleteLifecyclePolicy GetLifecyclePolicy ListLifecyclePolicies '
      + 'UpdateLifecyclePolicy',
    'Workflow arn* | CreateWorkflow DeleteWorkflow GetWorkflow ListWorkflows',
    'ComponentPolicy componentarn | GetComponentPolicy PutComponentPolicy',
    'ContainerRecipePolicy containerrecipearn | GetContainerRecipePolicy PutContainerRecipePolicy',
    'ImagePolicy imagearn | GetImagePolicy PutImagePolicy',
    'ImageRecipePolicy imagerecipearn | GetImageRecipePolicy PutImageRecipePolicy',
  ],
  kafka: [
    'Cluster arn* | CreateCluster DeleteCluster DescribeCluster ListClusters UpdateClusterConfiguration',
    'Configuration arn* | CreateConfiguration DeleteConfiguration DescribeConfiguration UpdateConfiguration',
    'Replicator arn* | CreateReplicator DeleteReplicator DescribeReplicator ListReplicators',
    'Topic clusterarn/name | CreateTopic DeleteTopic DescribeTopic ListTopics UpdateTopic',
    'VpcConnection arn* | CreateVpcConnection DeleteVpcConnection DescribeVpcConnection ListVpcConnections',
    'ClusterPolicy clusterarn | DeleteClusterPolicy GetClusterPolicy PutClusterPolicy',
    'ScramSecret clusterarn/arn | BatchAssociateScramSecret BatchDisassociateScramSecret',
  ],
  mediaconvert: [
    'JobTemplate name | CreateJobTemplate DeleteJobTemplate GetJobTemplate ListJobTemplates UpdateJobTemplate',
    'Preset name | CreatePreset DeletePreset GetPreset ListPresets UpdatePreset',
    'Queue name | CreateQueue DeleteQueue GetQueue ListQueues UpdateQueue',
    'Policy only | DeletePolicy GetPolicy PutPolicy',
  ],
  transfer: [
    'Access serverid/externalid | CreateAccess DeleteAccess DescribeAccess ListAccesses UpdateAccess',
    'Agreement serverid/id* | CreateAgreement DeleteAgreement DescribeAgreement ListAgreements UpdateAgreement',
    'Connector id* | CreateConnector DeleteConnector ListConnectors UpdateConnector',
    'Profile id* | CreateProfile DeleteProfile DescribeProfile ListProfiles UpdateProfile',
    'Server id* | CreateServer DeleteServer DescribeServer ListServers UpdateServer',
    'User serverid/name | CreateUser DeleteUser DescribeUser ListUsers UpdateUser',
    'WebApp id* | CreateWebApp DeleteWebApp DescribeWebApp ListWebApps UpdateWebApp',
    'Workflow id* | CreateWorkflow DeleteWorkflow DescribeWorkflow ListWorkflows',
    'HostKey serverid/id* | DeleteHostKey DescribeHostKey ImportHostKey ListHostKeys UpdateHostKey',
    'WebAppCustomization webappid | DescribeWebAppCustomization UpdateWebAppCustomization',
  ],
  codecommit: [
    'ApprovalRuleTemplate name | CreateApprovalRuleTemplate DeleteApprovalRuleTemplate GetApprovalRuleTemplate '
      + 'ListApprovalRuleTemplates UpdateApprovalRuleTemplateDescription',
    'Branch repositoryname/name | CreateBranch DeleteBranch ListBranches',
    'Repository name | BatchGetRepositories CreateRepository DeleteRepository GetRepository ListRepositories '
      + 'UpdateRepositoryDescription UpdateRepositoryEncryptionKey',
    'ApprovalRuleTemplateFromRepository approvalruletemplatename/name | AssociateApprovalRuleTemplateWithRepository '
      + 'BatchAssociateApprovalRuleTemplateWithRepositories BatchDisassociateApprovalRuleTemplateFromRepositories '
      + 'DisassociateApprovalRuleTemplateFromRepository',
    'RepositoryTriggers repositoryname | GetRepositoryTriggers PutRepositoryTriggers',
  ],
}

for (const [id, expected] of Object.entries(services)) {
  test(`${id}: the resources that are derived`, () => assert.deepEqual(found(id), expected))
}

test('ARNs follow the patterns of the model, or what is usual', () => {
  const arnOf = (id: string, noun: string): string | undefined =>
    derive(catalogue.service(id)!).resources.find(each => each.noun === noun)?.arn
  assert.equal(arnOf('efs', 'AccessPoint'), 'arn:{partition}:elasticfilesystem:{region}:{account}:access-point/{id}')
  assert.equal(arnOf('kafka', 'Configuration'), 'arn:{partition}:kafka:{region}:{account}:configuration/{id}')
  assert.equal(arnOf('efs', 'MountTarget'), undefined)
})

test('a noun needs both ends of a life; an operation belongs to one noun', () => {
  const candidates = candidatesOf(['CreateTree', 'DeleteTree', 'GetTree', 'ListTrees', 'CreateLeaf', 'PutBark', 'DeleteBark', 'GetRoots'])
  assert.deepEqual(candidates.map(({ noun, operations }) => [noun, Object.fromEntries(operations)]), [
    ['Tree', { CreateTree: 'create', DeleteTree: 'delete', GetTree: 'read', ListTrees: 'list' }],
    ['Bark', { PutBark: 'put', DeleteBark: 'delete' }],
  ])
  assert.ok(pluralsOf('Policy').includes('Policies'))
})

const text: RawShape = { type: 'string' }
const error: RawShape = { type: 'structure', members: {}, exception: true }

/** A service of one resource, its outputs and errors as given. */
function trees(output: RawShape, errors: RawModel['operations'][string]['errors']): ReturnType<typeof derive> {
  const named: RawShape = { type: 'structure', required: ['name'], members: { name: text } }
  return derive(readModel({
    metadata: { endpointPrefix: 'trees', protocol: 'json', jsonVersion: '1.1' },
    operations: {
      CreateTree: { input: named, errors: [{ shape: 'TreeExists' }] }, DeleteTree: { input: named, errors },
      GetTree: { input: named, output, errors },
    },
    shapes: { TreeExists: error, TreeNotFound: error },
  } as unknown as RawModel))
}

test('what leaves doubt is refused with the reason', () => {
  const missing = [{ shape: 'TreeNotFound' }]
  const shown: RawShape = { type: 'structure', members: { name: text } }
  assert.equal(trees(shown, missing).resources.length, 1)
  assert.match(trees(shown, []).refused['DeleteTree']!, /lists no error for one that is not there/)
  const counted: RawShape = { type: 'structure', required: ['leafCount'], members: { name: text, leafCount: { type: 'integer' } } }
  assert.match(trees(counted, missing).refused['GetTree']!, /does not tell what leafCount .* should be/)
})

test('a withheld resource is refused with its reason', () => {
  const { resources, refused } = derive(catalogue.service('athena')!, { withheld: { DataCatalog: 'it leaks.' } })
  assert.ok(!resources.some(({ noun }) => noun === 'DataCatalog'))
  assert.equal(refused['CreateDataCatalog'], 'DataCatalog is not derived: it leaks.')
})
