// What SageMaker's model does not tell: an operation that lists no fault for what is not there answers `ValidationException` ("Could not
// find").
// Source: "Common errors", Amazon SageMaker API Reference; "Amazon SageMaker events", Developer Guide, for what EventBridge hears. Data
// only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  missing: 'ValidationException',
  resources: {
    Endpoint: {
      state: { making: 'Creating', settled: 'InService', going: 'Deleting' }, news: {
        source: 'aws.sagemaker', detailType: 'SageMaker Endpoint State Change',
        made: { EndpointName: '{name}', EndpointArn: '{arn}', EndpointStatus: 'IN_SERVICE' },
        gone: { EndpointName: '{name}', EndpointArn: '{arn}', EndpointStatus: 'DELETED' },
      },
    },
    Hub: { state: { making: 'Creating', settled: 'InService', going: 'Deleting' } },
    ModelPackageGroup: { state: { making: 'Pending', settled: 'Completed', going: 'Deleting' }, gives: { createdby: {} } },
    MonitoringSchedule: { state: { making: 'Pending', settled: 'Scheduled' } },
    Project: { state: { making: 'CreateInProgress', settled: 'CreateCompleted', going: 'DeleteInProgress' } },
  },
}
