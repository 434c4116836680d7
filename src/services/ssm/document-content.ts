// What is in documents: texts in JSON or YAML, read into objects and written again, and where a text goes wrong.
// Source: CreateDocument and GetDocument (DocumentFormat), Systems Manager API Reference; the texts of faults are recorded answers.

import type { Call } from '../../kernel/service.ts'

export type Content = Readonly<Record<string, unknown>>
export type Format = 'JSON' | 'YAML' | 'TEXT'

/** @throws InvalidDocumentContent */
export async function readContent(text: string, format: Format, call: Call): Promise<Content> {
  const value = format === 'YAML' ? await readYaml(text, call) : readJson(text, call)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Content
  throw call.fault('InvalidDocumentContent', `${format} not well-formed. at Line: 1, Column: 1`)
}

/** The same content in another format; as it is where it has that format already. */
export async function inFormat(text: string, from: Format, to: Format, call: Call): Promise<string> {
  if (from === to || from === 'TEXT' || to === 'TEXT') return text
  const content = await readContent(text, from, call)
  if (to === 'JSON') return JSON.stringify(content, null, 2)
  const { stringify } = await import('yaml')
  return stringify(content)
}

function readJson(text: string, call: Call): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const [line, column] = brokenAt(text)
    throw call.fault('InvalidDocumentContent', `JSON not well-formed. at Line: ${line}, Column: ${column}`)
  }
}

async function readYaml(text: string, call: Call): Promise<unknown> {
  const { parseDocument } = await import('yaml')
  const read = parseDocument(text, { schema: 'core' })
  const [problem] = read.errors
  if (problem === undefined) return read.toJS()
  const { line, col } = problem.linePos?.[0] ?? { line: 1, col: 1 }
  throw call.fault('InvalidDocumentContent', `YAML not well-formed. at Line: ${line}, Column: ${col}`)
}

const token = /\s*([[\]{}:,]|"(?:[^"\\]|\\.)*"|[^\s[\]{}:,"]+|")/y

/** The line and the column behind the first token that cannot stand where it stands: the start of a text that JSON could still go on. */
export function brokenAt(text: string): readonly [line: number, column: number] {
  const open: string[] = []
  let expected: 'value' | 'name' | 'colon' | 'separator' = 'value'
  let at = 0
  token.lastIndex = 0
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [, mark = ''] = found
    at = token.lastIndex
    const closes = (mark === '}' && open.at(-1) === '{') || (mark === ']' && open.at(-1) === '[')
    const isText = /^"[^]*"$/.test(mark) && mark.length > 1
    if (closes && (expected === 'separator' || expected === 'name' || text[found.index - 1] === '[')) {
      open.pop()
      expected = 'separator'
    } else if (expected === 'name' && isText) expected = 'colon'
    else if (expected === 'colon' && mark === ':') expected = 'value'
    else if (expected === 'separator' && mark === ',') expected = open.at(-1) === '{' ? 'name' : 'value'
    else if (expected === 'value' && (mark === '{' || mark === '[')) {
      open.push(mark)
      expected = mark === '{' ? 'name' : 'value'
    } else if (expected === 'value' && (isText || /^(?:true|false|null|-?\d[\d.eE+-]*)$/.test(mark))) expected = 'separator'
    else break
  }
  const before = text.slice(0, at).split('\n')
  return [before.length, before.at(-1)!.length + 1]
}
