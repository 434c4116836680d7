// The small language of the table of stays: paths into a stored record, texts with paths in braces, conditions, sums. A member is found by
// its own name, among what EC2's things show, or among a derived record's values, where names are plain: lower case, without the noun.

type Read = (record: unknown) => unknown

/** Reads along a path; `*` spreads a list. Undefined where there is nothing. @param noun the record's type */
function path(text: string, noun: string): Read {
  const steps = text.split('.')
  return record => {
    let found: unknown = record
    for (const [i, step] of steps.entries()) {
      if (step === '*') {
        const rest = steps.slice(i + 1).join('.')
        return Array.isArray(found) ? found.map(each => rest === '' ? each : path(rest, noun)(each)) : undefined
      }
      found = i === 0 ? first(found, step, noun) : member(found, step, noun)
      if (found === undefined) return undefined
    }
    return found
  }
}

/** Beside the record's own members, those of `shown` and `values`. */
function first(record: unknown, name: string, noun: string): unknown {
  for (const holder of [record, member(record, 'shown', noun), member(record, 'values', noun)]) {
    const found = member(holder, name, noun)
    if (found !== undefined) return found
  }
  return undefined
}

function member(holder: unknown, name: string, noun: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined
  const members = holder as Readonly<Record<string, unknown>>
  const lower = name.toLowerCase()
  return members[name] ?? members[lower] ?? members[lower.replace(noun.toLowerCase(), '')]
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
