// Where a statement stands in a policy's text: for people who are shown what decided. Lines count from 1, as do columns. Pure.

export interface Position { readonly Line: number, readonly Column: number }

export interface Span { readonly from: Position, readonly to: Position }

/** @param text a policy that has been read @param index of the statement, from 0 */
export function statementSpan(text: string, index: number): Span {
  const [start, end] = objectsOfStatement(text)[index] ?? [0, text.length]
  return { from: positionOf(text, start), to: positionOf(text, end) }
}

/** Beginning and end of each object right below the document's own, or in a list there: only statements are. */
function objectsOfStatement(text: string): (readonly [start: number, end: number])[] {
  const found: [number, number][] = []
  const depths: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!
    if (sign === '"') {
      at = endOfText(text, at)
    } else if (sign === '{' || sign === '[') {
      if (sign === '{' && isStatement(depths)) start = at
      depths.push(sign)
    } else if (sign === '}' || sign === ']') {
      depths.pop()
      if (sign === '}' && isStatement(depths)) found.push([start, at + 1])
    }
  }
  return found
}

/** What an object stands in: the document, or a list in it. */
function isStatement(depths: readonly string[]): boolean {
  return depths.length === 1 || (depths.length === 2 && depths[1] === '[')
}

/** Where the text that begins here ends. */
function endOfText(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function positionOf(text: string, at: number): Position {
  const before = text.slice(0, at).split('\n')
  return { Line: before.length, Column: before.at(-1)!.length + 1 }
}
