// What Auto Scaling's model does not tell: whatever is not there is a `ValidationError` ("AutoScalingGroup name not found"). Source:
// "Common
// errors", Amazon EC2 Auto Scaling API Reference; CreateAutoScalingGroup for the defaults. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  missing: 'ValidationError',
  resources: {
    AutoScalingGroup: { defaults: { defaultcooldown: 300, healthchecktype: 'EC2' } },
    LaunchConfiguration: { defaults: { ebsoptimized: false } },
  },
}
