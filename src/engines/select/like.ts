// LIKE: `%` for any text, `_` for one character, both plain behind the escape character. No regular expression, so that no pattern takes
// time that grows faster than pattern times text. Source: "Operators", SQL reference for Amazon S3 Select.

import { SelectRefusal } from './refusal.ts'

const any = Symbol('any')
const one = Symbol('one')

type Piece = string | typeof any | typeof one

/** @returns whether a text is like the pattern @throws SelectRefusal */
export function likeness(pattern: string, escape?: string): (text: string) => boolean {
  if (escape !== undefined && [...escape].length !== 1) throw new SelectRefusal('LikeInvalidInputs', 'ESCAPE takes one character')
  const pieces = piecesOf(pattern, escape)
  return text => isLike(pieces, [...text])
}

function piecesOf(pattern: string, escape: string | undefined): Piece[] {
  const pieces: Piece[] = []
  const characters = [...pattern]
  for (let i = 0; i < characters.length; i += 1) {
    const character = characters[i]!
    if (character === escape) {
      i += 1
      const escaped = characters[i]
      if (escaped !== '%' && escaped !== '_' && escaped !== escape) throw new SelectRefusal('EvaluatorLikePatternInvalidEscapeSequence')
      pieces.push(escaped)
    } else pieces.push(character === '%' ? any : character === '_' ? one : character)
  }
  return pieces
}

/** Goes back only to the latest `%`. */
function isLike(pieces: readonly Piece[], text: readonly string[]): boolean {
  let [p, t] = [0, 0]
  let [again, from] = [-1, 0]
  while (t < text.length) {
    if (pieces[p] === any) {
      [again, from] = [p, t]
      p += 1
    } else if (pieces[p] === one || pieces[p] === text[t]) {
      p += 1
      t += 1
    } else if (again >= 0) {
      from += 1
      ;[p, t] = [again + 1, from]
    } else return false
  }
  while (pieces[p] === any) p += 1
  return p === pieces.length
}
