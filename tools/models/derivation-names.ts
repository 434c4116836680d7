// Which operations of a service go together, by their names alone: a noun that can be made and deleted, and what else is done with it.

import type { DerivedRole } from '../../src/model/derived.ts'

/** A reason not to derive. */
export class Doubt extends Error {}

export interface Candidate {
  readonly noun: string
  readonly operations: ReadonlyMap<string, DerivedRole>
  /** It may change what something else makes: it counts only where its key names nothing but other resources. */
  readonly isLoose?: boolean
}

const pairs: readonly (readonly [remove: string, create: string, role: DerivedRole])[] = [
  ['Delete', 'Create', 'create'], ['Deregister', 'Register', 'create'], ['Delete', 'Register', 'create'], ['Delete', 'Put', 'put'],
  ['Remove', 'Add', 'create'], ['Delete', 'Import', 'create'], ['Delete', 'Add', 'create'], ['Delete', 'Upload', 'create'],
  ['Delete', 'Set', 'put'], ['Remove', 'Put', 'put'], ['Delete', 'Request', 'create'], ['Delete', 'Generate', 'create'],
  ['Delete', 'Publish', 'create'], ['Release', 'Allocate', 'create'], ['Disassociate', 'Associate', 'create'],
  ['Detach', 'Attach', 'create'], ['BatchDisassociate', 'BatchAssociate', 'create'], ['BatchDelete', 'BatchPut', 'put'],
  ['BatchDelete', 'BatchCreate', 'create'], ['BatchRemove', 'BatchAdd', 'create'], ['Revoke', 'Grant', 'create'],
    ['Unsubscribe', 'Subscribe', 'create'],
]

/** Verbs that set, with verbs that show. */
const settings: readonly (readonly [put: string, reads: readonly string[]])[] = [
  ['Put', ['Get', 'Describe']], ['Update', ['Get', 'Describe']], ['Set', ['Get', 'Describe']], ['Modify', ['Describe', 'Get']],
]

/**
 * Nouns in the order in which their deleting operations stand; an operation belongs to one noun.
 * @param said parts of operations that people have said, by noun
 */
export function candidatesOf(
  operationNames: readonly string[], said: Readonly<Record<string, Readonly<Record<string, DerivedRole>>>> = {},
): Candidate[] {
  const names = new Set(operationNames)
  const taken = new Set(Object.values(said).flatMap(Object.keys))
  const found: Candidate[] = []
  const take = (noun: string, own: Iterable<[string, DerivedRole]>): void => {
    const operations = new Map(own)
    for (const [name, role] of Object.entries(said[noun] ?? {})) operations.set(name, role)
    for (const [other, part] of othersOf(noun)) {
      if (names.has(other) && !taken.has(other) && !operations.has(other)) operations.set(other, part)
    }
    for (const each of operations.keys()) taken.add(each)
    // What joins two things is another thing than they: `AssociateLink` beside `CreateLink`.
    found.push({ noun: found.some(each => each.noun === noun) ? `${noun}Association` : noun, operations })
  }
  for (const [noun, own] of Object.entries(said)) {
    const isWhole = Object.values(own).some(role => role === 'create' || role === 'put')
    const usual = isWhole ? [`Delete${noun}`].filter(name => names.has(name) && own[name] === undefined) : []
    if (isWhole) take(noun, usual.map(name => [name, 'delete']))
  }
  for (const [remove, create, role] of pairs) {
    for (const name of operationNames) {
      if (!name.startsWith(remove) || taken.has(name)) continue
      const noun = name.slice(remove.length)
      // Several of what is known already are the same thing.
      if (remove.startsWith('Batch') && found.some(each => isSeveral(noun, each.noun))) continue
      const making = noun === '' ? [] : [create + noun, ...joinsOf(noun).map(each => create + each)]
      const maker = making.find(each => names.has(each) && !taken.has(each))
      if (maker !== undefined) take(noun, [[maker, role], [name, 'delete']])
    }
  }
  takeKept(operationNames, names, taken, take)
  for (const [put, reads] of settings) {
    for (const name of operationNames) {
      const noun = name.slice(put.length)
      if (!name.startsWith(put) || taken.has(name)) continue
      const reader = reads.map(read => read + noun).find(each => names.has(each) && !taken.has(each))
      if (reader === undefined) continue
      taken.add(name)
      taken.add(reader)
      found.push({ noun, operations: new Map([[name, 'put'], [reader, 'read']]), ...(put !== 'Put' && { isLoose: true }) })
    }
  }
  return found
}

