// The small language of the table of stays: paths into a stored record, texts with paths in braces, conditions, sums. A member is found by
// its own name, among what EC2's things show, or among a derived record's values, where names are plain: lower case, without the noun.

type Read = (record: unknown) => unknown

/** A member's names: as written, in lower case, and without the noun. */
interface Step { readonly name: string, readonly lower: string, readonly plain: string }

const [shown, values] = ['shown', 'values'].map(name => ({ name, lower: name, plain: name })) as [Step, Step]

/** Reads along a path; `*` spreads a list. Undefined where there is nothing. @param noun the record's type */
function path(text: string, noun: string): Read {
  const names = text.split('.')
  const star = names.indexOf('*')
  const steps = (star < 0 ? names : names.slice(0, star)).map(name => stepOf(name, noun))
  const rest = star >= 0 && star < names.length - 1 ? path(names.slice(star + 1).join('.'), noun) : undefined
  return record => {
    let found: unknown = record
    for (let i = 0; i < steps.length && found !== undefined; i += 1) found = i === 0 ? first(found, steps[i]!) : member(found, steps[i]!)
    if (star < 0) return found
    if (!Array.isArray(found)) return undefined
    return rest === undefined ? found : found.map(rest)
  }
}

function stepOf(name: string, noun: string): Step {
  const lower = name.toLowerCase()
  return { name, lower, plain: lower.replace(noun.toLowerCase(), '') }
}

/** Beside the record's own members, those of `shown` and `values`. */
function first(record: unknown, step: Step): unknown {
  return member(record, step) ?? member(member(record, shown), step) ?? member(member(record, values), step)
}

function member(holder: unknown, { name, lower, plain }: Step): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined
  const members = holder as Readonly<Record<string, unknown>>
  return members[name] ?? members[lower] ?? members[plain]
}

/** A text with `{path}` and `{path?value=text;*=text}` in it, where `-` stands for nothing found and `*` for all else. */
export function template(text: string, noun: string): (record: unknown) => string {
  const parts = text.split(/[{}]/).map((part, i) => i % 2 === 0 ? () => part : slot(part, noun))
  return record => parts.map(part => part(record)).join('')
}

function slot(text: string, noun: string): (record: unknown) => string {
  const [name = '', choices] = text.split('?')
  const read = path(name, noun)
  if (choices === undefined) return record => String(read(record) ?? '')
  const texts = new Map(choices.split(';').map(choice => choice.split('=') as [string, string]))
  return record => {
    const found = read(record)
    return texts.get(found === undefined ? '-' : String(found)) ?? texts.get('*') ?? ''
  }
}

/** A number, a path, or a sum of paths. What is not there counts 1 by a single path, nothing in a sum. */
export function quantityOf(text: string, noun: string): (record: unknown) => number {
  if (/^\d+$/.test(text)) return () => Number(text)
  const reads = text.split('+').map(part => path(part, noun))
  return record => reads.reduce((sum, read) => {
    const found = read(record)
    const numbers = Array.isArray(found) ? found : [found ?? (reads.length === 1 ? 1 : 0)]
    return sum + numbers.reduce<number>((total, number) => total + Math.round(Number(number ?? 0)), 0)
  }, 0)
}

/** Conditions joined by &: `path=value|value`, `path!=value`; `*` is any value. */
export function testOf(text: string, noun: string): (record: unknown) => boolean {
  if (text === '') return () => true
  const tests = text.split('&').map(condition => {
    const [, name = '', operator, values = ''] = /^(.*?)(!?=)(.*)$/.exec(condition)!
    const read = path(name, noun)
    const wanted = values.split('|')
    return (record: unknown) => {
      const found = read(record)
      const isOne = found !== undefined && (wanted.includes('*') || wanted.includes(String(found)))
      return operator === '=' ? isOne : !isOne
    }
  })
  return record => tests.every(test => test(record))
}
