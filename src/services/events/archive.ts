// Archives keep the events of a bus that meet a pattern, for days or for ever; a replay puts what one kept back on the bus, in order, to
// the rules that it names. Source: CreateArchive, StartReplay, Amazon EventBridge API Reference; "Archiving and replaying events", User
// Guide.

import type { Events } from '../../../generated/aws/events.ts'
import { PatternProblem, readPattern } from '../../engines/pattern/face.ts'
import type { Pattern } from '../../engines/pattern/face.ts'
import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { busOf, defaultBus, EventBus } from './bus.ts'
import { archiveFormation } from './destination-formation.ts'
import type { Event } from './event.ts'
import { heedNews } from './news-interest.ts'
import { paged } from './page.ts'

export interface Archive {
  readonly name: string
  readonly bus: string
  readonly description?: string
  readonly pattern?: string
  /** 0 for ever. */
  readonly retentionDays: number
  readonly events: number
  readonly sizeBytes: number
  readonly createdAt: number
}

export const Archive = resource<Archive>({
  name: 'Archive',
  key: 'name',
  arn: 'arn:{partition}:events:{region}:{account}:archive/{name}',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `Archive ${name} does not exist.` },
  exists: { code: 'ResourceAlreadyExistsException', message: ([name]) => `Archive ${name} already exists.` },
  indexes: { bus: ({ bus }) => [bus] },
  cloudFormation: archiveFormation,
})

interface Archived { readonly archive: string, readonly at: number, readonly sequence: number, readonly event: Event,
  readonly sizeBytes: number }

export const Archived = records<Archived>({ name: 'Archived', key: ['archive', 'at', 'sequence'] })

const dayMs = 86_400_000

export const CreateArchive: Events['CreateArchive'] = (input, call) => {
  const { ArchiveName: name, EventSourceArn: source, Description: description, EventPattern: pattern, RetentionDays: days = 0 } = input
  const bus = busOf(source, call)
  if (pattern !== undefined) checkPattern(pattern, call)
  const archive = call.of(Archive).insert({
    name, bus: bus.name, retentionDays: days, events: 0, sizeBytes: 0, createdAt: call.now(), ...(description && { description }),
    ...(pattern && { pattern }),
  })
  if (bus.name === defaultBus) heedNews(call)
  return { ArchiveArn: call.arn(Archive, archive), State: 'ENABLED', CreationTime: archive.createdAt }
}

export const UpdateArchive: Events['UpdateArchive'] = (input, call) => {
  const { ArchiveName: name, Description: description, EventPattern: pattern, RetentionDays: days } = input
  const archive = call.of(Archive).require(name)
  if (pattern !== undefined) checkPattern(pattern, call)
  const changed = call.of(Archive).put({
    ...archive, ...(description !== undefined && { description }), ...(pattern !== undefined && { pattern }),
    ...(days !== undefined && { retentionDays: days }),
  })
  planSweep(changed, call)
  return { ArchiveArn: call.arn(Archive, changed), State: 'ENABLED', CreationTime: changed.createdAt }
}

export const DescribeArchive: Events['DescribeArchive'] = ({ ArchiveName: name }, call) => {
  const archive = call.of(Archive).require(name)
  const { description, pattern } = archive
  return {
    ArchiveArn: call.arn(Archive, archive), ...listed(archive, call), ...(description && { Description: description }),
    ...(pattern && { EventPattern: pattern }),
  }
}

export const ListArchives: Events['ListArchives'] = (input, call) => {
  const { NamePrefix: prefix = '', EventSourceArn: source, State: state } = input
  const fitting = [...call.of(Archive).scan({ prefix })].filter(({ bus }) =>
    (source === undefined || EventBus.arnOf(call, { name: bus }) === source) && (state === undefined || state === 'ENABLED'))
  const { found, ...more } = paged(fitting, ({ name }) => name, input, call)
  return { Archives: found.map(archive => listed(archive, call)), ...more }
}

function listed({ name, bus, retentionDays, events, sizeBytes, createdAt }: Archive, call: Call) {
  return {
    ArchiveName: name, EventSourceArn: EventBus.arnOf(call, { name: bus }), State: 'ENABLED' as const, RetentionDays: retentionDays,
    SizeBytes: sizeBytes, EventCount: events, CreationTime: createdAt,
  }
}

export const DeleteArchive: Events['DeleteArchive'] = ({ ArchiveName: name }, call) => {
  call.of(Archive).require(name)
  for (const { at, sequence } of call.of(Archived).scan({ within: [name] })) call.of(Archived).delete(name, at, sequence)
  call.cancelTimer('sweepArchive', name)
  call.of(Archive).delete(name)
}

/** In the transaction in which the bus has the event. What is replayed is not kept again. */
export function archiveEvent(bus: string, event: Event, call: Call): void {
  if (event['replay-name'] !== undefined) return
  for (const archive of call.of(Archive).by('bus').scan({ within: [bus] })) {
    if (archive.pattern !== undefined && !patternOf(archive.pattern, call).matches(event)) continue
    const sizeBytes = Buffer.byteLength(JSON.stringify(event))
    call.of(Archived).put({ archive: archive.name, at: Date.parse(event.time), sequence: call.sequence(), event, sizeBytes })
    const changed = call.of(Archive).put({ ...archive, events: archive.events + 1, sizeBytes: archive.sizeBytes + sizeBytes })
    if (archive.events === 0) planSweep(changed, call)
    call.meter('ArchivedEvents-Bytes', sizeBytes)
  }
}

function planSweep({ name, retentionDays }: Archive, call: Call): void {
  const oldest = call.of(Archived).first({ within: [name] })
  if (retentionDays > 0 && oldest !== undefined) call.setTimer('sweepArchive', name, oldest.at + retentionDays * dayMs)
  else call.cancelTimer('sweepArchive', name)
}

/** Timer: what is older than the archive keeps goes. */
export function sweepArchive(_payload: unknown, call: Call, { id: name }: { readonly id: string }): void {
  let archive = call.of(Archive).get(name)
  if (archive === undefined) return
  for (const { at, sequence,
    sizeBytes } of call.of(Archived).scan({ within: [name], through: [call.now() - archive.retentionDays * dayMs] })) {
    call.of(Archived).delete(name, at, sequence)
    archive = { ...archive, events: archive.events - 1, sizeBytes: archive.sizeBytes - sizeBytes }
  }
  planSweep(call.of(Archive).put(archive), call)
}

/** From one time on and before another, oldest first. */
export function * archivedBetween(archive: string, fromAt: number, beforeAt: number, call: Call): Generator<Event> {
  for (const { event } of call.of(Archived).scan({ within: [archive], from: [fromAt], before: [beforeAt] })) yield event
}

export function archiveByArn(arn: string, call: Call): Archive {
  const name = parseArn(arn)?.resource.replace(/^archive\//, '') ?? ''
  const archive = call.of(Archive).get(name)
  if (archive !== undefined) return archive
  throw call.fault('ValidationException', `Parameter EventSourceArn is not valid. Reason: Archive ${name} does not exist.`)
}

function patternOf(text: string, call: Call): Pattern {
  const known = call.cache('archive-patterns', () => new Map<string, Pattern>())
  if (!known.has(text)) known.set(text, readPattern(JSON.parse(text), 'event-pattern'))
  return known.get(text)!
}

function checkPattern(text: string, call: Call): void {
  try {
    readPattern(jsonObject(text), 'event-pattern')
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error
    throw call.fault('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`)
  }
}
