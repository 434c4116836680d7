// The engine's only refusal: a request that DynamoDB answers with ValidationException and this text. The service turns it into its fault.
// A condition that is false is no refusal; evaluators answer with a boolean.

export class Invalid extends Error {
  readonly code = 'ValidationException'

  constructor(message: string) {
    super(message)
    this.name = 'Invalid'
  }
}

/** The words DynamoDB puts before most complaints about single parameters. */
export const invalidParameter = (detail: string): Invalid => new Invalid(`One or more parameter values were invalid: ${detail}`)
