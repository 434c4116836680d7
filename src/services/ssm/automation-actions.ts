// The actions that steps of runbooks may have: those that are carried out, and those that documents may name and executions refuse.
// Source: "Systems Manager Automation actions reference", User Guide.

import { assertAwsResourceProperty, executeAwsApi, waitForAwsResourceProperty } from './api-action.ts'
import type { Action } from './automation-action.ts'
import { executeAutomation, invokeLambdaFunction, runCommand } from './call-action.ts'
import { approve, branch, loop, pause, sleep, updateVariable } from './flow-action.ts'
import { copyImage, createImage, deleteImage } from './image-action.ts'
import { changeInstanceState, createTags, runInstances } from './instance-action.ts'
import { createStack, deleteStack, executeStateMachine } from './stack-action.ts'

export const actions: Readonly<Record<string, Action>> = {
  'aws:approve': approve, 'aws:assertAwsResourceProperty': assertAwsResourceProperty, 'aws:branch': branch,
  'aws:changeInstanceState': changeInstanceState, 'aws:copyImage': copyImage, 'aws:createImage': createImage,
    'aws:createStack': createStack,
  'aws:createTags': createTags, 'aws:deleteImage': deleteImage, 'aws:deleteStack': deleteStack, 'aws:executeAutomation': executeAutomation,
  'aws:executeAwsApi': executeAwsApi, 'aws:executeStateMachine': executeStateMachine, 'aws:invokeLambdaFunction': invokeLambdaFunction,
  'aws:loop': loop, 'aws:pause': pause, 'aws:runCommand': runCommand, 'aws:runInstances': runInstances, 'aws:sleep': sleep,
  'aws:updateVariable': updateVariable, 'aws:waitForAwsResourceProperty': waitForAwsResourceProperty,
}

export const refusedActions: Readonly<Record<string, string>> = {
  'aws:executeScript': 'no Python and no PowerShell runs here',
  'aws:invokeWebhook': 'integrations with webhooks are not kept here',
}

/** Inputs that an action reads itself, since what they speak of may come later or change. */
export const unresolvedInputs: Readonly<Record<string, readonly string[]>> = {
  'aws:branch': ['Choices'], 'aws:loop': ['Steps', 'Iterators', 'LoopCondition'], 'aws:updateVariable': ['Name'],
}

export const automationActions: readonly string[] = [...Object.keys(actions), ...Object.keys(refusedActions)]
