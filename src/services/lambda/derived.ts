// What Lambda's model does not tell: forms of ARNs and ids, the states that functions settle in. Source: FunctionConfiguration,
// CodeSigningConfig,
// FunctionUrlConfig, AWS Lambda API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Function: {
      arn: 'arn:{partition}:lambda:{region}:{account}:function:{id}', state: { making: 'Pending', settled: 'Active' },
      defaults: { timeout: 3, memorysize: 128, packagetype: 'Zip', description: '' },
      gives: { version: '$LATEST', lastmodified: '{updatedText}', revisionid: '{uuid}', lastupdatestatus: 'Successful' },
    },
    Alias: { arn: 'arn:{partition}:lambda:{region}:{account}:function:{parent0}:{id}' },
    CodeSigningConfig: { id: 'csc-{hex:17}', gives: { lastmodified: '{updatedText}' } },
    FunctionUrlConfig: { gives: { functionurl: 'https://{lower:32}.lambda-url.{region}.on.aws/', creationtime: '{createdText}',
      lastmodifiedtime: '{updatedText}' } },
  },
}
