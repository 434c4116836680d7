// All scenarios through boto3, in the Python that ORRERY_PYTHON names.

import { startCloud } from './cloud.ts'
import { Boto3 } from './boto3.ts'
import { allScenarios } from './all-scenarios.ts'
import { runScenarios } from './scenario.ts'

const python = process.env.ORRERY_PYTHON

runScenarios({
  name: 'boto3',
  missing: python === undefined ? 'no Python with boto3 was found: ORRERY_PYTHON is not set' : undefined,
  openCloud: startCloud,
  openClient: ({ url }) => Boto3.start(python!, url),
}, allScenarios)
