// What SageMaker's model does not tell: an operation that lists no fault for what is not there answers `ValidationException` ("Could not
// find").
// Source: "Common errors", Amazon SageMaker API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = { missing: 'ValidationException' }
