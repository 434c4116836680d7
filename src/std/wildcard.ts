// Texts against patterns in which `*` stands for any run of characters, also none; a backslash makes the star, or itself, plain.
// Matching takes time proportional to the text for patterns without a star, and at most text × pattern otherwise.

/** A pattern in pieces of plain text: between each two stands a star. */
export type Wildcard = readonly string[]

/** @returns the pattern, or what is wrong with it and where */
export function readWildcard(pattern: string): Wildcard | { readonly problem: 'consecutive' | 'escape', readonly at: number } {
  const pieces = ['']
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern[at]!
    if (character === '*') {
      if (pieces.length > 1 && pieces.at(-1) === '' && pattern[at - 1] === '*') return { problem: 'consecutive', at: at - 1 }
      pieces.push('')
      continue
    }
    if (character === '\\') {
      at += 1
      if (pattern[at] !== '*' && pattern[at] !== '\\') return { problem: 'escape', at: at - 1 }
    }
    pieces[pieces.length - 1] += pattern[at]!
  }
  return pieces
}

/** The leftmost place for each piece in turn is as good as any other. */
export function fitsWildcard(pieces: Wildcard, text: string): boolean {
  const first = pieces[0]!
  if (pieces.length === 1) return text === first
  const last = pieces.at(-1)!
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
  const end = text.length - last.length
  let at = first.length
  for (let i = 1; i < pieces.length - 1; i += 1) {
    const found = text.indexOf(pieces[i]!, at)
    if (found < 0 || found + pieces[i]!.length > end) return false
    at = found + pieces[i]!.length
  }
  return at <= end
}
