// What is wrong with a query, and where in its text.

export class QueryProblem extends Error {
  override readonly name = 'QueryProblem'
  /** Where the wrong part begins and ends in the query's text, in characters. */
  readonly from: number
  readonly to: number

  constructor(message: string, from: number, to = from) {
    super(message)
    this.from = from
    this.to = to
  }
}

/** A part of the language that is known and not served. */
export class QueryRefusal extends Error {
  override readonly name = 'QueryRefusal'
}
