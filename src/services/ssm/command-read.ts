// Lists of commands and invocations, newest first, and one invocation in full.
// Source: ListCommands, ListCommandInvocations, GetCommandInvocation, Systems Manager API Reference.

import type { CommandFilter, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { Command, commandOf, Invocation, invocationsOf, isOver, shownCommand, shownInvocation, statusOf } from './command.ts'
import type { Outcome } from './command.ts'
import { pageOf } from './page.ts'

interface Listed { readonly requestedAt: number, readonly outcome: Outcome }
type Test = (listed: Listed, command: Command, value: string) => boolean

const tests: Readonly<Record<string, Test>> = {
  InvokedAfter: ({ requestedAt }, _command, value) => requestedAt > Date.parse(value),
  InvokedBefore: ({ requestedAt }, _command, value) => requestedAt < Date.parse(value),
  Status: ({ outcome }, _command, value) => statusOf(outcome) === value || outcome === value,
  ExecutionStage: ({ outcome }, _command, value) => isOver(outcome) === (value === 'Complete'),
  DocumentName: (_listed, { documentName }, value) => documentName === value || documentName.endsWith(`/${value}`),
}

/** @throws InvalidFilterKey */
function fits(listed: Listed, command: Command, filters: readonly CommandFilter[], call: Call<'InvalidFilterKey'>): boolean {
  return filters.every(({ key, value }) => {
    const test = tests[key]
    if (test === undefined) throw call.fault('InvalidFilterKey', 'The specified key isn\'t valid.')
    return test(listed, command, value)
  })
}

export const ListCommands: Ssm['ListCommands'] = (input, call) => {
  const { CommandId: id, InstanceId: node, Filters: filters = [], MaxResults: limit, NextToken: token } = input
  const all = id !== undefined ? [commandOf(id, call)] : [...call.of(Command).by('time').scan({ reverse: true })]
  const found = all.filter(command => (node === undefined || command.nodeIds.includes(node)) && fits(command, command, filters, call))
  const { items, next } = pageOf(found, { limit, usual: 50, token }, call)
  return { Commands: items.map(command => shownCommand(command, call)), ...next }
}

export const ListCommandInvocations: Ssm['ListCommandInvocations'] = (input, call) => {
  const { CommandId: id, InstanceId: node, Filters: filters = [], Details: details = false, MaxResults: limit, NextToken: token } = input
  const all = id !== undefined ? invocationsOf(commandOf(id, call).id, call)
    : [...call.of(Invocation).by('time').scan({ reverse: true })]
  const found = all.filter(each => (node === undefined || each.nodeId === node)
    && fits(each, call.of(Command).get(each.commandId)!, filters, call))
  const { items, next } = pageOf(found, { limit, usual: 50, token }, call)
  return { CommandInvocations: items.map(each => shownInvocation(each, call.of(Command).get(each.commandId)!, details, call)), ...next }
}

export const GetCommandInvocation: Ssm['GetCommandInvocation'] = ({ CommandId: id, InstanceId: node, PluginName: asked }, call) => {
  const command = call.of(Command).get(id)
  const invocation = call.of(Invocation).get(id, node)
  if (command === undefined || invocation === undefined) throw call.fault('InvocationDoesNotExist', '')
  const plugin = asked === undefined ? command.plugins[0]!
    : command.plugins.find(({ name }) => name === asked || name.replace(':', '') === asked)
  if (plugin === undefined) throw call.fault('InvalidPluginName', 'The plugin name isn\'t valid.')
  const { StandardOutputUrl = '', StandardErrorUrl = '' } = shownInvocation(invocation, command, false, call)
  const { outcome, finishedAt, responseCode, output, errorOutput } = invocation
  const ran = finishedAt !== undefined && responseCode !== -1
  const at = ran ? new Date(finishedAt).toISOString() : ''
  return {
    CommandId: id, InstanceId: node, Comment: command.comment, DocumentName: command.documentName, DocumentVersion: command.documentVersion,
    PluginName: plugin.name, ResponseCode: responseCode, ExecutionStartDateTime: at, ExecutionElapsedTime: ran ? 'PT0S' : '',
    ExecutionEndDateTime: at, Status: statusOf(outcome), StatusDetails: outcome, StandardOutputContent: output.slice(0, 24_000),
    StandardOutputUrl, StandardErrorContent: errorOutput.slice(0, 8000), StandardErrorUrl,
    CloudWatchOutputConfig: command.cloudWatch ?? { CloudWatchLogGroupName: '', CloudWatchOutputEnabled: false },
  }
}
