// Executions in full, and lists of executions and of steps, newest first.
// Source: GetAutomationExecution, DescribeAutomationExecutions, DescribeAutomationStepExecutions, Systems Manager API Reference.

import type { AutomationExecutionFilter, Ssm, StepExecutionFilter } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { Automation, currentStep, isOver, shownAutomation, shownMetadata, shownStep, stepsOf } from './automation.ts'
import type { StepRun } from './automation.ts'
import { pageOf } from './page.ts'

type FilterCall = Call<'InvalidFilterKey' | 'InvalidFilterValue'>

export const GetAutomationExecution: Ssm['GetAutomationExecution'] = ({ AutomationExecutionId: id }, call) =>
  ({ AutomationExecution: shownAutomation(call.of(Automation).require(id), call) })

type Test<T> = (item: T, values: readonly string[], call: FilterCall) => boolean

const tests: Readonly<Record<string, Test<Automation>>> = {
  DocumentNamePrefix: ({ documentName }, values) => values.some(value => documentName.startsWith(value)),
  ExecutionStatus: ({ status }, values) => values.includes(status),
  ExecutionId: ({ id }, values) => values.includes(id),
  ParentExecutionId: ({ parentId }, values) => parentId !== undefined && values.includes(parentId),
  CurrentAction: (automation, values, call) => !isOver(automation.status) && values.includes(currentStep(automation, call)?.action ?? ''),
  StartTimeBefore: ({ startedAt }, [value], call) => startedAt <= timeOf(value, call),
  StartTimeAfter: ({ startedAt }, [value], call) => startedAt >= timeOf(value, call),
  AutomationType: ({ rate }, values) => values.includes(rate?.locations === undefined ? 'Local' : 'CrossAccount'),
  TagKey: ({ id }, values, call) => Object.keys(call.tags(Automation).get(id)).some(name => values.includes(name)),
  TargetResourceGroup: ({ rate }, values) =>
    (rate?.targets ?? []).some(({ Key, Values = [] }) => Key === 'ResourceGroup' && Values.some(value => values.includes(value))),
  // Both are of change requests and of OpsCenter's runbooks, which are none of these.
  AutomationSubtype: () => false,
  OpsItemId: () => false,
}

const stepTests: Readonly<Record<string, Test<StepRun>>> = {
  StartTimeBefore: ({ startedAt = Infinity }, [value], call) => startedAt <= timeOf(value, call),
  StartTimeAfter: ({ startedAt = -Infinity }, [value], call) => startedAt >= timeOf(value, call),
  StepExecutionStatus: ({ status }, values) => values.includes(status),
  StepExecutionId: ({ id }, values) => values.includes(id),
  StepName: ({ name }, values) => values.includes(name),
  Action: ({ action }, values) => values.includes(action),
  ParentStepExecutionId: ({ parent }, values) => parent !== undefined && values.includes(parent.StepExecutionId!),
  ParentStepIteration: ({ parent }, values) => parent !== undefined && values.includes(String(parent.Iteration)),
  ParentStepIteratorValue: ({ parent }, values) => parent !== undefined && values.includes(String(parent.IteratorValue)),
}

/** @throws InvalidFilterValue */
function timeOf(value: string | undefined, call: FilterCall): number {
  const at = Date.parse(value ?? '')
  if (Number.isNaN(at)) throw call.fault('InvalidFilterValue', 'The filter value isn\'t valid. Verify the value and try again.')
  return at
}

/** @throws InvalidFilterKey */
function testsOf<T>(filters: readonly (AutomationExecutionFilter | StepExecutionFilter)[], known: Readonly<Record<string, Test<T>>>,
  call: FilterCall): (item: T) => boolean {
  const chosen = filters.map(({ Key: key, Values: values }) => {
    const test = known[key]
    if (test === undefined) throw call.fault('InvalidFilterKey', 'The specified key isn\'t valid.')
    return (item: T) => test(item, values, call)
  })
  return item => chosen.every(test => test(item))
}

/** Children of rate-controlled executions are listed where their parent is asked for. */
export const DescribeAutomationExecutions: Ssm['DescribeAutomationExecutions'] = (input, call) => {
  const { Filters: filters = [], MaxResults: limit, NextToken: token } = input
  const fits = testsOf(filters, tests, call)
  const asksForOne = filters.some(({ Key }) => Key === 'ParentExecutionId' || Key === 'ExecutionId')
  const found = [...call.of(Automation).by('time').scan({ reverse: true })]
    .filter(each => (asksForOne || each.target === undefined) && fits(each))
  const { items, next } = pageOf(found, { limit, usual: 50, token }, call)
  return { AutomationExecutionMetadataList: items.map(each => shownMetadata(each, call)), ...next }
}

export const DescribeAutomationStepExecutions: Ssm['DescribeAutomationStepExecutions'] = (input, call) => {
  const { AutomationExecutionId: id, Filters: filters = [], MaxResults: limit, NextToken: token, ReverseOrder: reverse = false } = input
  call.of(Automation).require(id)
  const found = stepsOf(id, call).filter(testsOf(filters, stepTests, call))
  const { items, next } = pageOf(reverse ? found.reverse() : found, { limit, usual: 50, token }, call)
  return { StepExecutions: items.map(shownStep), ...next }
}
