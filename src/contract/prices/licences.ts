// What others' licences cost more, passed on from a day (Service Terms 5.4.1): so much for each hour of an instance that runs under them,
// on top of every price, those of commitments bought before among them.

export interface LicenceIncrease {
  /** The operation that tells the system: `RunInstances:0002` is Windows. */
  readonly operation: string
  readonly fromAt: number
  /** For an hour of one instance, 10⁻¹² dollars. */
  readonly hourly: bigint
}

export class Licences {
  #increases: readonly LicenceIncrease[] = []

  /** Puts others in place of those before. */
  change(increases: readonly LicenceIncrease[]): void {
    this.#increases = increases
  }

  /** What an hour under a licence costs more at one time than at another. */
  risen(operation: string, sinceAt: number, at: number): bigint {
    return this.between(operation, sinceAt, at).reduce((sum, { hourly }) => sum + hourly, 0n)
  }

  /** What comes after a time, up to another and with it. */
  between(operation: string, afterAt: number, untilAt: number): LicenceIncrease[] {
    return this.#increases.filter(each => each.operation === operation && each.fromAt > afterAt && each.fromAt <= untilAt)
  }

  /** The moments of all of them. */
  get turns(): number[] {
    return this.#increases.map(({ fromAt }) => fromAt)
  }
}
