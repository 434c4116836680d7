// Actions that call an operation of any service, as the runbook says: for its own sake, to assert a property, or to wait for one.
// Source: "aws:executeAwsApi", "aws:assertAwsResourceProperty", "aws:waitForAwsResourceProperty", Systems Manager User Guide.

import type { Action, Inputs } from './automation-action.ts'
import { lookAgainAt, text, texts } from './automation-action.ts'
import type { ActionRun } from './automation-action.ts'
import { select } from './property-path.ts'

async function ask(inputs: Inputs, { call, target }: ActionRun): Promise<Record<string, unknown>> {
  const { Service: _, Api: _api, PropertySelector: _selector, DesiredValues: _values, ...rest } = inputs
  const service = text(inputs, 'Service').toLowerCase()
  const name = text(inputs, 'Api')
  return await call.invokePlainly(service, name.charAt(0).toUpperCase() + name.slice(1), rest, target)
}

const typeTests: Readonly<Record<string, (value: unknown) => unknown>> = {
  String: value => typeof value === 'string' ? value : JSON.stringify(value),
  Integer: Number, Boolean: value => value === true || value === 'true',
}

export const executeAwsApi: Action = async (inputs, run) => {
  const answer = await ask(inputs, run)
  const outputs = (run.step.shape.outputs ?? []).map(({ Name: name, Selector: selector = '$', Type: type = 'String' }) => {
    const found = select(answer, selector)
    return [name, found === undefined ? undefined : (typeTests[type] ?? (value => value))(found)] as const
  })
  return { done: Object.fromEntries(outputs.filter(([, value]) => value !== undefined)) }
}

function matches(answer: Record<string, unknown>, inputs: Inputs): { readonly fits: boolean, readonly found: unknown } {
  const found = select(answer, text(inputs, 'PropertySelector'))
  const values = (Array.isArray(found) ? found as unknown[] : [found]).map(String)
  const desired = texts(inputs, 'DesiredValues')
  return { fits: values.length > 0 && values.every(value => desired.includes(value)), found }
}

export const assertAwsResourceProperty: Action = async (inputs, run) => {
  const { fits, found } = matches(await ask(inputs, run), inputs)
  if (fits) return { done: {} }
  return { kind: 'Verification', failed: `PropertySelector returned ${JSON.stringify(found)}, which is not among the desired values ` +
    `${JSON.stringify(texts(inputs, 'DesiredValues'))}.` }
}

export const waitForAwsResourceProperty: Action = async (inputs, run) => {
  const { fits } = matches(await ask(inputs, run), inputs)
  return fits ? { done: {} } : { wait: null, untilAt: lookAgainAt(run.step.startedAt!, run.call) }
}
