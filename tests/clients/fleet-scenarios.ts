// Systems Manager's fleet, as every client asks for it: machines that register, what is known of them, windows of maintenance, OpsItems.

import assert from 'node:assert/strict'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

/** A control of Systems Manager, as a person would use it. */
async function control(stage: Stage, name: string, body: object): Promise<Record<string, unknown>> {
  const { body: text } = await stage.cloud.request({
    method: 'POST', url: `${stage.cloud.url}/_orrery/services/ssm/${stage.account}/us-east-1/${name}`,
    headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  return JSON.parse(text) as Record<string, unknown>
}

/** A machine of one's own. @returns its id */
async function registered(stage: Stage, computerName: string, Tags: { Key: string, Value: string }[] = []): Promise<string> {
  const { ActivationId, ActivationCode } = await stage.call('ssm', 'CreateActivation', { IamRole: 'fleet', Tags })
  const body = { activationId: ActivationId, activationCode: ActivationCode, computerName }
  return String((await control(stage, 'register-node', body)).instanceId)
}

export const fleetScenarios: readonly Scenario[] = [
  {
    title: 'a machine registers, and is found by what was reported of it',
    async play(stage) {
      const InstanceId = await registered(stage, 'rack-7', [{ Key: 'team', Value: 'till' }])
      const { InstanceInformationList: [node] = [] } = await stage.call('ssm', 'DescribeInstanceInformation', {
        Filters: [{ Key: 'tag:team', Values: ['till'] }],
      })
      assert.deepEqual([node!.InstanceId, node!.PingStatus, node!.ComputerName], [InstanceId, 'Online', 'rack-7'])
      await stage.call('ssm', 'PutInventory', { InstanceId, Items: [{
        TypeName: 'Custom:Rack', SchemaVersion: '1.0', CaptureTime: '2026-01-01T00:00:00Z', Content: [{ Row: '7' }],
      }] })
      const { Entities: found } = await stage.call('ssm', 'GetInventory', { Filters: [{ Key: 'Custom:Rack.Row', Values: ['7'] }] })
      assert.deepEqual(found!.map(({ Id }) => Id), [InstanceId])
      await stage.call('ssm', 'PutComplianceItems',
        { ResourceId: InstanceId, ResourceType: 'ManagedInstance', ComplianceType: 'Custom:Paint',
        ExecutionSummary: { ExecutionTime: new Date(0) }, Items: [{ Id: 'door', Severity: 'LOW', Status: 'NON_COMPLIANT' }] })
      const { ResourceComplianceSummaryItems: [summary] = [] } = await stage.call('ssm', 'ListResourceComplianceSummaries', {})
      assert.deepEqual([summary!.Status, summary!.OverallSeverity], ['NON_COMPLIANT', 'LOW'])
      await control(stage, 'silence-node', { instanceId: InstanceId })
      await refused(stage.call('ssm', 'StartSession', { Target: InstanceId }), { code: 'TargetNotConnected', message: /is not connected/ })
    },
  },
  {
    title: 'a maintenance window opens and runs a command on its targets',
    async play(stage) {
      const node = await registered(stage, 'rack-8', [{ Key: 'team', Value: 'shop' }])
      const { WindowId } = await stage.call('ssm', 'CreateMaintenanceWindow', {
        Name: 'nightly', Schedule: 'rate(1 hour)', Duration: 2, Cutoff: 1, AllowUnassociatedTargets: false,
      })
      const { WindowTargetId } = await stage.call('ssm', 'RegisterTargetWithMaintenanceWindow', {
        WindowId: WindowId!, ResourceType: 'INSTANCE', Targets: [{ Key: 'tag:team', Values: ['shop'] }],
      })
      await stage.call('ssm', 'RegisterTaskWithMaintenanceWindow', {
        WindowId: WindowId!, TaskType: 'RUN_COMMAND', TaskArn: 'AWS-RunShellScript', MaxConcurrency: '1', MaxErrors: '0',
        Targets: [{ Key: 'WindowTargetIds', Values: [WindowTargetId!] }],
        TaskInvocationParameters: { RunCommand: { Parameters: { commands: ['uptime'] } } },
      })
      await stage.cloud.advance('61m')
      const { Commands: [command] = [] } = await stage.call('ssm', 'ListCommands', {})
      await control(stage, 'answer-command', { commandId: command!.CommandId, instanceId: node, output: 'up\n' })
      await stage.cloud.advance('10m')
      const { WindowExecutions: [execution] = [] } = await stage.call('ssm', 'DescribeMaintenanceWindowExecutions', { WindowId: WindowId! })
      assert.equal(execution!.Status, 'SUCCESS')
      const { TaskIds: [TaskId] = [] } = await stage.call('ssm', 'GetMaintenanceWindowExecution', {
        WindowExecutionId: execution!.WindowExecutionId!,
      })
      const { WindowExecutionTaskInvocationIdentities: [invocation] = [] } = await stage.call('ssm',
        'DescribeMaintenanceWindowExecutionTaskInvocations', { WindowExecutionId: execution!.WindowExecutionId!, TaskId: TaskId! })
      assert.deepEqual([invocation!.ExecutionId, invocation!.WindowTargetId], [command!.CommandId, WindowTargetId])
    },
  },
  {
    title: 'OpsItems are opened, found, and resolved',
    async play(stage) {
      const { OpsItemId } = await stage.call('ssm', 'CreateOpsItem', {
        Title: 'Disk full', Source: 'fleet', Description: 'rack-7', Severity: '2',
        OperationalData: { host: { Value: 'rack-7', Type: 'SearchableString' } },
      })
      const { OpsItemSummaries: [found] = [] } = await stage.call('ssm', 'DescribeOpsItems', {
        OpsItemFilters: [{ Key: 'OperationalDataValue', Operator: 'Contains', Values: ['rack'] }],
      })
      assert.deepEqual([found!.OpsItemId, found!.Status], [OpsItemId, 'Open'])
      await stage.call('ssm', 'UpdateOpsItem', { OpsItemId: OpsItemId!, Status: 'Resolved' })
      assert.equal((await stage.call('ssm', 'GetOpsItem', { OpsItemId: OpsItemId! })).OpsItem!.Version, '2')
      await refused(stage.call('ssm', 'GetOpsItem', { OpsItemId: 'oi-000000000000' }),
        { code: 'OpsItemNotFoundException', message: /oi-000000000000/ })
    },
  },
  {
    title: 'patch baselines, settings and public parameters',
    async play(stage) {
      const { BaselineId } = await stage.call('ssm', 'CreatePatchBaseline', { Name: 'mine', OperatingSystem: 'AMAZON_LINUX_2' })
      await stage.call('ssm', 'RegisterPatchBaselineForPatchGroup', { BaselineId: BaselineId!, PatchGroup: 'web' })
      const { BaselineId: chosen } = await stage.call('ssm', 'GetPatchBaselineForPatchGroup', {
        PatchGroup: 'web', OperatingSystem: 'AMAZON_LINUX_2',
      })
      assert.equal(chosen, BaselineId)
      const SettingId = '/ssm/managed-instance/activation-tier'
      await stage.call('ssm', 'UpdateServiceSetting', { SettingId, SettingValue: 'advanced' })
      const { ServiceSetting: setting } = await stage.call('ssm', 'GetServiceSetting', { SettingId })
      assert.deepEqual([setting!.SettingValue, setting!.Status], ['advanced', 'Customized'])
      const { Parameter: image } = await stage.call('ssm', 'GetParameter', {
        Name: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
      })
      assert.match(image!.Value!, /^ami-[0-9a-f]{17}$/)
    },
  },
]
