// Sizes of instances and their units: what makes a 2xlarge worth two xlarges, in prices and in reservations.
// Source: "How Reserved Instances are applied", EC2 User Guide, table of normalization factors.

const units: Readonly<Record<string, bigint>> = { nano: 1n, micro: 2n, small: 4n, medium: 8n, large: 16n, xlarge: 32n }

/** Quarters of a normalized unit: nano 1, micro 2, small 4 … ; `large` for a word that is no size of the usual row. */
export function quarterUnits(size: string): bigint {
  const multiple = /^(\d+)xlarge$/.exec(size)
  return multiple === null ? units[size] ?? units['large']! : BigInt(multiple[1]!) * units['xlarge']!
}

/** `m5` and `2xlarge` of `m5.2xlarge`; `db.r5` and `large` of `db.r5.large`. */
export function familyAndSize(type: string): { readonly family: string, readonly size: string } {
  const dot = type.lastIndexOf('.')
  return { family: type.slice(0, dot), size: type.slice(dot + 1) }
}
