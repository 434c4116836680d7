// Selectors of events and insights, put and read. Insights are kept and never found: nothing here compares rates of calls.
// Source: PutEventSelectors, PutInsightSelectors, AWS CloudTrail API Reference.

import type { AdvancedEventSelector, Cloudtrail, EventSelector } from '../../../generated/aws/cloudtrail.ts'
import type { Call } from '../../kernel/service.ts'
import { shadows, Trail, trailAtHome, trailOf } from './trail-record.ts'

const usual: readonly EventSelector[] = [
  { ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] },
]
const fieldNames = new Set([
  'eventCategory', 'eventName', 'eventSource', 'readOnly', 'resources.type', 'resources.ARN', 'eventType', 'userIdentity.arn',
])

/** One form takes the other's place. */
export const PutEventSelectors: Cloudtrail['PutEventSelectors'] = (input, call) => {
  const { TrailName: name, EventSelectors: selectors, AdvancedEventSelectors: advanced } = input
  const trail = trailAtHome(name, call)
  if ((selectors === undefined) === (advanced === undefined)) {
    throw call.fault('InvalidEventSelectorsException', 'Specify either EventSelectors or AdvancedEventSelectors, not both.')
  }
  if (selectors !== undefined && (selectors.length === 0 || selectors.length > 5)) {
    throw call.fault('InvalidEventSelectorsException', 'A trail has one to five event selectors.')
  }
  for (const selector of advanced ?? []) checkAdvanced(selector, call)
  const { selectors: _before, advanced: _advanced, ...left } = trail
  const filled = selectors?.map(selector => ({ ...usual[0]!, ...selector }))
  keep({ ...left, ...(filled && { selectors: filled }), ...(advanced && { advanced }) }, call)
  return { TrailARN: call.arn(Trail, trail), ...(filled && { EventSelectors: filled }),
    ...(advanced && { AdvancedEventSelectors: advanced }) }
}

function checkAdvanced({ FieldSelectors: fields }: AdvancedEventSelector, call: Call<'InvalidEventSelectorsException'>): void {
  if (!fields.some(({ Field, Equals }) => Field === 'eventCategory' && Equals?.length === 1)) {
    throw call.fault('InvalidEventSelectorsException',
      'Each advanced event selector must have an eventCategory field with one Equals value.')
  }
  const unknown = fields.find(({ Field }) => !fieldNames.has(Field))
  if (unknown !== undefined) throw call.fault('InvalidEventSelectorsException', `The field ${unknown.Field} is not valid.`)
  const isData = fields.some(({ Field, Equals }) => Field === 'eventCategory' && Equals?.[0] === 'Data')
  if (isData && !fields.some(({ Field }) => Field === 'resources.type')) {
    throw call.fault('InvalidEventSelectorsException', 'Selectors of data events must have a resources.type field.')
  }
}

/** Inside a transaction. */
function keep(trail: Trail, call: Call): void {
  call.of(Trail).put(trail)
  if (trail.isMultiRegion) shadows(call).put(call.arn(Trail, trail), trail)
}

export const GetEventSelectors: Cloudtrail['GetEventSelectors'] = ({ TrailName: name }, call) => {
  const trail = trailOf(name, call)
  const { selectors, advanced } = trail
  return { TrailARN: call.arn(Trail, trail), ...(advanced ? { AdvancedEventSelectors: advanced } : { EventSelectors: selectors ?? usual }) }
}

export const PutInsightSelectors: Cloudtrail['PutInsightSelectors'] = ({ TrailName: name, InsightSelectors: insights }, call) => {
  if (name === undefined) throw call.fault('InvalidParameterException', 'Insights of event data stores are not modelled: name a trail.')
  const trail = trailAtHome(name, call)
  keep({ ...trail, insights }, call)
  return { TrailARN: call.arn(Trail, trail), InsightSelectors: insights }
}

export const GetInsightSelectors: Cloudtrail['GetInsightSelectors'] = ({ TrailName: name }, call) => {
  if (name === undefined) throw call.fault('InvalidParameterException', 'Insights of event data stores are not modelled: name a trail.')
  const trail = trailOf(name, call)
  if ((trail.insights ?? []).length === 0) {
    throw call.fault('InsightNotEnabledException', `The trail ${trail.name} does not have Insights enabled.`)
  }
  return { TrailARN: call.arn(Trail, trail), InsightSelectors: trail.insights! }
}
