// Operations that mean several, without a service: what went well and what did not, in the operation's own shape.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openCatalogue } from '../../../model/catalogue.ts'
import { Fault } from '../../fault.ts'
import { elementOf, manyOf, outcomesOf } from './many.ts'
import type { Kept } from './plan.ts'

const catalogue = openCatalogue()
const nothing: Kept = {
  noun: 'Thing', spelling: 'Thing', shapes: new Map(), always: new Set(), sayable: new Set(), state: undefined, given: new Set(),
    counts: {},
  tags: undefined,
}

/** Fails for what is called `bad`. */
function answer(service: string, operation: string, wrap: string, name: string, input: Record<string, unknown>): unknown {
  const model = catalogue.service(service)!.operation(operation)!
  assert.ok(elementOf(model.input.memberByName.get(wrap)) !== undefined)
  const outcomes = outcomesOf(model.output, model.input, wrap, nothing)
  assert.deepEqual(outcomes.missing, [])
  return manyOf(wrap, model.input, outcomes, given => {
    if (given[name] === 'bad') throw new Fault('NotFoundException', 'bad does not exist.')
    return {}
  }, given => given[name])(input, undefined as never)
}

test('names that went well, and failures with code and words', () => {
  const input = { approvalRuleTemplateName: 't', repositoryNames: ['good', 'bad'] }
  assert.deepEqual(answer('codecommit', 'BatchDisassociateApprovalRuleTemplateFromRepositories', 'repositoryNames', 'repositoryName',
    input), {
    disassociatedRepositoryNames: ['good'],
    errors: [{ repositoryName: 'bad', errorCode: 'NotFoundException', errorMessage: 'bad does not exist.' }],
  })
})

test('failures by name, and in a structure of their own', () => {
  assert.deepEqual(answer('glue', 'BatchDeleteConnection', 'ConnectionNameList', 'ConnectionName',
    { ConnectionNameList: ['good', 'bad'] }), {
    Succeeded: ['good'], Errors: { bad: { ErrorCode: 'NotFoundException', ErrorMessage: 'bad does not exist.' } },
  })
  assert.deepEqual(answer('location', 'BatchDeleteGeofence', 'GeofenceIds', 'GeofenceId', { CollectionName: 'c', GeofenceIds: ['bad'] }), {
    Errors: [{ GeofenceId: 'bad', Error: { Code: 'NotFoundException', Message: 'bad does not exist.' } }],
  })
})

test('without a place for failures the first is the operation\'s own', () => {
  assert.throws(() => answer('autoscaling', 'DetachLoadBalancers', 'LoadBalancerNames', 'LoadBalancerName',
    { AutoScalingGroupName: 'g', LoadBalancerNames: ['good', 'bad'] }), { code: 'NotFoundException' })
})
