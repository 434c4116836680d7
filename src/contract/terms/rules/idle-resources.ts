// What lies idle too long is removed: one declaration for each kind of resource that the terms name.

import type { Values } from '../../../wire/protocol.ts'
import { idleRetention } from '../idle.ts'
import type { NameOf } from '../idle.ts'
import type { Rule } from '../rule.ts'

/** The input's own member. */
function named(member: string): NameOf {
  return input => input[member]
}

/** `arn:…:function:name:alias`, `account:function:name` or the name itself → the name. */
function functionName(given: unknown): string {
  const text = String(given ?? '')
  const [, named = text] = /(?:^|:)function:([^:]+)/.exec(text) ?? []
  return named.split(':')[0]!
}

const ofFunction: NameOf = input => functionName(input['FunctionName'])
const ofPool: NameOf = input => input['UserPoolId']

export const idleRules: readonly Rule[] = [
  idleRetention({
    id: 'simpledb-idle', clauses: ['7#1', '7#2'], service: 'sdb', healthService: 'SDB', noun: 'domain', idle: '6mo', notice: '30d',
    uses: {
      CreateDomain: named('DomainName'), PutAttributes: named('DomainName'), GetAttributes: named('DomainName'),
      DeleteAttributes: named('DomainName'), BatchPutAttributes: named('DomainName'), BatchDeleteAttributes: named('DomainName'),
      Select: ({ SelectExpression: text }) => /\bfrom\s+`?([\w.-]+)/i.exec(String(text))?.[1],
    },
    ends: { DeleteDomain: named('DomainName') },
    look: name => ['sdb', 'DomainMetadata', { DomainName: name }],
    remove: name => ['sdb', 'DeleteDomain', { DomainName: name }],
  }),
  idleRetention({
    id: 'cognito-pool-idle', clauses: ['27.2#1', '27.2#2'], service: 'cognito-idp', healthService: 'COGNITO', noun: 'user pool',
    idle: '12mo', notice: '30d',
    uses: {
      CreateUserPool: (_, output) => (output['UserPool'] as { readonly Id?: string } | undefined)?.Id,
      AdminInitiateAuth: ofPool, AdminRespondToAuthChallenge: ofPool, AdminCreateUser: ofPool, UpdateUserPool: ofPool,
    },
    look: name => ['cognito-idp', 'DescribeUserPool', { UserPoolId: name }],
    remove: name => ['cognito-idp', 'DeleteUserPool', { UserPoolId: name }],
  }),
  idleRetention({
    id: 'lambda-idle', clauses: ['30#1', '30#2'], service: 'lambda', healthService: 'LAMBDA', noun: 'function', idle: '3mo', notice: '30d',
    uses: { CreateFunction: ofFunction, Invoke: ofFunction, InvokeAsync: ofFunction, InvokeWithResponseStream: ofFunction },
    ends: { DeleteFunction: ofFunction },
    look: name => ['lambda', 'GetFunctionConfiguration', { FunctionName: name }],
    remove: name => ['lambda', 'DeleteFunction', { FunctionName: name }],
  }),
  idleRetention({
    id: 'gamelift-build-idle', clauses: ['43.2#1', '43.2#2'], service: 'gamelift', healthService: 'GAMELIFT', noun: 'build',
    idle: '3mo', notice: '30d',
    uses: {
      CreateBuild: (_, output) => (output['Build'] as { readonly BuildId?: string } | undefined)?.BuildId,
      CreateFleet: named('BuildId'),
    },
    look: name => ['gamelift', 'DescribeBuild', { BuildId: name }],
    remove: name => ['gamelift', 'DeleteBuild', { BuildId: name }],
  }),
  idleRetention({
    id: 'gamelift-script-idle', clauses: ['43.2#1', '43.2#2'], service: 'gamelift', healthService: 'GAMELIFT', noun: 'script',
    idle: '3mo', notice: '30d',
    uses: {
      CreateScript: (_, output) => (output['Script'] as { readonly ScriptId?: string } | undefined)?.ScriptId,
      CreateFleet: named('ScriptId'), UpdateScript: named('ScriptId'),
    },
    look: name => ['gamelift', 'DescribeScript', { ScriptId: name }],
    remove: name => ['gamelift', 'DeleteScript', { ScriptId: name }],
  }),
  idleRetention({
    // "several months": three are assumed, as for Lambda's functions.
    id: 'workdocs-user-idle', clauses: ['28.3#1', '28.3#2'], service: 'workdocs', healthService: 'WORKDOCS', noun: 'user', idle: '3mo',
    notice: '30d',
    uses: {
      CreateUser: (_, output) => (output['User'] as { readonly Id?: string } | undefined)?.Id,
      UpdateUser: named('UserId'), GetCurrentUser: (_, output) => (output['User'] as { readonly Id?: string } | undefined)?.Id,
    },
    ends: { DeleteUser: named('UserId') },
    look: () => ['workdocs', 'DescribeUsers', {}],
    remove: name => ['workdocs', 'DeleteUser', { UserId: name }],
  }),
  idleRetention({
    id: 'iot-shadow-idle', clauses: ['39.1#1', '39.1#3'], service: 'iot-data', healthService: 'IOT', noun: 'shadow', idle: '12mo',
    uses: {
      UpdateThingShadow: shadowName,
    },
    ends: { DeleteThingShadow: shadowName },
    look: name => ['iot-data', 'GetThingShadow', shadowOf(name)],
    remove: name => ['iot-data', 'DeleteThingShadow', shadowOf(name)],
  }),
  idleRetention({
    id: 'iot-thing-idle', clauses: ['39.1#2', '39.1#3'], service: 'iot', healthService: 'IOT', noun: 'thing', idle: '7y',
    uses: { CreateThing: named('thingName'), UpdateThing: named('thingName'), AttachThingPrincipal: named('thingName') },
    look: name => ['iot', 'DescribeThing', { thingName: name }],
    remove: name => ['iot', 'DeleteThing', { thingName: name }],
  }),
]

function shadowName({ thingName, shadowName: name }: Values): unknown {
  return name === undefined ? thingName : `${String(thingName)}/${String(name)}`
}

function shadowOf(name: string): Record<string, unknown> {
  const [thingName, shadowName] = name.split('/')
  return { thingName, ...(shadowName !== undefined && { shadowName }) }
}
