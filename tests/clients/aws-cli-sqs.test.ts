// The SQS scenarios through the AWS CLI that ORRERY_AWS_CLI names. They have a file of their own beside the others', since the CLI's processes
// start slowly and files run side by side.

import { AwsCli } from './aws-cli.ts'
import { sqsScenarios } from './all-scenarios.ts'
import { startCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'

const program = process.env.ORRERY_AWS_CLI

runScenarios({
  name: 'AWS CLI',
  missing: program === undefined ? 'no AWS CLI was found: ORRERY_AWS_CLI is not set' : undefined,
  openCloud: startCloud,
  openClient: ({ url }) => AwsCli.find(program!, url),
}, sqsScenarios)
