// Texts that match a regular expression: groups, alternatives, classes and quantifiers are followed; what looks around or back is passed
// over, so whoever asks checks the result. Chance is given from outside; the same chance gives the same text.

type Choose = (count: number) => number

/** Something of a pattern that can write itself; `extra` is how often more than need be a quantifier repeats. */
type Piece = (extra: number, choose: Choose) => string

const preferred = ['abcdefghijklmnopqrstuvwxyz0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '-_./:=+@,#$%&*()[]{}<>!?;\'"`~^|\\ \n\t', 'éü雨']

/** Writes texts after a pattern; undefined where the pattern cannot be read. */
export function sampler(pattern: string): Piece | undefined {
  const reader = new PatternReader(pattern)
  const piece = reader.alternatives()
  return reader.isAtEnd && piece !== undefined ? piece : undefined
}

class PatternReader {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length
  }

  alternatives(): Piece | undefined {
    const all: Piece[] = []
    for (;;) {
      const one = this.#sequence()
      if (one === undefined) return undefined
      all.push(one)
      if (this.#source[this.#at] !== '|') break
      this.#at += 1
    }
    return (extra, choose) => all[all.length === 1 ? 0 : choose(all.length)]!(extra, choose)
  }

  #sequence(): Piece | undefined {
    const pieces: Piece[] = []
    while (!this.isAtEnd && this.#source[this.#at] !== '|' && this.#source[this.#at] !== ')') {
      const piece = this.#atom()
      if (piece === undefined) return undefined
      pieces.push(this.#quantified(piece))
    }
    return (extra, choose) => pieces.map(piece => piece(extra, choose)).join('')
  }

  #atom(): Piece | undefined {
    const rest = this.#source.slice(this.#at)
    if (rest.startsWith('(')) return this.#group(rest)
    const edge = /^(\^|\$|\\[bBAzZ])/.exec(rest)
    if (edge !== null) return this.#taken(edge[0], () => '')
    const set = /^(\[\^?(?:\[[^\]]*\]|\\.|[^\]\\])*\]|\\p\{[^}]*\}|\\[dDwWsSpP]|\.)/su.exec(rest)
    if (set !== null) return this.#set(set[0])
    const code = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(rest)
    if (code !== null) return this.#taken(code[0], () => String.fromCharCode(parseInt(code[1] ?? code[2]!, 16)))
    const literal = rest.startsWith('\\') ? rest.slice(0, 2) : rest.slice(0, 1)
    const letters: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\r': '\r' }
    return this.#taken(literal, () => letters[literal] ?? literal.slice(-1))
  }

  #group(rest: string): Piece | undefined {
    const opening = /^\((\?(?::|=|!|<=|<!|>|<\w+>)?)?/.exec(rest)![0]
    this.#at += opening.length
    const inner = this.alternatives()
    if (inner === undefined || this.#source[this.#at] !== ')') return undefined
    this.#at += 1
    return /[=!]$/.test(opening) ? () => '' : inner
  }

  #set(text: string): Piece | undefined {
    let matches: RegExp
    try {
      matches = new RegExp(`^${text}$`, /\\p\{/.test(text) ? 'u' : '')
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return undefined
    }
    const found = preferred.map(letters => [...letters].filter(letter => matches.test(letter))).find(letters => letters.length > 0)
    if (found === undefined) return undefined
    return this.#taken(text, (_, choose) => found[choose(found.length)]!)
  }

  #quantified(piece: Piece): Piece {
    const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})[?+]?/.exec(this.#source.slice(this.#at))
    if (found === null) return piece
    this.#at += found[0].length
    const [, sign, least, comma, most] = found
    const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0
    const max = sign === '?' ? 1 : sign !== undefined || (comma === ',' && most === '') ? Infinity : comma === ',' ? Number(most) : min
    return (extra, choose) => {
      const count = Math.min(min + extra, max)
      let text = ''
      for (let i = 0; i < count; i += 1) text += piece(i === 0 ? extra : Math.min(extra, 1), choose)
      return text
    }
  }

  #taken(text: string, piece: Piece): Piece {
    this.#at += text.length
    return piece
  }
}
