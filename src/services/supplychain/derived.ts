// What the model of AWS Supply Chain does not tell: ARNs of what lies in an instance's data lake. Source: "Actions,
// resources, and condition keys", Service Authorization Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const instance = 'arn:{partition}:scn:{region}:{account}:instance/{parent0}'

export const derived: ServiceCorrections = {
  resources: {
    DataLakeDataset: { arn: `${instance}/namespaces/{parent1}/datasets/{id}` }, DataLakeNamespace: { arn: `${instance}/namespaces/{id}` },
  },
}
