// Calls of targets that start work with parameters of its own: tasks, jobs, commands, pipelines, statements, assessments. A rule, a pipe or
// a schedule gives the parameters, and says what a text among them stands for.
// Sources: "Amazon EventBridge targets" and "Amazon EventBridge Pipes targets", EventBridge User Guide; the operations' API references.

import { jsonObject } from '../../std/json-object.ts'

export interface JobTask {
  readonly TaskDefinitionArn: string
  readonly TaskCount?: number
  readonly LaunchType?: string
  readonly PlatformVersion?: string
  readonly Group?: string
  readonly PropagateTags?: string
  readonly ReferenceId?: string
  readonly CapacityProviderStrategy?: readonly object[]
  readonly EnableECSManagedTags?: boolean
  readonly EnableExecuteCommand?: boolean
  readonly PlacementConstraints?: readonly object[]
  readonly PlacementStrategy?: readonly object[]
  readonly Tags?: readonly object[]
  /** Said by the payload where the parameters have no place for it. */
  readonly Overrides?: object
}

interface Vpc { readonly Subnets: readonly string[], readonly SecurityGroups?: readonly string[], readonly AssignPublicIp?: string }

export interface JobParameters {
  readonly task?: JobTask | undefined
  /** Where a task's network is; its member is spelt differently by its users. */
  readonly vpc?: Vpc | undefined
  readonly job?: {
    readonly JobDefinition: string
    readonly JobName: string
    readonly ArrayProperties?: { readonly Size?: number }
    readonly RetryStrategy?: { readonly Attempts?: number }
    readonly Parameters?: Readonly<Record<string, string>>
    readonly ContainerOverrides?: object
    readonly DependsOn?: readonly object[]
  } | undefined
  readonly pipeline?: { readonly PipelineParameterList?: readonly { readonly Name: string, readonly Value: string }[] } | undefined
  readonly statement?: {
    readonly Database: string
    readonly DbUser?: string
    readonly SecretManagerArn?: string
    readonly StatementName?: string
    readonly WithEvent?: boolean
    readonly Sql?: string
    readonly Sqls?: readonly string[]
  } | undefined
  readonly command?: { readonly RunCommandTargets: readonly { readonly Key: string, readonly Values: readonly string[] }[] } | undefined
  /** What a text among the parameters stands for; for itself where nothing is said. */
  readonly resolve?: ((text: string) => string) | undefined
}

interface Place { readonly arn: string, readonly service: string, readonly resource: string }

type Input = Readonly<Record<string, unknown>>

/** Undefined for what starts no such work. @param id the same for the same delivery */
export function jobCall({ arn, service, resource }: Place, id: string, payload: string, parameters: JobParameters):
{ readonly service: string, readonly operation: string, readonly input: Input } | undefined {
  const name = resource.slice(resource.search(/[/:]/) + 1)
  switch (service) {
    case 'ecs': return { service, operation: 'RunTask', input: taskOf(arn, payload, parameters) }
    case 'batch': return { service, operation: 'SubmitJob', input: jobOf(arn, parameters) }
    case 'sagemaker': return { service, operation: 'StartPipelineExecution', input: {
      PipelineName: name, ClientRequestToken: id.padEnd(32, '0'),
      PipelineParameters: (parameters.pipeline?.PipelineParameterList ?? [])
        .map(each => ({ Name: each.Name, Value: resolved(each.Value, parameters) })),
    } }
    case 'redshift': case 'redshift-serverless': return statementOf(resource, parameters)
    case 'ssm': return resource.startsWith('automation-definition/')
      ? { service, operation: 'StartAutomationExecution', input: runbookOf(name, payload) }
      : { service, operation: 'SendCommand', input: commandOf(name, payload, parameters) }
    case 'inspector': return { service, operation: 'StartAssessmentRun', input: { assessmentTemplateArn: arn } }
    default: return undefined
  }
}

function resolved(text: string, { resolve = each => each }: JobParameters): string {
  return resolve(text)
}

/** The same value in the spelling of the work's own service: members begin small, and texts stand for what they stand for. */
function spelled(value: unknown, parameters: JobParameters): unknown {
  if (typeof value === 'string') return resolved(value, parameters)
  if (Array.isArray(value)) return value.map(each => spelled(each, parameters))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) =>
    [`${name.charAt(0).toLowerCase()}${name.slice(1)}`, spelled(each, parameters)]))
}

