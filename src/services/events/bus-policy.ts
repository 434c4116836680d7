// AWS::Events::EventBusPolicy for Cloud Control and CloudFormation: one statement of a bus's policy, by real calls of EventBridge.
// Source: the resource type's schema in the CloudFormation registry: identified by bus and statement.

import { everyPage, Fault, resource } from '../../kernel/service.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'

type Statement = Readonly<Record<string, unknown>>

function placeOf(identifier: string): readonly [bus: string, statement: string] {
  const [bus = '', statement = ''] = identifier.split('|')
  return [bus, statement]
}

async function statementsOf(bus: string, call: Call): Promise<readonly Statement[]> {
  const { Policy: policy = '{}' } = await call.to('events').DescribeEventBus({ Name: bus })
  const { Statement: found = [] } = jsonObject(policy) ?? {}
  return (Array.isArray(found) ? found : [found]) as Statement[]
}

/** A whole statement takes the place of the one that had its id; without, it is one that lets others put events. */
async function put(bus: string, id: string, properties: Properties, call: Call): Promise<void> {
  const { Statement: given, Action: action, Principal: principal, Condition: condition } = properties
  const events = call.to('events')
  if (given === undefined) {
    await events.PutPermission({
      EventBusName: bus, StatementId: id, Action: String(action), Principal: String(principal),
      ...(condition !== undefined && { Condition: condition as { Type: string, Key: string, Value: string } }),
    })
    return
  }
  const others = (await statementsOf(bus, call)).filter(({ Sid }) => Sid !== id)
  const statement = { Sid: id, ...given as Statement }
  await events.PutPermission({ EventBusName: bus, Policy: JSON.stringify({ Version: '2012-10-17', Statement: [...others, statement] }) })
}

const cloudFormation: CloudFormationHandlers = {
  type: 'AWS::Events::EventBusPolicy',
  primaryIdentifier: ['EventBusName', 'StatementId'],
  readOnly: [],
  createOnly: ['EventBusName', 'StatementId'],

  async create(properties, call) {
    const { EventBusName: bus = 'default', StatementId: id } = properties
    await put(String(bus), String(id), properties, call)
    return `${String(bus)}|${String(id)}`
  },

  async read(identifier, call) {
    const [EventBusName, StatementId] = placeOf(identifier)
    const found = (await statementsOf(EventBusName, call)).find(({ Sid }) => Sid === StatementId)
    if (found === undefined) throw new Fault('ResourceNotFoundException', `Statement ${StatementId} does not exist.`)
    return { EventBusName, StatementId, Statement: found }
  },

  async update(identifier, properties, _previous, call) {
    await put(...placeOf(identifier), properties, call)
  },

  async delete(identifier, call) {
    const [EventBusName, StatementId] = placeOf(identifier)
    await call.to('events').RemovePermission({ EventBusName, StatementId })
  },

  async * list(call) {
    for await (const { Name: bus } of everyPage(token => call.to('events').ListEventBuses(token), ({ EventBuses }) => EventBuses)) {
      for (const { Sid: id } of await statementsOf(bus!, call)) if (id !== undefined) yield `${bus!}|${String(id)}`
    }
  },
}

/** What the resource is called, beside its bus. */
export const EventBusPolicy = resource<{ readonly bus: string, readonly statement: string }>({
  name: 'EventBusPolicy', key: ['bus', 'statement'], arn: 'arn:{partition}:events:{region}:{account}:event-bus/{bus}/statement/{statement}',
  notFound: 'ResourceNotFoundException', cloudFormation,
})
