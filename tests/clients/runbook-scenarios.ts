// Systems Manager's documents and what runs them: versions, runbooks on the clock, associations.

import assert from 'node:assert/strict'
import { refused } from './scenario.ts'
import type { Scenario } from './scenario.ts'

const runbook = (Duration: string) => JSON.stringify({
  schemaVersion: '0.3', parameters: { Name: { type: 'String' } }, outputs: ['read.Text'], mainSteps: [
    { name: 'rest', action: 'aws:sleep', inputs: { Duration } },
    { name: 'read', action: 'aws:executeAwsApi', inputs: { Service: 'ssm', Api: 'GetParameter', Name: '{{ Name }}' },
      outputs: [{ Name: 'Text', Selector: '$.Parameter.Value', Type: 'String' }] },
  ],
})

export const runbookScenarios: readonly Scenario[] = [
  {
    title: 'a document, its versions and its sharing',
    async play(stage) {
      const Name = 'book'
      await stage.call('ssm', 'CreateDocument', { Name, DocumentType: 'Automation', Content: runbook('PT1M') })
      const { DocumentDescription: second } = await stage.call('ssm', 'UpdateDocument',
        { Name, DocumentVersion: '$LATEST', Content: runbook('PT2M'), VersionName: 'slower' })
      assert.equal(second!.DocumentVersion, '2')
      await stage.call('ssm', 'UpdateDocumentDefaultVersion', { Name, DocumentVersion: '2' })
      const { Content } = await stage.call('ssm', 'GetDocument', { Name })
      assert.equal(JSON.parse(Content!).mainSteps[0].inputs.Duration, 'PT2M')
      await stage.call('ssm', 'ModifyDocumentPermission', { Name, PermissionType: 'Share', AccountIdsToAdd: ['444455556666'] })
      await refused(stage.call('ssm', 'DeleteDocument', { Name }),
        { code: 'InvalidDocumentOperation', message: /still shared/, status: 400 })
      await refused(stage.call('ssm', 'GetDocument', { Name: 'none' }),
        { code: 'InvalidDocument', message: /^Document with name none does not exist\.$/, status: 400 })
    },
  },
  {
    title: 'a runbook rests, then reads a parameter',
    async play(stage) {
      await stage.call('ssm', 'PutParameter', { Name: 'greeting', Value: 'hello', Type: 'String' })
      await stage.call('ssm', 'CreateDocument', { Name: 'read', DocumentType: 'Automation', Content: runbook('PT10M') })
      await refused(stage.call('ssm', 'StartAutomationExecution', { DocumentName: 'read' }), {
        code: 'InvalidAutomationExecutionParametersException', message: /^Missing required parameter: Name in user inputs\.$/, status: 400,
      })
      const { AutomationExecutionId: id } = await stage.call('ssm', 'StartAutomationExecution',
        { DocumentName: 'read', Parameters: { Name: ['greeting'] } })
      await stage.cloud.advance('11m')
      const { AutomationExecution: ended } = await stage.call('ssm', 'GetAutomationExecution', { AutomationExecutionId: id! })
      assert.deepEqual([ended!.AutomationExecutionStatus, ended!.Outputs], ['Success', { 'read.Text': ['hello'] }])
    },
  },
  {
    title: 'an association of a document that nothing is there for',
    async play(stage) {
      const Content = JSON.stringify({ schemaVersion: '2.2',
        mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: ['ls'] } }] })
      await stage.call('ssm', 'CreateDocument', { Name: 'tidy', DocumentType: 'Command', Content })
      const Targets = [{ Key: 'tag:team', Values: ['x'] }]
      await refused(stage.call('ssm', 'CreateAssociation', { Name: 'tidy', Targets, ScheduleExpression: 'rate(5 minutes)' }),
        { code: 'InvalidSchedule', message: /cron or rate expression/, status: 400 })
      const { AssociationDescription: made } = await stage.call('ssm', 'CreateAssociation', { Name: 'tidy', Targets })
      await stage.cloud.advance('1m')
      const { AssociationExecutions: runs } = await stage.call('ssm', 'DescribeAssociationExecutions',
        { AssociationId: made!.AssociationId! })
      assert.deepEqual(runs!.map(({ Status }) => Status), ['Success'])
      await refused(stage.call('ssm', 'SendCommand', { DocumentName: 'tidy', InstanceIds: ['i-0123456789abcdef0'] }), {
        code: 'InvalidInstanceId', message: /^Instances \[\[i-0123456789abcdef0\]\] not in a valid state for account \d{12}$/,
          status: 400,
      })
    },
  },
]
