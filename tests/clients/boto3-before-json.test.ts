// The SQS scenarios through a boto3 of before November 2023, which speaks the query protocol to SQS, in the Python that
// ORRERY_OLD_PYTHON names.

import { sqsScenarios } from './all-scenarios.ts'
import { Boto3 } from './boto3.ts'
import { startCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'

const python = process.env.ORRERY_OLD_PYTHON

runScenarios({
  name: 'boto3 that speaks the query protocol to SQS',
  missing: python === undefined ? 'no Python with a boto3 of before November 2023 was found: ORRERY_OLD_PYTHON is not set' : undefined,
  openCloud: startCloud,
  openClient: ({ url }) => Boto3.start(python!, url),
}, sqsScenarios)
