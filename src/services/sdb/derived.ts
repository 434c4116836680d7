// What SimpleDB's model does not tell: the fault for a domain that is not there. Source: "API error codes", Amazon SimpleDB Developer
// Guide.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = { missing: 'NoSuchDomain' }
