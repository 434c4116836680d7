// Rotation: a schedule on the clock, and the four steps that the rotation function is called for. A rotation that fails leaves the pending
// version where it is, and comes again at its next time.
// Source: "Rotate AWS Secrets Manager secrets", "Schedule expressions" and "Lambda rotation functions", User Guide; RotateSecret, API.

import type { RotateSecretRequest, RotationRulesType, Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import { readSchedule, Zone } from '../../engines/schedule/face.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { ownSecret, named, Secret } from './secret.ts'
import type { Rotation } from './secret.ts'
import { addVersion, current, moveStage, pending, Version, versionWith } from './version.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const

export const RotateSecret: Secretsmanager['RotateSecret'] = async (input, call) => {
  const secret = ownSecret(input.SecretId, call)
  if (input.ExternalSecretRotationRoleArn !== undefined || input.ExternalSecretRotationMetadata !== undefined) {
    throw new Fault('NotImplemented', 'Secrets of partners are not kept here, so there is none to rotate.')
  }
  const rotation = wantedRotation(secret, input, call)
  const waiting = versionWith(secret.name, pending, call)
  if (input.RotateImmediately !== false && waiting?.stages.length === 1 && input.ClientRequestToken !== waiting.id) {
    throw call.fault('InvalidRequestException',
      'A previous rotation isn\'t complete. That rotation will be reattempted.')
  }
  await checkFunction(rotation.functionArn, call)
  const id = input.ClientRequestToken ?? call.uuid()
  const nextAt = nextTime(rotation.rules, call.now())
  call.transact(() => {
    call.of(Secret).put({ ...call.of(Secret).get(secret.name)!, rotation: { ...rotation, ...(nextAt !== undefined && { nextAt }) } })
    if (nextAt !== undefined) call.setTimer('rotate', secret.name, nextAt)
    if (input.RotateImmediately !== false) begin(secret.name, id, call)
  })
  return { ...named(secret, call), ...(input.RotateImmediately !== false && { VersionId: id }) }
}

/** @throws InvalidRequestException, InvalidParameterException */
function wantedRotation({ rotation }: Secret, input: RotateSecretRequest, call: Call): Rotation {
  const functionArn = input.RotationLambdaARN ?? rotation?.functionArn
  if (functionArn === undefined) {
    throw call.fault('InvalidRequestException', 'No Lambda rotation function ARN is associated with this secret.')
  }
  const rules = input.RotationRules ?? rotation?.rules ?? {}
  const { AutomaticallyAfterDays: days, ScheduleExpression: expression } = rules
  if (days !== undefined && expression !== undefined) {
    throw call.fault('InvalidParameterException', 'You can\'t specify both AutomaticallyAfterDays and ScheduleExpression.')
  }
  if (expression !== undefined && !isRate(expression) && !isCron(expression)) {
    throw call.fault('InvalidParameterException', 'Invalid rotation schedule expression.')
  }
  return { ...(rotation?.lastAt !== undefined && { lastAt: rotation.lastAt }), functionArn, rules, enabled: true }
}

/** @throws AccessDeniedException where Lambda would not run it */
async function checkFunction(functionArn: string, call: Call): Promise<void> {
  try {
    await call.to('lambda').Invoke({ FunctionName: functionArn, InvocationType: 'DryRun' })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw call.fault('AccessDeniedException',
      'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy ' +
      `grants access to the principal secretsmanager.amazonaws.com. (Lambda: ${error.code}: ${error.message})`)
  }
}

const utc = new Zone('UTC')
const rate = /^rate\((\d+) (hours?|days?)\)$/

/** Between four hours and 999 days. */
function isRate(expression: string): boolean {
  const match = rate.exec(expression)
  if (match === null) return false
  const hours = Number(match[1]) * (match[2]!.startsWith('day') ? 24 : 1)
  return hours >= 4 && hours <= 999 * 24
}

/** "Minutes must be 0 and Year must be *": a window opens on the hour. */
function isCron(expression: string): boolean {
  return /^cron\(0 .* \*\)$/.test(expression) && readSchedule(expression, utc)?.kind === 'cron'
}

/** When the window of the next rotation ends its wait: by the day the beginning of the day, by the hour to the hour. */
export function nextTime({ AutomaticallyAfterDays: days, ScheduleExpression: expression }: RotationRulesType, now: number):
number | undefined {
  if (days !== undefined) return floor(now + days * dayMs, dayMs)
  if (expression?.startsWith('cron(')) return readSchedule(expression, utc)?.next(now, now)
  const [, count, unit] = rate.exec(expression ?? '') ?? []
  if (count === undefined) return undefined
  return unit!.startsWith('day') ? floor(now + Number(count) * dayMs, dayMs) : floor(now + Number(count) * hourMs, hourMs)
}

function floor(at: number, unitMs: number): number {
  return at - at % unitMs
}

/** Keeps the version that is to be, without a value, and has the function called right after. */
function begin(name: string, id: string, call: Call): void {
  if (call.of(Version).get(name, id) === undefined) addVersion({ name, id, createdAt: call.now() }, [pending], call)
  else moveStage(name, pending, id, call)
  call.setTimer('turn', name, call.now(), { id })
}

/** The timer of the schedule: the next time is set whatever comes of this one. */
export function rotateDue(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  const secret = call.of(Secret).get(name)
  if (secret?.rotation?.enabled !== true || secret.deletion !== undefined) return
  const nextAt = nextTime(secret.rotation.rules, call.now())
  if (nextAt !== undefined) {
    call.of(Secret).put({ ...secret, rotation: { ...secret.rotation, nextAt } })
    call.setTimer('rotate', name, nextAt)
  }
  begin(name, versionWith(name, pending, call)?.id ?? call.uuid(), call)
}

/** The timer of one rotation: the function is called for each step. */
export async function turn({ id }: { readonly id: string }, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const secret = call.of(Secret).get(name)
  if (secret?.rotation === undefined) return
  const failure = await runSteps(secret, id, call)
  call.transact(() => {
    const after = call.of(Secret).get(name)
    if (after?.rotation === undefined) return
    const { failure: _, ...rotation } = after.rotation
    const done = failure === undefined && call.of(Version).get(name, id)?.stages.includes(current) === true
    if (done) moveStage(name, pending, undefined, call)
    call.of(Secret).put({ ...after, rotation: done ? { ...rotation, lastAt: call.now() }
      : { ...rotation, failure: failure ?? 'The rotation function did not make its version the current one.' } })
  })
}

/** @returns why it failed */
async function runSteps(secret: Secret, id: string, call: Call): Promise<string | undefined> {
  const { ARN: arn } = named(secret, call)
  for (const step of steps) {
    const payload = { Step: step, SecretId: arn, ClientRequestToken: id }
    try {
      const { FunctionError: failure } = await call.to('lambda', { sourceArn: arn }).Invoke({
        FunctionName: secret.rotation!.functionArn, Payload: Buffer.from(JSON.stringify(payload)),
      })
      if (failure !== undefined) return `${step}: ${failure}`
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      return `${step}: ${error.code}: ${error.message}`
    }
  }
  return undefined
}

export const CancelRotateSecret: Secretsmanager['CancelRotateSecret'] = ({ SecretId: id }, call) => {
  const secret = ownSecret(id, call)
  if (secret.rotation === undefined) {
    throw call.fault('InvalidRequestException', 'You tried to cancel the rotation of a secret that was never configured for rotation.')
  }
  call.cancelTimer('rotate', secret.name)
  call.cancelTimer('turn', secret.name)
  const { nextAt: _, ...rotation } = secret.rotation
  call.of(Secret).put({ ...secret, rotation: { ...rotation, enabled: false } })
  const waiting = versionWith(secret.name, pending, call)
  return { ...named(secret, call), ...(waiting !== undefined && { VersionId: waiting.id }) }
}
