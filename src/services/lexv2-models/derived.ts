// What the model of Lex V2 does not tell: that ids are ten letters and digits. Source: CreateBot and its like, Amazon Lex V2 API
// Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Bot: { id: '{upper:10}' },
    Export: { id: '{upper:10}' },
    Intent: { id: '{upper:10}' },
    Slot: { id: '{upper:10}' },
    SlotType: { id: '{upper:10}' },
  },
}
