// A quarter of the scenarios through the AWS CLI that ORRERY_AWS_CLI names. The others have files of their own, since the CLI takes half a
// second for each call and files run side by side.

import { AwsCli } from './aws-cli.ts'
import { quarters } from './all-scenarios.ts'
import { startCloud } from './cloud.ts'
import { runScenarios } from './scenario.ts'

const program = process.env.ORRERY_AWS_CLI

runScenarios({
  name: 'AWS CLI, first quarter',
  missing: program === undefined ? 'no AWS CLI was found: ORRERY_AWS_CLI is not set' : undefined,
  openCloud: startCloud,
  openClient: ({ url }) => AwsCli.find(program!, url),
}, quarters[0])
