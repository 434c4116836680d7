// The rule of a composite alarm: `(ALARM(a) OR ALARM("b c")) AND NOT OK(arn:…)`, read once and asked with the states of alarms.
// `AT_LEAST(2, ALARM, (a, b, c))` counts, or takes a share with `50%`. Source: PutCompositeAlarm, CloudWatch API Reference; "Creating a
// composite
// alarm", User Guide.

export type StateOf = (alarm: string) => string | undefined

export interface AlarmRule {
  /** As they are written, names or ARNs, each once. */
  readonly alarms: readonly string[]
  holds(stateOf: StateOf): boolean
}

type Term = (stateOf: StateOf) => boolean

const states = ['ALARM', 'OK', 'INSUFFICIENT_DATA']
const mostElements = 500
const mostAlarms = 100

/** The rule, or what is wrong with it. */
export function readAlarmRule(text: string): AlarmRule | string {
  const reader = new Reader(text)
  const term = reader.anyOf()
  if (term === undefined || !reader.atEnd) return reader.problem
  if (reader.elements > mostElements) return `AlarmRule must not contain more than ${mostElements} elements`
  const alarms = [...reader.alarms]
  if (alarms.length > mostAlarms) return `AlarmRule must not contain more than ${mostAlarms} alarms`
  return { alarms, holds: term }
}

class Reader {
  readonly alarms = new Set<string>()
  elements = 0
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get atEnd(): boolean {
    return this.#take(/\s*$/y) !== undefined
  }

  get problem(): string {
    return `AlarmRule syntax error at position ${this.#at}`
  }

  anyOf(): Term | undefined {
    return this.#joined(/\s*OR\b/y,
      () => this.#joined(/\s*AND\b/y, () => this.#term(), terms => stateOf => terms.every(term => term(stateOf))),
      terms => stateOf => terms.some(term => term(stateOf)))
  }

  #joined(sign: RegExp, read: () => Term | undefined, join: (terms: readonly Term[]) => Term): Term | undefined {
    const terms: Term[] = []
    do {
      const term = read()
      if (term === undefined) return undefined
      terms.push(term)
    } while (this.#take(sign) !== undefined)
    return terms.length === 1 ? terms[0] : join(terms)
  }

  #term(): Term | undefined {
    if (this.#take(/\s*NOT\b/y) !== undefined) {
      const term = this.#term()
      return term && (stateOf => !term(stateOf))
    }
    this.elements += 1
    if (this.#take(/\s*\(/y) !== undefined) {
      const term = this.anyOf()
      return this.#take(/\s*\)/y) === undefined ? undefined : term
    }
    const constant = this.#take(/\s*(TRUE|FALSE)\b/iy)
    if (constant !== undefined) return () => constant.toUpperCase() === 'TRUE'
    if (this.#take(/\s*AT_LEAST\s*\(/y) !== undefined) return this.#atLeast()
    const state = this.#take(/\s*(ALARM|OK|INSUFFICIENT_DATA)\s*\(/y)
    const alarm = state === undefined ? undefined : this.#alarm()
    return alarm === undefined || this.#take(/\s*\)/y) === undefined ? undefined : stateOf => stateOf(alarm) === state
  }

  /** `2, ALARM, (a, b))`, and `NOT` before the state. */
  #atLeast(): Term | undefined {
    const least = this.#take(/\s*(\d+%?)\s*,/y)
    const wanted = this.#take(/\s*((?:NOT\s+)?(?:ALARM|OK|INSUFFICIENT_DATA))\s*,\s*\(/y)
    if (least === undefined || wanted === undefined) return undefined
    const alarms: string[] = []
    do {
      const alarm = this.#alarm()
      if (alarm === undefined) return undefined
      alarms.push(alarm)
    } while (this.#take(/\s*,/y) !== undefined)
    if (this.#take(/\s*\)\s*\)/y) === undefined) return undefined
    const count = least.endsWith('%') ? Math.ceil(alarms.length * Number(least.slice(0, -1)) / 100) : Number(least)
    const state = states.find(each => wanted.endsWith(each))!
    return stateOf => alarms.filter(alarm => (stateOf(alarm) === state) !== wanted.startsWith('NOT')).length >= count
  }

  #alarm(): string | undefined {
    const quoted = this.#take(/\s*"((?:[^"\\]|\\.)*)"/y)
    const alarm = quoted === undefined ? this.#take(/\s*([^\s"(),](?:[^(),"]*[^\s(),"])?)/y) : quoted.replace(/\\(.)/g, '$1')
    if (alarm !== undefined) this.alarms.add(alarm)
    return alarm
  }

  /** What the pattern's group, or all of it, has here. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#at = pattern.lastIndex
    return match[1] ?? match[0]
  }
}
