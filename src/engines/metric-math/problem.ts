// What is wrong with an expression, a search or a query, in words for the person who wrote it.

export class MathProblem extends Error {}
