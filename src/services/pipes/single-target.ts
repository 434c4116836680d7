// Targets that take one item at a time: tasks, jobs, pipelines, statements and assessments, with their parameters.
// Source: "Amazon EventBridge Pipes targets", EventBridge User Guide; the operations' API references.

import type { Json } from '../../engines/input-transformer.ts'
import type { ServiceCall } from '../../engines/target-call.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Pipe } from './pipe.ts'
import { parameterOf } from './template.ts'

/** @throws Fault for a target that there is no call for */
export function singleCall({ given }: Pipe, event: Json, call: Call): ServiceCall {
  const { Target: arn, TargetParameters: parameters = {} } = given
  const { service, resource } = parseArn(arn)!
  const [, name = ''] = resource.split('/')
  switch (service) {
    case 'ecs': return { service: 'ecs', operation: 'RunTask', input: taskOf(arn, parameters.EcsTaskParameters!) }
    case 'batch': return { service: 'batch', operation: 'SubmitJob', input: jobOf(arn, parameters.BatchJobParameters!, event) }
    case 'sagemaker': return { service: 'sagemaker', operation: 'StartPipelineExecution', input: {
      PipelineName: name, ClientRequestToken: call.uuid(),
      PipelineParameters: (parameters.SageMakerPipelineParameters?.PipelineParameterList ?? [])
        .map(each => ({ Name: each.Name, Value: parameterOf(each.Value, event) })),
    } }
    case 'redshift': return { service: 'redshift-data', operation: 'BatchExecuteStatement',
      input: statementsOf(resource, parameters.RedshiftDataParameters!, event) }
    case 'inspector': return { service: 'inspector', operation: 'StartAssessmentRun', input: { assessmentTemplateArn: arn } }
    default: throw new Fault('InvalidTarget', `Targets of ${service} cannot be called.`)
  }
}

type Parameters = NonNullable<Pipe['given']['TargetParameters']>

function taskOf(cluster: string, tasks: NonNullable<Parameters['EcsTaskParameters']>): Readonly<Record<string, unknown>> {
  const { TaskDefinitionArn: taskDefinition, TaskCount: count = 1, LaunchType: launchType, PlatformVersion: platformVersion, Group: group,
    NetworkConfiguration: network, PropagateTags: propagateTags, ReferenceId: referenceId } = tasks
  const vpc = network?.awsvpcConfiguration
  return {
    cluster, taskDefinition, count, ...(launchType && { launchType }), ...(platformVersion && { platformVersion }), ...(group && { group }),
    ...(propagateTags && { propagateTags }), ...(referenceId && { referenceId }),
    ...(vpc && { networkConfiguration: { awsvpcConfiguration: {
      subnets: vpc.Subnets, ...(vpc.SecurityGroups && { securityGroups: vpc.SecurityGroups }),
      ...(vpc.AssignPublicIp && { assignPublicIp: vpc.AssignPublicIp }),
    } } }),
  }
}

function jobOf(jobQueue: string, job: NonNullable<Parameters['BatchJobParameters']>, event: Json): Readonly<Record<string, unknown>> {
  const { JobDefinition, JobName, ArrayProperties: array, RetryStrategy: retry, Parameters: given } = job
  return {
    jobQueue, jobDefinition: parameterOf(JobDefinition, event), jobName: parameterOf(JobName, event),
    ...(array?.Size !== undefined && { arrayProperties: { size: array.Size } }),
    ...(retry?.Attempts !== undefined && { retryStrategy: { attempts: retry.Attempts } }),
    ...(given && { parameters: Object.fromEntries(Object.entries(given).map(([name, text]) => [name, parameterOf(text, event)])) }),
  }
}

function statementsOf(resource: string, { Database: database, DbUser: user, SecretManagerArn: secret, StatementName: name, WithEvent: tells,
  Sqls: texts }: NonNullable<Parameters['RedshiftDataParameters']>, event: Json): Readonly<Record<string, unknown>> {
  const [kind, cluster] = resource.split(/[:/]/)
  return {
    ...(kind === 'workgroup' ? { WorkgroupName: cluster } : { ClusterIdentifier: cluster }), Database: parameterOf(database, event),
    ...(user !== undefined && { DbUser: parameterOf(user, event) }), ...(secret !== undefined && { SecretArn: parameterOf(secret, event) }),
    ...(name !== undefined && { StatementName: parameterOf(name, event) }), ...(tells !== undefined && { WithEvent: tells }),
    Sqls: texts.map(text => parameterOf(text, event)),
  }
}
