// Patterns of policies: `*` stands for any text, `?` for one character. No text of a user becomes a regular expression, and nothing is
// tried twice: what lies between two `*` is looked for once, from left to right. Pure.
// Source: "IAM JSON policy elements: Resource" and "… Condition operators" (ARN operators), IAM User Guide.

/** `*` in a text that has been read. */
export const many = Symbol('*')
/** `?` in a text that has been read. */
export const one = Symbol('?')

/** A stretch of plain text, or a wildcard. */
export type Piece = string | typeof many | typeof one

/** What stands between two `*`: its text, and the positions at which any character will do. */
interface Segment { readonly text: string, readonly free: readonly number[] }

/** A compiled pattern; one segment means that there is no `*`. */
export type Pattern = readonly Segment[]

/** Reads the wildcards of a text. */
export function piecesOf(text: string): Piece[] {
  return text.split(/([*?])/).filter(part => part !== '').map(part => part === '*' ? many : part === '?' ? one : part)
}

export function compile(pieces: readonly Piece[]): Pattern {
  const segments: Segment[] = []
  let text = ''
  let free: number[] = []
  for (const piece of pieces) {
    if (piece === many) {
      segments.push({ text, free })
      text = ''
      free = []
    } else if (piece === one) {
      free.push(text.length)
      text += '?'
    } else text += piece
  }
  return [...segments, { text, free }]
}

export function matches(pattern: Pattern, text: string): boolean {
  const first = pattern[0]!
  if (pattern.length === 1) return first.text.length === text.length && standsAt(first, text, 0)
  const last = pattern.at(-1)!
  const end = text.length - last.text.length
  if (end < first.text.length || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false
  let at = first.text.length
  for (let i = 1; i < pattern.length - 1; i += 1) {
    const segment = pattern[i]!
    const found = find(segment, text, at, end)
    if (found === -1) return false
    at = found + segment.text.length
  }
  return true
}

/** Whether a pattern ends with `*`. */
function isOpen(pattern: Pattern): boolean {
  return pattern.length > 1 && pattern.at(-1)!.text === ''
}

function find(segment: Segment, text: string, from: number, end: number): number {
  if (segment.free.length === 0) {
    const found = text.indexOf(segment.text, from)
    return found + segment.text.length <= end ? found : -1
  }
  for (let at = from; at + segment.text.length <= end; at += 1) {
    if (standsAt(segment, text, at)) return at
  }
  return -1
}

function standsAt({ text: wanted, free }: Segment, text: string, at: number): boolean {
  if (free.length === 0) return text.startsWith(wanted, at)
  let next = 0
  for (let i = 0; i < wanted.length; i += 1) {
    if (free[next] === i) next += 1
    else if (wanted.charCodeAt(i) !== text.charCodeAt(at + i)) return false
  }
  return true
}

/** A pattern of an ARN, by its parts: six at most, since the last may hold colons. */
export type ArnPattern = readonly Pattern[]

const arnParts = 6

/** Cuts anything made of texts at the first five colons of its texts; wildcards and the like stay in the part they stand in. */
export function cutAtColons<T>(pieces: readonly (T | string)[]): (T | string)[][] {
  const parts: (T | string)[][] = [[]]
  for (const piece of pieces) {
    if (typeof piece !== 'string') {
      parts.at(-1)!.push(piece)
      continue
    }
    let rest = piece
    for (let colon = rest.indexOf(':'); colon !== -1 && parts.length < arnParts; colon = rest.indexOf(':')) {
      if (colon > 0) parts.at(-1)!.push(rest.slice(0, colon))
      parts.push([])
      rest = rest.slice(colon + 1)
    }
    if (rest !== '') parts.at(-1)!.push(rest)
  }
  return parts
}

/** As condition operators compare ARNs: each of the six parts by itself. A lone `*` is any ARN. */
export function matchesArn(pattern: ArnPattern, arn: string): boolean {
  if (pattern.length === 1) return matches(pattern[0]!, arn)
  const parts = partsOf(arn)
  return parts.length === pattern.length && parts.every((part, i) => matches(pattern[i]!, part))
}

/**
 * As the Resource element does: part by part, but "if the * wildcard is the last character of a resource ARN segment, it can expand to
 * match beyond the colon boundaries".
 */
export function matchesResource(pattern: ArnPattern, arn: string): boolean {
  const parts = arn.split(':')
  // Where in the ARN the next part of the pattern may begin.
  let starts = [0]
  for (const [i, part] of pattern.entries()) {
    if (i === arnParts - 1) return starts.some(at => matches(part, parts.slice(at).join(':')))
    const met = starts.filter(at => matches(part, parts[at]!))
    if (met.length === 0) return false
    const open = isOpen(part)
    if (i === pattern.length - 1) return open || met.at(-1) === parts.length - 1
    starts = open ? positions(met[0]! + 1, parts.length) : met.map(at => at + 1).filter(at => at < parts.length)
  }
  return false
}

function positions(from: number, before: number): number[] {
  return Array.from({ length: before - from }, (_, i) => from + i)
}

function partsOf(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length <= arnParts ? parts : [...parts.slice(0, arnParts - 1), parts.slice(arnParts - 1).join(':')]
}
