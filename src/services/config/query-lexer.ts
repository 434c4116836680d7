// Words of a query in Config's SQL: names with dots, texts, numbers, signs. Source: "Query Components", AWS Config Developer Guide.

export class QueryProblem extends Error {
  override readonly name = 'QueryProblem'
}

export interface Token { readonly kind: 'name' | 'text' | 'number' | 'sign', readonly text: string }

const pattern = /\s*(?:([A-Za-z_][\w:-]*(?:\.[\w:/-]+)*)|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|(<=|>=|<>|!=|[=<>(),*;]))/y

/** @throws QueryProblem */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const from = pattern.lastIndex
    const found = pattern.exec(text)
    if (found === null) throw new QueryProblem(`Syntax error near position ${from}.`)
    const [, name, quoted, number, sign] = found
    if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll('\'\'', '\'') })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else tokens.push({ kind: 'sign', text: sign! })
  }
  return tokens
}
