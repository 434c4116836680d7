// What is stored of one derived resource, and how it is written out again by a plan.

import type { Values } from '../../../wire/protocol.ts'
import type { TagSet } from '../tags.ts'
import { writeTags } from '../tags.ts'
import type { Plan, Source } from './plan.ts'
import { shownNow } from './given.ts'
import { saysState, stateValue } from './state.ts'
import type { Member } from '../../../model/shape.ts'

export interface DerivedRecord {
  readonly key: readonly string[]
  /** What was put in and what was assigned, by plain name. */
  readonly values: Values
  readonly createdAt: number
  readonly updatedAt: number
  /** The state that changes must name; absent where nothing asks for it. */
  readonly version?: string
  /** When it is made, and from then on there. */
  readonly settledAt: number
  /** Whoever heeds it was told that it is made. */
  readonly told?: true
  /** How often it has changed. */
  readonly changes?: number
  /** The state that it was taken to since. */
  readonly state?: string
}

/** Of a record's life: what it is when the answer is given. */
export interface Moment {
  readonly now: number
  readonly isGoing: boolean
  readonly account: string
  readonly tags: () => TagSet
  /** How many of a noun stand below it. */
  readonly count: (noun: string) => number
}

/** An output by its plan; members that hold nothing are left out. */
export function written(plan: Plan, record: DerivedRecord, moment: Moment): Values {
  const output: Values = {}
  for (const { member, source } of plan.fields) {
    const value = valueOf(member, source, record, moment)
    if (value !== undefined) output[member.name] = value
  }
  return output
}

function valueOf(member: Member, source: Source, record: DerivedRecord, moment: Moment): unknown {
  switch (source.kind) {
    case 'value': {
      const value = record.values[source.name]
      return (source.isGiven === true ? shownNow(value, record) : value) ?? (member.required ? nothingOf(member) : undefined)
    }
    case 'created': return timeOf(member, record.createdAt)
    case 'updated': return timeOf(member, record.updatedAt)
    case 'account': return moment.account
    case 'version': return record.version
    case 'tags': return writeTags(member, moment.tags())
    case 'empty': return []
    case 'count': return moment.count(source.noun)
    case 'within': return source.isList ? [written(source.plan, record, moment)] : written(source.plan, record, moment)
    case 'state': {
      const { making, settled, going } = source.states
      if (!moment.isGoing && record.state !== undefined && saysState(member.shape, record.state)) return stateValue(member.shape,
        record.state)
      const state = moment.isGoing ? going : moment.now < record.settledAt ? making ?? settled : settled
      return state === undefined ? undefined : stateValue(member.shape, state)
    }
  }
}

/** A required collection of which nothing was put in is empty. */
function nothingOf({ shape }: Member): unknown {
  return shape.kind === 'list' ? [] : shape.kind === 'map' ? {} : undefined
}

function timeOf({ shape }: Member, at: number): unknown {
  return shape.kind === 'timestamp' ? at : new Date(at).toISOString()
}
