// The committed form of facts: one operation, member name or shape a line, its name and what is said of it apart by a tab. What a word
// cannot say is JSON, and what can be told from the rest is left out, so that a newer source shows as a small and readable difference.
// Members are words: `Name`, `Name:Target`, `name:Target@uri=wireName`, with `!` where required. Writing and reading are inverses.

import type { DraftShape } from './draft.ts'
import { isComposite } from './draft.ts'
import type { Facts, OperationFacts, ShapeFacts } from './facts.ts'
import { plainShape, plainTarget } from './facts.ts'

/**
 * A structure's members in words, where there is no more to say; or a list's element: `[Tag]`, `[]` where the list's name tells it
 * (`TagList`, `Tags`). Else an object, with `words` for members.
 */
type WrittenShape = string | (Omit<ShapeFacts, 'members' | 'add' | 'error'> & {
  words?: string
  members?: Record<string, DraftShape>
  /** A number is the HTTP status of a client's fault. */
  error?: DraftShape['error'] | number
})

/** As committed: `shapes` is told apart into tables that make `type` and `exception` needless. */
interface WrittenFacts extends Omit<Facts, 'members' | 'shapes' | 'commonErrors' | 'retired' | 'suffixes'> {
  commonErrors: string
  retired: string
  suffixes: string
  /** `'='` for a shape of the member's own name with a capital; an object for a scalar of that name that stands here. */
  members: Record<string, string | ShapeFacts>
  /** Errors beyond the common ones (`-Name`: without that common one) → the operations that have them. */
  faults: Record<string, string>
  /** Scalars; strings where no type is given. */
  scalars: Record<string, ShapeFacts>
  errors: Record<string, WrittenShape>
  /** Structures, lists and maps that aws-sdk v2 lacks. */
  added: Record<string, WrittenShape>
  /** What is to be laid over shapes that it has. */
  changed: Record<string, WrittenShape>
}

const tables: ReadonlySet<string> = new Set(['operations', 'members', 'faults', 'scalars', 'errors', 'added', 'changed'])

/** The text of one facts file. */
export function factsText(facts: Facts): string {
  const { members: usual, shapes, operations, commonErrors, retired, suffixes, ...rest } = facts
  const written: WrittenFacts = {
    ...rest,
    commonErrors: commonErrors.join(' '),
    retired: retired.join(' '),
    suffixes: suffixes.join(' '),
    ...writtenOperations(operations),
    members: {}, scalars: {}, errors: {}, added: {}, changed: {},
  }
  for (const [name, shape] of Object.entries(shapes)) {
    const { type, exception, ...others } = shape
    if (type === undefined) written.changed[name] = writtenShape(name, shape, false, usual)
    else if (exception === true) written.errors[name] = writtenShape(name, others, true, usual)
    else if (!isComposite({ type })) written.scalars[name] = type === 'string' ? others : { type, ...others }
    else written.added[name] = writtenShape(name, others, true, usual)
  }
  for (const [name, target] of Object.entries(usual)) {
    const own = capitalised(name)
    const scalar = target === own ? written.scalars[own] : undefined
    written.members[name] = scalar ?? (target === own ? '=' : target)
    if (scalar !== undefined) delete written.scalars[own]
  }
  return textOf(written)
}

/** Facts out of a committed file's text. */
export function readFacts(text: string): Facts {
  const { members: usual, faults, scalars, errors, added, changed, operations, commonErrors, retired, suffixes, ...rest } = parse(text)
  const shapes: Record<string, ShapeFacts> = {}
  const members: Record<string, string> = {}
  for (const [name, target] of Object.entries(usual)) {
    const own = capitalised(name)
    if (typeof target === 'object') shapes[own] = { type: 'string', ...target }
    members[name] = typeof target === 'object' || target === '=' ? own : target
  }
  for (const [name, shape] of Object.entries(changed)) shapes[name] = shapeOf(name, shape, members)
  for (const [name, scalar] of Object.entries(scalars)) shapes[name] = { type: 'string', ...scalar }
  for (const [name, shape] of Object.entries(errors)) {
    shapes[name] = { type: 'structure', exception: true, ...shapeOf(name, shape, members) }
  }
  for (const [name, written] of Object.entries(added)) {
    const shape = shapeOf(name, written, members)
    shapes[name] = { type: typeOf(shape), ...shape }
  }
  const [inputSuffix = '', outputSuffix = ''] = suffixes.split(' ')
  return {
    ...rest, suffixes: [inputSuffix, outputSuffix], commonErrors: words(commonErrors), retired: words(retired),
    operations: operationsOf(operations, faults), members, shapes,
  }
}

/** Operations with the same errors share a line. */
function writtenOperations(operations: Facts['operations']): Pick<WrittenFacts, 'operations' | 'faults'> {
  const written: Record<string, OperationFacts> = {}
  const faults: Record<string, string> = {}
  for (const [name, { errors = [], without = [], ...others }] of Object.entries(operations)) {
    const key = [...without.map(error => `-${error}`), ...errors].join(' ')
    if (key !== '') faults[key] = faults[key] === undefined ? name : `${faults[key]} ${name}`
    if (Object.keys(others).length > 0 || key === '') written[name] = others
  }
  return { operations: written, faults }
}

function operationsOf(written: WrittenFacts['operations'], faults: WrittenFacts['faults']): Record<string, OperationFacts> {
  const operations: Record<string, OperationFacts> = { ...written }
  for (const [key, names] of Object.entries(faults)) {
    const all = words(key)
    const errors = all.filter(word => !word.startsWith('-'))
    const without = all.filter(word => word.startsWith('-')).map(word => word.slice(1))
    for (const name of words(names)) operations[name] = { ...operations[name], errors, without }
  }
  return operations
}

