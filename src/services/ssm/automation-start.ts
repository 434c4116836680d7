// StartAutomationExecution: a runbook is read, its parameters checked, its role assumed, and an execution launched: one, or one for each
// target. Source: its page in the Systems Manager API Reference; the text about the role is AWS's answer.

import type { Ssm, StartAutomationExecutionRequest } from '../../../generated/aws/ssm.ts'
import { roleSession } from '../../engines/role-session.ts'
import { reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { launch } from './automation-launch.ts'
import type { Launch } from './automation-launch.ts'
import { valuesOfTargets } from './automation-target.ts'
import type { Automation } from './automation.ts'
import { readInput } from './document-input.ts'
import { DocumentVersion, runnable } from './document.ts'
import type { Runnable } from './document.ts'

type StartCall = Call<'AutomationDefinitionNotFoundException' | 'AutomationDefinitionVersionNotFoundException'
  | 'InvalidAutomationExecutionParametersException' | 'IdempotentParameterMismatch'>

export const StartAutomationExecution: Ssm['StartAutomationExecution'] = async (input, call) => {
  const tokens = call.table<{ readonly id: string, readonly asked: string }>('automation-token')
  const asked = JSON.stringify([input.DocumentName, input.DocumentVersion, input.Parameters, input.Targets])
  const before = input.ClientToken === undefined ? undefined : tokens.get(input.ClientToken)
  if (before !== undefined && before.asked !== asked) {
    throw call.fault('IdempotentParameterMismatch', 'The client token was used for another execution.')
  }
  if (before !== undefined) return { AutomationExecutionId: before.id }
  const wanted = await read(input, call)
  return call.transact(() => {
    const { id } = launch(wanted, call)
    if (input.ClientToken !== undefined) tokens.put(input.ClientToken, { id, asked })
    return { AutomationExecutionId: id }
  })
}

async function read(input: StartAutomationExecutionRequest, call: StartCall): Promise<Launch> {
  if (input.TargetLocations !== undefined || input.TargetLocationsURL !== undefined) {
    throw call.fault('NotImplemented', 'Executions in other accounts and regions (TargetLocations) are not carried out.')
  }
  const invalid = (message: string): Error => call.fault('InvalidAutomationExecutionParametersException', message)
  const document = await runbook(input, call)
  const { TargetParameterName: targetParameter, Targets: targets, TargetMaps: targetMaps } = input
  const isMany = targets !== undefined || targetMaps !== undefined
  if (targets !== undefined && targetParameter === undefined) throw invalid('TargetParameterName is required where Targets are given.')
  const resolved = targets !== undefined ? await valuesOfTargets(targets, targetTypeOf(document, call), invalid, call)
    : (targetMaps ?? []).map(map => Object.values(map).flat().join(','))
  const [first] = resolved
  const filled = targetParameter !== undefined && first !== undefined ? { [targetParameter]: [first] }
    : targetMaps?.[0] as Record<string, readonly string[]> | undefined ?? {}
  const given = await withParameters(input.Parameters ?? {}, call)
  const parameters = readInput(document, isMany && resolved.length > 0 ? { ...given, ...filled } : given, invalid)
  const roleArn = await role(document, parameters, call)
  return {
    documentName: document.name, documentVersion: document.version, content: document.content, parameters: isMany ? given : parameters,
    mode: (input.Mode ?? 'Auto') as Automation['mode'], executedBy: call.principal.arn || String(call.principal.service),
    principal: call.principal, tags: Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    ...(roleArn !== undefined && { roleArn }), ...(input.AlarmConfiguration !== undefined && { alarms: input.AlarmConfiguration }),
    ...(isMany && { rate: {
      resolved, maxConcurrency: input.MaxConcurrency ?? '10', maxErrors: input.MaxErrors ?? '0', ...(targets !== undefined && { targets }),
      ...(targetParameter !== undefined && { targetParameter }), ...(targetMaps !== undefined && { targetMaps }),
    } }),
  }
}

/** @throws AutomationDefinitionNotFoundException, AutomationDefinitionVersionNotFoundException */
export async function runbook({ DocumentName: name, DocumentVersion: version }: StartAutomationExecutionRequest,
  call: StartCall): Promise<Runnable> {
  const found = await reworded(async () => await runnable(name, { version }, call), fault =>
    (fault.code === 'InvalidDocument' ? call.fault('AutomationDefinitionNotFoundException', `Document with name ${name} does not exist.`)
      : fault.code === 'InvalidDocumentVersion'
        ? call.fault('AutomationDefinitionVersionNotFoundException', `Version ${version} of document ${name} does not exist.`)
          : fault) as typeof fault)
  if (found.type === 'Automation') return found
  throw call.fault('AutomationDefinitionNotFoundException', `Document ${name} is of type ${found.type}, which Automation does not run.`)
}

function targetTypeOf({ name, version }: Runnable, call: Call): string | undefined {
  return call.of(DocumentVersion).get(name, Number(version))?.targetType
}

/** Values of Parameter Store take the place of `{{ssm:name}}`, read in the caller's name. */
async function withParameters(given: Readonly<Record<string, readonly string[]>>, call: Call): Promise<Record<string, readonly string[]>> {
  const ssm = call.to('ssm', { principal: call.principal })
  const entries = Object.entries(given).map(async ([name, values]) => [name, await Promise.all(values.map(async value => {
    const found = /^\{\{\s*ssm:([\w./:-]+)\s*\}\}$/.exec(value)
    return found === null ? value : (await ssm.GetParameter({ Name: found[1]! })).Parameter!.Value!
  }))] as const)
  return Object.fromEntries(await Promise.all(entries))
}

/** The role that the runbook names, itself or by a parameter; it has to be one that can be assumed. */
async function role({ content, name }: Runnable, parameters: Readonly<Record<string, readonly string[]>>,
  call: StartCall): Promise<string | undefined> {
  const text = typeof content.assumeRole === 'string' ? content.assumeRole : ''
  const arn = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, parameter: string) => parameters[parameter]?.[0] ?? '')
  if (arn === '') return undefined
  await reworded(async () => await roleSession({ roleArn: arn, sessionName: `Automation-${name}`, sourceArn: '' }, call), () =>
    call.fault('InvalidAutomationExecutionParametersException', 'The defined assume role is unable to be assumed.') as never)
  return arn
}
