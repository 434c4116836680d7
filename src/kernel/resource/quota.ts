// Quotas of a service, as data. They bite only with `--quotas real`: unit tests want none, drills want AWS's.
// Each carries its code in Service Quotas, so that an account's increases can be found.

export interface Quota {
  /** `L-…` in Service Quotas, where AWS gives it one. */
  readonly code?: string
  readonly value: number
  /** Code of the fault that exceeding it throws. */
  readonly fault: string
  readonly message: (wanted: number, value: number) => string
}

/** The fault's code and text when `wanted` is too much, else undefined. */
export function exceeds(quota: Quota, wanted: number): { code: string, message: string } | undefined {
  return wanted > quota.value ? { code: quota.fault, message: quota.message(wanted, quota.value) } : undefined
}
