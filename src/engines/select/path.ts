// Finding values by paths: in an expression from the row on, in FROM from each root value on, where wildcards make rows.
// Source: "SELECT command", SQL reference for Amazon S3 Select.

import { SelectRefusal } from './refusal.ts'
import type { Step } from './syntax.ts'
import { Struct } from './value.ts'
import type { Value } from './value.ts'

/** From a value to what it holds. */
type Look = (value: Value) => Value

type Name = Extract<Step, { kind: 'name' }>

/** A path of an expression. @param alias what the row is called @throws SelectRefusal */
export function lookFrom(steps: readonly Step[], alias: string): Look {
  const [root, ...rest] = steps
  if (root?.kind !== 'name') throw new SelectRefusal('InvalidKeyPath')
  const isRow = root.exact ? root.name === alias : root.name.toLowerCase() === alias.toLowerCase()
  const looks = (isRow ? rest : steps).map(lookOf)
  const [first, second] = looks
  if (first === undefined) return value => value
  if (second === undefined) return first
  return value => looks.reduce((found, look) => look(found), value)
}

/** The rows that a root value makes: at least one, MISSING where the path leads nowhere. */
export function rowsFrom(root: Value, steps: readonly Step[]): Value[] {
  let found = [root]
  for (const step of steps) {
    if (step.kind === 'each') {
      found = found.flatMap(value => {
        const all = step.of === 'struct' ? value instanceof Struct && value.values : Array.isArray(value) && value as readonly Value[]
        return all === false || all.length === 0 ? [undefined] : all
      })
    } else {
      const look = lookOf(step)
      found = found.map(look)
    }
  }
  return found
}

function lookOf(step: Step): Look {
  if (step.kind === 'each') throw new SelectRefusal('ParseInvalidPathComponent', 'a wildcard outside FROM')
  if (step.kind === 'index') {
    const { index } = step
    return value => Array.isArray(value) ? (value as readonly Value[])[index] : undefined
  }
  return lookOfName(step)
}

/** Rows of a file share their names: the place is looked for once. */
function lookOfName(step: Name): Look {
  let known: readonly string[] | undefined
  let place = -1
  return value => {
    if (!(value instanceof Struct)) return undefined
    if (value.names !== known) {
      place = placeOf(value, step)
      known = value.names
    }
    return value.values[place]
  }
}

/** @throws SelectRefusal AmbiguousFieldName, MissingHeaders, InvalidColumnIndex */
function placeOf({ names, positional }: Struct, { name, exact }: Name): number {
  const place = exact ? names.indexOf(name) : onlyPlace(names, name)
  if (place >= 0 || !positional) return place
  const number = /^_(\d{1,9})$/.exec(name)?.[1]
  if (number === undefined) throw new SelectRefusal('MissingHeaders', name)
  if (Number(number) === 0) throw new SelectRefusal('InvalidColumnIndex', name)
  return Number(number) - 1
}

function onlyPlace(names: readonly string[], name: string): number {
  const wanted = name.toLowerCase()
  const place = names.findIndex(each => each.toLowerCase() === wanted)
  if (place >= 0 && names.some((each, i) => i > place && each.toLowerCase() === wanted)) {
    throw new SelectRefusal('AmbiguousFieldName', name)
  }
  return place
}
