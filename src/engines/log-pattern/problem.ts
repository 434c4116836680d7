// What is wrong with a filter pattern, in the words of the service that asks.

export class LogPatternProblem extends Error {
  override readonly name = 'LogPatternProblem'
}
