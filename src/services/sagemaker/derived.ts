// What SageMaker's model does not tell: an operation that lists no fault for what is not there answers `ValidationException` ("Could not
// find").
// Source: "Common errors", Amazon SageMaker API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  missing: 'ValidationException',
  resources: {
    Endpoint: { state: { making: 'Creating', settled: 'InService', going: 'Deleting' } },
    Hub: { state: { making: 'Creating', settled: 'InService', going: 'Deleting' } },
    ModelPackageGroup: { state: { making: 'Pending', settled: 'Completed', going: 'Deleting' }, gives: { createdby: {} } },
    MonitoringSchedule: { state: { making: 'Pending', settled: 'Scheduled' } },
    Project: { state: { making: 'CreateInProgress', settled: 'CreateCompleted', going: 'DeleteInProgress' } },
  },
}
