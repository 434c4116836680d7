// Change requests: Change Manager is closed to accounts that did not use it before, as those of this cloud are, and says so.
// Source: "AWS Systems Manager Change Manager availability change", User Guide; NoLongerSupportedException, API Reference.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'

export function noLongerSupported(call: Call<'NoLongerSupportedException'>): Error {
  return call.fault('NoLongerSupportedException', 'The requested operation is no longer supported by Systems Manager.')
}

export const StartChangeRequestExecution: Ssm['StartChangeRequestExecution'] = (_input, call) => {
  throw noLongerSupported(call)
}
