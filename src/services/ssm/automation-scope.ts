// What `{{ … }}` stands for in a runbook: parameters, outputs of steps before, variables, what the system knows of the run and of loops.
// Source: "Automation system variables", "Using action outputs as inputs", Systems Manager User Guide.

import type { Call } from '../../kernel/service.ts'
import { Automation, stepsOf } from './automation.ts'
import type { StepRun } from './automation.ts'
import { parametersOf } from './document-shape.ts'

export class Scope {
  readonly #automation: Automation
  readonly #steps: readonly StepRun[]
  readonly #call: Call

  constructor(automation: Automation, call: Call) {
    this.#automation = automation
    this.#steps = stepsOf(automation.id, call)
    this.#call = call
  }

  /** The same value with every reference put in; a text that is one reference becomes the value itself. @throws RangeError */
  resolve(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value)
    if (Array.isArray(value)) {
      // A list that stands for one of a list's items takes its place with all of its own.
      return value.flatMap(each => typeof each === 'string' ? this.#text(each) : [this.resolve(each)])
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.resolve(each)]))
  }

  #text(text: string): unknown {
    const whole = /^\{\{\s*([^{}]+?)\s*\}\}$/.exec(text)
    if (whole !== null) return this.value(whole[1]!)
    return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_, name: string) => {
      const value = this.value(name)
      return typeof value === 'string' ? value : JSON.stringify(value)
    })
  }

  /** @throws RangeError where there is no such thing, or not yet */
  value(name: string): unknown {
    const [, kind, key = ''] = /^(global|automation|variable):(.+)$/.exec(name) ?? []
    const found = kind === 'variable' ? this.#automation.variables[key] : kind !== undefined ? this.#system(kind, key)
      : name.includes('.') ? this.#output(name) : this.#parameter(name)
    if (found === undefined) throw new RangeError(`Invalid reference: {{${name}}} has no value.`)
    return found
  }

  #system(kind: string, key: string): string | undefined {
    const { account, region, partition } = this.#call
    const time = new Date(this.#call.now()).toISOString()
    const known: Readonly<Record<string, string | undefined>> = kind === 'automation'
      ? { EXECUTION_ID: this.#automation.id, PARENT_EXECUTION_ID: this.#automation.parentId }
      : { ACCOUNT_ID: account, AWS_PARTITION: partition, REGION: region, DATE: time.slice(0, 10),
        DATE_TIME: `${time.slice(0, 10)}_${time.slice(11, 19).replaceAll(':', '.')}` }
    return known[key]
  }

  #parameter(name: string): unknown {
    const values = this.#automation.parameters[name]
    const shape = parametersOf(this.#automation.content)[name]
    return values === undefined || shape === undefined ? undefined : typed(values, shape.type)
  }

  #output(name: string): unknown {
    const [step = '', ...path] = name.split('.')
    if (path[0] === 'CurrentIteratorValue' || path[0] === 'CurrentIteration') return this.#round(step, path[0])
    const run = [...this.#steps].reverse().find(each => each.name === step && each.startedAt !== undefined)
    return path.reduce<unknown>((value, member) => memberOf(value, member), run?.outputs)
  }

  #round(name: string, wanted: string): unknown {
    const frame = [...this.#automation.frames].reverse()
      .find(({ loop }) => loop !== undefined && this.#steps[loop.ordinal]?.name === name)
    if (frame?.loop === undefined) {
      // Between two rounds, where a condition asks.
      const { state } = [...this.#steps].reverse().find(step => step.name === name) ?? {}
      return wanted === 'CurrentIteration' ? (state as { round?: number } | undefined)?.round : undefined
    }
    return wanted === 'CurrentIteration' ? frame.loop.round : frame.loop.items?.[frame.loop.round - 1]
  }
}

/** A member of a map, also of one that is kept as a text. */
function memberOf(value: unknown, member: string): unknown {
  const map = typeof value === 'string' && value.startsWith('{') ? parsed(value) : value
  return typeof map === 'object' && map !== null ? (map as Record<string, unknown>)[member] : undefined
}

function typed(values: readonly string[], type: string): unknown {
  const [first = ''] = values
  if (type === 'StringList' || type.startsWith('List<')) return [...values]
  if (type === 'Integer') return Number(first)
  if (type === 'Boolean') return first.toLowerCase() === 'true'
  if (type === 'StringMap') return parsed(first)
  if (type === 'MapList') return values.map(parsed)
  return first
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return text
    throw error
  }
}
