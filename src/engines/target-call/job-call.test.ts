// Which call starts which kind of work, by table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobCall } from './job-call.ts'
import type { JobParameters } from './job-call.ts'

const resolve = (text: string) => text.replace('$.name', 'n')
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`

const cases: readonly (readonly [service: string, resource: string, parameters: JobParameters, call: string, input: object])[] = [
  ['ecs', 'cluster/c', { task: { TaskDefinitionArn: 'td', LaunchType: 'FARGATE' }, vpc: { Subnets: ['s'] } }, 'ecs RunTask', {
    cluster: arn('ecs', 'cluster/c'), taskDefinition: 'td', count: 1, launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['s'] } },
  }],
  ['ecs', 'cluster/c', { task: { TaskDefinitionArn: 'td', TaskCount: 2, EnableECSManagedTags: true, PlacementStrategy: [{ type: 'random' }],
    CapacityProviderStrategy: [{ capacityProvider: 'p', weight: 1 }], Tags: [{ Key: 'k', Value: 'v' }], EnableExecuteCommand: false,
    Overrides: { ContainerOverrides: [{ Name: 'app', Environment: [{ name: 'N', value: '$.name' }] }], TaskRoleArn: 'r' } } },
      'ecs RunTask', {
    cluster: arn('ecs', 'cluster/c'), taskDefinition: 'td', count: 2, enableECSManagedTags: true, placementStrategy: [{ type: 'random' }],
    capacityProviderStrategy: [{ capacityProvider: 'p', weight: 1 }], tags: [{ key: 'k', value: 'v' }], enableExecuteCommand: false,
    overrides: { containerOverrides: [{ name: 'app', environment: [{ name: 'N', value: 'n' }] }], taskRoleArn: 'r' },
  }],
  ['batch', 'job-queue/q', { job: { JobDefinition: 'd', JobName: 'j', ContainerOverrides: { Command: ['echo', '$.name'],
    ResourceRequirements: [{ Type: 'VCPU', Value: '2' }] }, DependsOn: [{ JobId: 'x', Type: 'SEQUENTIAL' }] } },
  'batch SubmitJob', { jobQueue: arn('batch', 'job-queue/q'), jobDefinition: 'd', jobName: 'j',
    containerOverrides: { command: ['echo', 'n'], resourceRequirements: [{ type: 'VCPU', value: '2' }] },
    dependsOn: [{ jobId: 'x', type: 'SEQUENTIAL' }] }],
  ['batch', 'job-queue/q', { job: { JobDefinition: 'd', JobName: '$.name', Parameters: { p: '$.name' }, RetryStrategy: { Attempts: 2 } } },
    'batch SubmitJob', { jobQueue: arn('batch', 'job-queue/q'), jobDefinition: 'd', jobName: 'n', retryStrategy: { attempts: 2 },
      parameters: { p: 'n' } }],
  ['sagemaker', 'pipeline/p', { pipeline: { PipelineParameterList: [{ Name: 'a', Value: '$.name' }] } },
    'sagemaker StartPipelineExecution',
    { PipelineName: 'p', ClientRequestToken: `i${'0'.repeat(31)}`, PipelineParameters: [{ Name: 'a', Value: 'n' }] }],
  ['redshift', 'cluster:c', { statement: { Database: 'd', Sqls: ['select 1', '$.name'] } }, 'redshift-data BatchExecuteStatement',
    { ClusterIdentifier: 'c', Database: 'd', Sqls: ['select 1', 'n'] }],
  ['redshift-serverless', 'workgroup/w', { statement: { Database: 'd', Sql: 'select 1' } }, 'redshift-data ExecuteStatement',
    { WorkgroupName: 'w', Database: 'd', Sql: 'select 1' }],
  ['ssm', 'document/AWS-RunShellScript', { command: { RunCommandTargets: [{ Key: 'InstanceIds', Values: ['i-1'] }] } }, 'ssm SendCommand',
    { DocumentName: 'AWS-RunShellScript', Targets: [{ Key: 'InstanceIds', Values: ['i-1'] }], Parameters: { commands: ['ls'] } }],
  ['ssm', 'automation-definition/AWS-StopEC2Instance:$DEFAULT', {}, 'ssm StartAutomationExecution',
    { DocumentName: 'AWS-StopEC2Instance', DocumentVersion: '$DEFAULT', Parameters: { commands: ['ls'] } }],
  ['inspector', 'target/t/template/x', {}, 'inspector StartAssessmentRun',
    { assessmentTemplateArn: arn('inspector', 'target/t/template/x') }],
]

for (const [service, resource, parameters, call, input] of cases) {
  test(`the call of ${service} ${resource}`, () => {
    const found = jobCall({ arn: arn(service, resource), service, resource }, 'i', '{"commands":["ls"]}', { ...parameters, resolve })!
    assert.deepEqual([`${found.service} ${found.operation}`, found.input], [call, input])
  })
}

test('a payload of overrides is the task\'s', () => {
  const overridesOf = (payload: string) => jobCall({ arn: arn('ecs', 'cluster/c'), service: 'ecs', resource: 'cluster/c' }, 'i', payload,
    { task: { TaskDefinitionArn: 'td' } })!.input['overrides']
  assert.deepEqual(overridesOf('{"containerOverrides":[{"name":"app","command":["ls"]}]}'),
    { containerOverrides: [{ name: 'app', command: ['ls'] }] })
  assert.deepEqual([overridesOf('{"source":"s","cpu":"1"}'), overridesOf('{}'), overridesOf('text')], [undefined, undefined, undefined])
})

test('what starts no work', () => { assert.equal(jobCall({ arn: '', service: 'iam', resource: 'role/r' }, 'i', '{}', {}), undefined) })