/** What is worked on has an end that no model tells. */
const worked = new RegExp(`(${['Job', 'Run', 'Task', 'Execution', 'Import', 'Export', 'Session', 'Query', 'Report', 'Scan', 'Assessment',
  'Evaluation', 'Recommendation', 'Predictor', 'Forecast', 'Deployment', 'Analysis', 'Url', 'Token', 'Preview', 'Credentials', 'Simulation',
  'Build', 'Order', 'Quote', 'Request', 'Investigation', 'Workflow', 'Refactor', 'Ingestion', 'Invalidation', 'Snapshot', 'Backup',
  'Commit', 'Review', 'Changeset', 'ChangeSet', 'Prediction', 'Certificate', 'Estimate', 'Milestone', 'Reservation', 'TrainingPlan',
    'Contact',
  'CloudFormationTemplate', 'SolutionVersion', 'StreamingSessionStream', 'Instances'].join('|')})s?$|V\\d$|(with|from)(?=[a-z])`, 'i')

/** What is made and shown, and never deleted. */
function takeKept(
  operationNames: readonly string[], names: ReadonlySet<string>, taken: ReadonlySet<string>,
  take: (noun: string, own: Iterable<[string, DerivedRole]>) => void,
): void {
  for (const name of operationNames) {
    const noun = name.slice('Create'.length)
    if (!name.startsWith('Create') || taken.has(name) || worked.test(noun)) continue
    const read = ['Get', 'Describe'].map(verb => verb + noun).find(each => names.has(each) && !taken.has(each))
    if (read !== undefined) take(noun, [[name, 'create'], [read, 'read']])
  }
}

/** Whether a batch's noun means several of another's. */
export function isSeveral(batched: string, noun: string): boolean {
  const from = batched.replace(/(With|To)(?=[A-Z])/, 'From')
  return from === noun || pluralsOf(noun).includes(from)
}

/** `DeviceFromRoom`, which ends it, → `DeviceWithRoom` and `DeviceToRoom`, which make it. */
function joinsOf(noun: string): string[] {
  return ['With', 'To'].map(word => noun.replace(/From(?=[A-Z])/, word)).filter(each => each !== noun)
}

function othersOf(noun: string): [string, DerivedRole][] {
  const plurals = [...new Set(pluralsOf(noun))].filter(plural => plural !== noun)
  return [
    ...['Get', 'Describe'].flatMap(verb => ['', 'Config', 'Configuration', 'Metadata', 'Details'].map((end): [string, DerivedRole] =>
      [verb + noun + end, 'read'])),
    ...plurals.flatMap(plural => ['List', 'Describe', 'Get', 'BatchGet'].map((verb): [string, DerivedRole] => [verb + plural, 'list'])),
    [`List${noun}`, 'list'],
    ...['Update', 'Modify'].flatMap(verb => ['', 'Config', 'Configuration'].map((end): [string, DerivedRole] => [verb + noun + end,
      'update'])),
    [`Tag${noun}`, 'tag'], [`Untag${noun}`, 'untag'], [`List${noun}Tags`, 'tags'],
    [`AddTagsTo${noun}`, 'tag'], [`RemoveTagsFrom${noun}`, 'untag'], [`ListTagsFor${noun}`, 'tags'],
  ]
}

export function pluralsOf(noun: string): string[] {
  return [
    `${noun}s`, `${noun}es`, noun.replace(/y$/, 'ies'), noun.replace(/is$/, 'es'), noun.replace(/Index$/, 'Indices'),
    `${noun}Summaries`, `${noun}List`,
  ]
}
