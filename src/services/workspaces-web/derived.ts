// What the model of WorkSpaces Secure Browser does not tell: where a portal is. Source: Portal, API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Portal: { gives: { endpoint: '{uuid}.workspaces-web.com' } },
  },
}
