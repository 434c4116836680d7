// AWS::SSM::MaintenanceWindowTarget and AWS::SSM::MaintenanceWindowTask for Cloud Control and CloudFormation, by real calls of Systems
// Manager. Source: the resource types' schemas in the CloudFormation registry: identified by the window's id and their own.

import type { MaintenanceWindowLambdaParameters, MaintenanceWindowTaskInvocationParameters, RegisterTargetWithMaintenanceWindowRequest,
  RegisterTaskWithMaintenanceWindowRequest } from '../../../generated/aws/ssm.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { Fault } from '../../kernel/service.ts'

interface Part {
  readonly type: string
  readonly idName: string
  readonly members: readonly string[]
  readonly createOnly: readonly string[]
  register(properties: Properties, call: Call): Promise<string>
  read(window: string, id: string, call: Call): Promise<Properties>
  update(window: string, id: string, properties: Properties, call: Call): Promise<unknown>
  deregister(window: string, id: string, call: Call): Promise<unknown>
  list(window: string, call: Call): Promise<(string | undefined)[]>
}

function handlersOf({ type, idName, members, createOnly, ...part }: Part): CloudFormationHandlers {
  const given = (properties: Properties): Properties =>
    Object.fromEntries(members.filter(name => properties[name] !== undefined).map(name => [name, properties[name]]))
  const split = (identifier: string) => identifier.split('|') as [string, string]
  return {
    type, primaryIdentifier: ['WindowId', idName], readOnly: [idName], createOnly,
    async create(properties, call) {
      return `${String(properties.WindowId)}|${await part.register(given(properties), call)}`
    },
    async read(identifier, call) {
      const [window, id] = split(identifier)
      return { ...given(await part.read(window, id, call)), WindowId: window, [idName]: id }
    },
    async update(identifier, properties, _previous, call) {
      const [window, id] = split(identifier)
      await part.update(window, id, given(properties), call)
    },
    async delete(identifier, call) {
      const [window, id] = split(identifier)
      await part.deregister(window, id, call)
    },
    async * list(call) {
      let NextToken: string | undefined
      do {
        const page = await call.to('ssm').DescribeMaintenanceWindows(NextToken === undefined ? {} : { NextToken })
        for (const { WindowId: window = '' } of page.WindowIdentities ?? []) {
          for (const id of await part.list(window, call)) yield `${window}|${id!}`
        }
        NextToken = page.NextToken
      } while (NextToken !== undefined)
    },
  }
}

export const windowTargetFormation = handlersOf({
  type: 'AWS::SSM::MaintenanceWindowTarget', idName: 'WindowTargetId', createOnly: ['WindowId'],
  members: ['WindowId', 'ResourceType', 'Targets', 'OwnerInformation', 'Name', 'Description'],

  async register(properties, call) {
    const { WindowTargetId: id } =
      await call.to('ssm').RegisterTargetWithMaintenanceWindow(properties as unknown as RegisterTargetWithMaintenanceWindowRequest)
    return id!
  },

  async read(window, id, call) {
    const Filters = [{ Key: 'WindowTargetId', Values: [id] }]
    const { Targets: [target] = [] } = await call.to('ssm').DescribeMaintenanceWindowTargets({ WindowId: window, Filters })
    if (target === undefined) throw new Fault('DoesNotExistException', `Target ${id} does not exist in maintenance window ${window}.`)
    return target as Properties
  },

  update: (window, id, { ResourceType: _, ...properties }, call) =>
    call.to('ssm').UpdateMaintenanceWindowTarget({ ...properties, WindowId: window, WindowTargetId: id, Replace: true }),

  deregister: (window, id, call) => call.to('ssm').DeregisterTargetFromMaintenanceWindow({ WindowId: window, WindowTargetId: id }),

  async list(window, call) {
    const { Targets: targets = [] } = await call.to('ssm').DescribeMaintenanceWindowTargets({ WindowId: window, MaxResults: 100 })
    return targets.map(({ WindowTargetId: id }) => id)
  },
})

/** Its names of the parameters, and the API's. */
const parameterNames = { MaintenanceWindowRunCommandParameters: 'RunCommand', MaintenanceWindowAutomationParameters: 'Automation',
  MaintenanceWindowStepFunctionsParameters: 'StepFunctions', MaintenanceWindowLambdaParameters: 'Lambda' } as const

/** A function's payload is a text there, and bytes here. */
function parametersOf(given: Properties): MaintenanceWindowTaskInvocationParameters {
  const named = Object.fromEntries(Object.entries(parameterNames).filter(([theirs]) => given[theirs] !== undefined)
    .map(([theirs, ours]) => [ours, given[theirs]])) as MaintenanceWindowTaskInvocationParameters
  const payload = (named.Lambda as { Payload?: unknown } | undefined)?.Payload
  return typeof payload !== 'string' ? named : { ...named, Lambda: { ...named.Lambda, Payload: Buffer.from(payload) } }
}

function shownParameters(parameters: MaintenanceWindowTaskInvocationParameters): Properties {
  const shown = Object.entries(parameterNames).filter(([, ours]) => parameters[ours] !== undefined)
    .map(([theirs, ours]) => [theirs, ours === 'Lambda' ? shownFunction(parameters.Lambda!) : parameters[ours]])
  return Object.fromEntries(shown) as Properties
}

function shownFunction({ Payload: payload, ...rest }: MaintenanceWindowLambdaParameters): Properties {
  return { ...rest, ...(payload !== undefined && { Payload: Buffer.from(payload).toString() }) }
}

function taskOf({ TaskInvocationParameters: parameters, ...rest }: Properties): RegisterTaskWithMaintenanceWindowRequest {
  return { ...rest, ...(parameters !== undefined && { TaskInvocationParameters: parametersOf(parameters as Properties) }) } as
    unknown as RegisterTaskWithMaintenanceWindowRequest
}

export const windowTaskFormation = handlersOf({
  type: 'AWS::SSM::MaintenanceWindowTask', idName: 'WindowTaskId', createOnly: ['WindowId', 'TaskType'],
  members: ['WindowId', 'TaskType', 'TaskArn', 'Targets', 'ServiceRoleArn', 'TaskParameters', 'TaskInvocationParameters', 'Priority',
    'MaxConcurrency', 'MaxErrors', 'LoggingInfo', 'Name', 'Description', 'CutoffBehavior'],

  async register(properties, call) {
    const { WindowTaskId: id } = await call.to('ssm').RegisterTaskWithMaintenanceWindow(taskOf(properties))
    return id!
  },

  async read(window, id, call) {
    const task = await call.to('ssm').GetMaintenanceWindowTask({ WindowId: window, WindowTaskId: id })
    const { TaskInvocationParameters: parameters = {}, ...rest } = task
    return { ...rest, TaskInvocationParameters: shownParameters(parameters) }
  },

  update(window, id, properties, call) {
    const { TaskType: _, ...rest } = taskOf(properties)
    return call.to('ssm').UpdateMaintenanceWindowTask({ ...rest, WindowId: window, WindowTaskId: id, Replace: true })
  },

  deregister: (window, id, call) => call.to('ssm').DeregisterTaskFromMaintenanceWindow({ WindowId: window, WindowTaskId: id }),

  async list(window, call) {
    const { Tasks: tasks = [] } = await call.to('ssm').DescribeMaintenanceWindowTasks({ WindowId: window, MaxResults: 100 })
    return tasks.map(({ WindowTaskId: id }) => id)
  },
})