/** Of a whole shape, required members are marked in their words; of a change they are listed, as they replace the older ones. */
function writtenShape(name: string, shape: ShapeFacts, isWhole: boolean, usual: Facts['members']): WrittenShape {
  const { add = [], members = {}, required = [], error, ...others } = shape
  const list = [...add]
  const objects: Record<string, DraftShape> = {}
  for (const [member, place] of Object.entries(members)) {
    const word = wordOf(member, place, usual)
    if (word !== undefined) list.push(`${member}:${word}`)
    else if (typeof place === 'object') objects[member] = place
  }
  const unmarked = isWhole ? required.filter(member => member in objects) : required
  const marked = new Set(isWhole ? required : [])
  const wordsText = list.map(word => marked.has(word.split(':')[0] ?? '') ? `${word}!` : word).join(' ')
  const written: Exclude<WrittenShape, string> = {
    ...others,
    ...(list.length > 0 && { words: wordsText }),
    ...(Object.keys(objects).length > 0 && { members: objects }),
    ...((unmarked.length > 0 || (!isWhole && shape.required !== undefined)) && { required: unmarked }),
    ...(error !== undefined && { error: writtenError(error) }),
  }
  const [key, ...furtherKeys] = Object.keys(written)
  if (furtherKeys.length > 0) return written
  if (key === 'member' && typeof written.member === 'string') return written.member === elementName(name) ? '[]' : `[${written.member}]`
  return key === 'words' ? wordsText : written
}

/** The usual name of the elements of a list. */
function elementName(name: string): string {
  return name.replace(/(List|s)$/, '')
}

function shapeOf(shapeName: string, written: WrittenShape, usual: Facts['members']): ShapeFacts {
  if (written === '[]') return { member: elementName(shapeName) }
  if (typeof written === 'string' && written.startsWith('[')) return { member: written.slice(1, -1) }
  const { words: list = '', members, required, error, ...others } = typeof written === 'string' ? { words: written } : written
  const shape: ShapeFacts = { ...others }
  const marked = [...required ?? []]
  for (const word of words(list)) {
    const [, name = '', place, mark] = /^([^:!]+)(?::(.*?))?(!)?$/.exec(word) ?? []
    if (mark !== undefined) marked.push(name)
    if (place === undefined) (shape.add ??= []).push(name)
    else (shape.members ??= {})[name] = placeOf(name, place, usual)
  }
  if (members !== undefined) shape.members = { ...shape.members, ...members }
  if (required !== undefined || marked.length > 0) shape.required = marked
  if (error !== undefined) shape.error = typeof error === 'number' ? { httpStatusCode: error, senderFault: true } : error
  return shape
}

/**
 * A place in a word, where it says no more than its target, location and wire name. An object of a target alone replaces the older place.
 * In one with a location or wire name a usual target is left out, and so is a wire name that is the member's with a small letter.
 */
function wordOf(name: string, place: string | DraftShape, usual: Facts['members']): string | undefined {
  if (typeof place === 'string') return place
  const { shape, type, min, max, location, locationName, ...others } = place
  if (Object.keys(others).length > 0 || /\s|!/.test(locationName ?? '')) return undefined
  if (location === undefined && locationName === undefined) return undefined
  const target = shape ?? plainTarget({ type, min, max })
  const wireName = locationName === undefined ? '' : locationName === uncapitalised(name) ? '=' : `=${locationName}`
  return (target === usual[name] ? '' : target) + (location === undefined ? '' : `@${location}`) + wireName
}

function placeOf(name: string, word: string, usual: Facts['members']): string | DraftShape {
  const [, written = '', location, wireName] = /^([^@=]*)(?:@([^=]+))?(?:=(.*))?$/.exec(word) ?? []
  if (location === undefined && wireName === undefined) return written
  const target = written === '' ? usual[name] ?? '' : written
  return {
    ...plainShape(target) ?? { shape: target },
    ...(location !== undefined && { location }),
    ...(wireName !== undefined && { locationName: wireName === '' ? uncapitalised(name) : wireName }),
  }
}

function writtenError(error: NonNullable<DraftShape['error']>): NonNullable<DraftShape['error']> | number {
  const { httpStatusCode, senderFault, code } = error
  return senderFault === true && code === undefined && httpStatusCode !== undefined ? httpStatusCode : error
}

function typeOf(shape: ShapeFacts): string {
  if (shape.member !== undefined) return 'list'
  return shape.key !== undefined || shape.value !== undefined ? 'map' : 'structure'
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function uncapitalised(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

/** `[table]` on a line of its own, then its lines; what belongs to no table comes first. */
function textOf(facts: WrittenFacts): string {
  const entries = Object.entries(facts)
  const head = entries.filter(([key]) => !tables.has(key)).map(lineOf)
  const body = entries.filter(([key]) => tables.has(key)).flatMap(([key, table]) => {
    return [`[${key}]`, ...Object.entries(table as Record<string, unknown>).sort(([a], [b]) => a < b ? -1 : 1).map(lineOf)]
  })
  return [...head, ...body, ''].join('\n')
}

function lineOf([name, value]: [string, unknown]): string {
  return `${name}\t${typeof value === 'string' ? value : JSON.stringify(value)}`
}

function parse(text: string): WrittenFacts {
  const facts: Record<string, unknown> = {}
  let table = facts
  for (const line of text.split('\n')) {
    const tab = line.indexOf('\t')
    if (tab >= 0) table[line.slice(0, tab)] = valueOf(line.slice(tab + 1))
    else if (line !== '') facts[line.slice(1, -1)] = table = {}
  }
  return facts as unknown as WrittenFacts
}

function valueOf(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : text
}
