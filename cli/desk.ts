// The control calls that have no command of their own, by the words of their path: `orrery spot price --type m5.large`. What a control
// takes
// is what its example in the index shows; numbers, true and false are read as such, and a member given twice is a list.

import type { Console } from './command.ts'
import { UsageError } from './command.ts'
import type { Remote } from './remote.ts'

interface Entry { readonly method: string, readonly path: string, readonly description: string, readonly example: unknown }

/** Runs `AREA VERB --name value …`; false where the cloud has no such control. */
export async function runDesk(words: readonly string[], remote: Remote, console: Console): Promise<boolean> {
  const [area = '', verb = '', ...rest] = words
  const { entries } = await remote.get('') as { entries: Entry[] }
  const entry = entries.find(({ method, path }) => method === 'POST' && path === `/_orrery/${area}/${verb}`)
  if (entry === undefined) return false
  const example = entry.example as Readonly<Record<string, unknown>>
  if (rest.includes('--help') || rest.includes('-h')) {
    console.print(`orrery ${area} ${verb} ${Object.keys(example).map(name => `[--${name} …]`).join(' ')}`)
    console.print(entry.description)
    return true
  }
  const body = bodyOf(rest, example, `${area} ${verb}`)
  console.print(JSON.stringify(await remote.post(`${area}/${verb}`, body), undefined, 2))
  return true
}

function bodyOf(words: readonly string[], example: Readonly<Record<string, unknown>>, named: string): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (let i = 0; i < words.length; i += 2) {
    const [, name] = /^--([\w-]+)$/.exec(words[i] ?? '') ?? []
    const value = words[i + 1]
    if (name === undefined || value === undefined) {
      throw new UsageError(`'${words[i] ?? ''}' needs a value.`, `Write --name value, with the names of: orrery ${named} --help`)
    }
    const shown = example[name]
    const read = valueOf(value, shown)
    body[name] = Array.isArray(shown) ? [...(body[name] as unknown[] | undefined ?? []), read] : read
  }
  return body
}

/** As the example's member is: a text stays one, whatever it looks like. */
function valueOf(text: string, shown: unknown): unknown {
  if (typeof shown === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (typeof shown === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
