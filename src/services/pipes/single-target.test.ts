// Which call a target of single items is, by table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pipe } from './pipe.ts'
import { singleCall } from './single-target.ts'

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:111122223333:${resource}`

const cases: readonly (readonly [target: string, parameters: Pipe['given']['TargetParameters'], call: string, input: object])[] = [
  [arn('ecs', 'cluster/c'), { EcsTaskParameters: { TaskDefinitionArn: 'td', LaunchType: 'FARGATE',
    NetworkConfiguration: { awsvpcConfiguration: { Subnets: ['s'] } } } }, 'ecs RunTask', {
    cluster: arn('ecs', 'cluster/c'), taskDefinition: 'td', count: 1, launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['s'] } },
  }],
  [arn('batch', 'job-queue/q'), { BatchJobParameters: { JobDefinition: 'd', JobName: '$.name', Parameters: { p: '$.name' } } },
    'batch SubmitJob', { jobQueue: arn('batch', 'job-queue/q'), jobDefinition: 'd', jobName: 'n', parameters: { p: 'n' } }],
  [arn('sagemaker', 'pipeline/p'), { SageMakerPipelineParameters: { PipelineParameterList: [{ Name: 'a', Value: '$.name' }] } },
    'sagemaker StartPipelineExecution', { PipelineName: 'p', ClientRequestToken: 'u', PipelineParameters: [{ Name: 'a', Value: 'n' }] }],
  [arn('redshift', 'cluster:c'), { RedshiftDataParameters: { Database: 'd', Sqls: ['select 1'] } }, 'redshift-data BatchExecuteStatement',
    { ClusterIdentifier: 'c', Database: 'd', Sqls: ['select 1'] }],
  [arn('inspector', 'target/t/template/x'), {}, 'inspector StartAssessmentRun',
    { assessmentTemplateArn: arn('inspector', 'target/t/template/x') }],
]

for (const [target, parameters, call, input] of cases) {
  test(`the call of ${target}`, () => {
    const pipe = { given: { Target: target, TargetParameters: parameters } } as unknown as Pipe
    const found = singleCall(pipe, { name: 'n' }, { uuid: () => 'u' } as never)
    assert.deepEqual([`${found.service} ${found.operation}`, found.input], [call, input])
  })
}
