// The third quarter of the scenarios through the AWS CLI that ORRERY_AWS_CLI names.

import { AwsCli } from './aws-cli.ts'
import { quarters } from './all-scenarios.ts'
import { startCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'

const program = process.env.ORRERY_AWS_CLI

runScenarios({
  name: 'AWS CLI, third quarter',
  missing: program === undefined ? 'no AWS CLI was found: ORRERY_AWS_CLI is not set' : undefined,
  openCloud: startCloud,
  openClient: ({ url }) => AwsCli.find(program!, url),
}, quarters[2])
