// What the model of the Server Migration Service does not tell: the form of an application's id, which another operation's pattern has
// (`^app-[0-9a-f]{17}$`). Source: GetAppValidationConfiguration, AWS SMS API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: { App: { id: 'app-{hex:17}' } },
}