const overridden = ['containerOverrides', 'cpu', 'memory', 'ephemeralStorage', 'executionRoleArn', 'taskRoleArn',
  'inferenceAcceleratorOverrides']

/** "The input is the overrides of the task": a payload that holds some. */
function overridesIn(payload: string): Input | undefined {
  const given = jsonObject(payload)
  return given !== undefined && Object.keys(given).length > 0 && Object.keys(given).every(name => overridden.includes(name)) ? given
    : undefined
}

function taskOf(cluster: string, payload: string, parameters: JobParameters): Input {
  const { task, vpc } = parameters
  const { TaskDefinitionArn: taskDefinition, TaskCount: count = 1, EnableECSManagedTags: enableECSManagedTags, Overrides: said,
    ...rest } = task ?? { TaskDefinitionArn: '' }
  const { networkConfiguration: _, ...more } = spelled(rest, { ...parameters, resolve: undefined }) as Record<string, unknown>
  const overrides = said === undefined ? overridesIn(payload) : spelled(said, parameters)
  return {
    cluster, taskDefinition, count, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
    ...(enableECSManagedTags !== undefined && { enableECSManagedTags }), ...(overrides !== undefined && { overrides }),
    ...(vpc && { networkConfiguration: { awsvpcConfiguration: {
      subnets: vpc.Subnets, ...(vpc.SecurityGroups && { securityGroups: vpc.SecurityGroups }),
      ...(vpc.AssignPublicIp && { assignPublicIp: vpc.AssignPublicIp }),
    } } }),
  }
}

function jobOf(jobQueue: string, parameters: JobParameters): Input {
  const { JobDefinition = '', JobName = '', ArrayProperties: array, RetryStrategy: retry, Parameters: given, ContainerOverrides: overrides,
    DependsOn: before } = parameters.job ?? {}
  return {
    jobQueue, jobDefinition: resolved(JobDefinition, parameters), jobName: resolved(JobName, parameters),
    ...(array?.Size !== undefined && { arrayProperties: { size: array.Size } }),
    ...(retry?.Attempts !== undefined && { retryStrategy: { attempts: retry.Attempts } }),
    ...(overrides !== undefined && { containerOverrides: spelled(overrides, parameters) }),
    ...(before !== undefined && { dependsOn: spelled(before, parameters) }),
    ...(given && { parameters: Object.fromEntries(Object.entries(given).map(([name, text]) => [name, resolved(text, parameters)])) }),
  }
}

/** One statement, or several as one. */
function statementOf(resource: string, parameters: JobParameters): { service: string, operation: string, input: Input } {
  const { Database: database = '', DbUser: user, SecretManagerArn: secret, StatementName: name, WithEvent: tells, Sql: one,
    Sqls: several } =
    parameters.statement ?? {}
  const [kind, cluster] = resource.split(/[:/]/)
  const said = (text: string) => resolved(text, parameters)
  return {
    service: 'redshift-data', operation: several === undefined ? 'ExecuteStatement' : 'BatchExecuteStatement', input: {
      ...(kind === 'workgroup' ? { WorkgroupName: cluster } : { ClusterIdentifier: cluster }), Database: said(database),
      ...(user !== undefined && { DbUser: said(user) }), ...(secret !== undefined && { SecretArn: said(secret) }),
      ...(name !== undefined && { StatementName: said(name) }), ...(tells !== undefined && { WithEvent: tells }),
      ...(several === undefined ? { Sql: said(one ?? '') } : { Sqls: several.map(said) }),
    },
  }
}

/** The name and the version; the payload is the runbook's parameters. */
function runbookOf(definition: string, payload: string): Input {
  const [DocumentName = '', DocumentVersion] = definition.split(':')
  return { DocumentName, ...(DocumentVersion !== undefined && { DocumentVersion }), ...parametersIn(payload) }
}

/** Parameters of documents are lists of texts. */
function parametersIn(payload: string): Input {
  const given = JSON.parse(payload) as unknown
  const lists = typeof given === 'object' && given !== null && Object.values(given).every(Array.isArray)
  return lists && Object.keys(given).length > 0 ? { Parameters: given } : {}
}

/** The payload is the command's parameters. */
function commandOf(DocumentName: string, payload: string, { command }: JobParameters): Input {
  return { DocumentName, Targets: command?.RunCommandTargets ?? [], ...parametersIn(payload) }
}
