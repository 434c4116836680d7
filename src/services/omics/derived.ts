// What HealthOmics' model does not tell: that ids are digits. Source: CreateReferenceStore and its like, AWS HealthOmics API Reference.
// Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    ReferenceStore: { id: '{digits:10}' },
    RunCache: { id: '{digits:7}' },
    RunGroup: { id: '{digits:7}' },
    SequenceStore: { id: '{digits:10}' },
    Workflow: { id: '{digits:7}' },
  },
}
