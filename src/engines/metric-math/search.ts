// Search expressions: `{AWS/EC2,InstanceId} MetricName="CPUUtilization" NOT i-1`, read once and asked of metrics. A word matches whole
// tokens
// of a name; a piece of it that is several tokens by its capitals and digits matches them in order, and in their case.
// Source: "CloudWatch search expression syntax", CloudWatch User Guide.

import { MathProblem } from './problem.ts'

export interface SearchedMetric {
  readonly namespace: string
  readonly name: string
  readonly dimensions: readonly { readonly Name: string, readonly Value: string }[]
}

export type Search = (metric: SearchedMetric) => boolean

const longest = 1024
const part = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g

/** @throws MathProblem */
export function readSearch(text: string): Search {
  if (text.length > longest) throw new MathProblem(`A search expression has at most ${longest} characters`)
  const [, inner, rest = text] = /^\s*\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}\s*,?([^]*)$/.exec(text) ?? []
  const reader = new Reader(rest)
  const term = reader.end ? undefined : reader.anyOf()
  if (!reader.end) throw new MathProblem(`Unexpected '${reader.rest}' in the search expression`)
  if (inner === undefined && term === undefined) throw new MathProblem('A search expression needs a metric schema or a search term')
  const schema = inner === undefined ? undefined : schemaOf(inner)
  return metric => (schema?.(metric) ?? true) && (term?.(metric) ?? true)
}

/** A namespace alone, or with exactly the dimensions that a metric has. */
function schemaOf(inner: string): Search {
  const names = inner.match(/"(?:[^"\\]|\\.)*"|[^,\s]+/g)?.map(unquoted) ?? []
  const [namespace, ...dimensions] = names
  if (namespace === undefined) throw new MathProblem('A metric schema needs a namespace')
  return metric => metric.namespace === namespace && (dimensions.length === 0
    || (metric.dimensions.length === dimensions.length && metric.dimensions.every(({ Name }) => dimensions.includes(Name))))
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text
}

class Reader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(text: string) {
    this.#tokens = text.match(/"(?:[^"\\]|\\.)*"|[()=]|[^\s()="]+|"/g) ?? []
  }

  get end(): boolean { return this.#at >= this.#tokens.length }

  get rest(): string { return this.#tokens.slice(this.#at).join(' ') }

  anyOf(): Search {
    const terms = [this.#allOf()]
    while (this.#take('OR')) terms.push(this.#allOf())
    return metric => terms.some(term => term(metric))
  }

  #allOf(): Search {
    const terms = [this.#term()]
    while (!this.end && !['OR', ')'].includes(this.#tokens[this.#at]!)) {
      this.#take('AND')
      terms.push(this.#term())
    }
    return metric => terms.every(term => term(metric))
  }

  #term(): Search {
    if (this.#take('NOT')) {
      const term = this.#term()
      return metric => !term(metric)
    }
    if (this.#take('(')) {
      const term = this.anyOf()
      if (!this.#take(')')) throw new MathProblem('A parenthesis of the search expression is not closed')
      return term
    }
    const word = this.#word()
    if (!this.#take('=')) {
      const fits = wordTest(word)
      return ({ namespace, name, dimensions }) => fits(namespace) || fits(name)
        || dimensions.some(each => fits(each.Name) || fits(each.Value))
    }
    const property = unquoted(word)
    const fits = wordTest(this.#word())
    if (property === 'MetricName') return ({ name }) => fits(name)
    if (property === 'Namespace') return ({ namespace }) => fits(namespace)
    return ({ dimensions }) => dimensions.some(({ Name, Value }) => Name === property && fits(Value))
  }

  #word(): string {
    const word = this.#tokens[this.#at]
    if (word === undefined || ['(', ')', '=', '"', 'AND', 'OR'].includes(word)) {
      throw new MathProblem(word === undefined ? 'Unexpected end of the search expression'
        : `Unexpected '${word}' in the search expression`)
    }
    this.#at += 1
    return word
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }
}

/** Exactly, between double quotes; else by tokens. */
function wordTest(word: string): (text: string) => boolean {
  if (word.startsWith('"')) {
    const wanted = unquoted(word)
    return text => text === wanted
  }
  const pieces = word.split(/[^A-Za-z\d]+/).filter(piece => piece !== '')
  const wanted = pieces.flatMap(piece => {
    const parts = piece.match(part)!
    return parts.map(text => ({ text: parts.length === 1 ? text.toLowerCase() : text, exact: parts.length > 1 }))
  })
  const whole = pieces.join('').toLowerCase()
  if (wanted.length === 0) return () => false
  return text => {
    const parts = text.match(part) ?? []
    if (parts.join('').toLowerCase() === whole && pieces.length === 1 && word === word.toLowerCase()) return true
    return parts.some((_, from) => wanted.every((token, i) => {
      const found = parts[from + i]
      return found !== undefined && (token.exact ? found === token.text : found.toLowerCase() === token.text)
    }))
  }
}
