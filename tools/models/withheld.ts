// Reads `withheld.tsv`: resources that derivation would propose and that are not served, each with the reason that `orrery explain` gives.
// A row is service, noun, reason; the lifecycle test of derived resources tells which rows are needed.

/** Reasons by service and noun. @throws Error that names the row that cannot be read */
export function readWithheld(text: string): Record<string, Record<string, string>> {
  const reasons: Record<string, Record<string, string>> = {}
  for (const row of text.split('\n').slice(1).filter(line => line !== '')) {
    const [service, noun, reason] = row.split('\t')
    if (service === undefined || noun === undefined || reason === undefined) {
      throw new Error(`withheld.tsv: a row is service, noun, reason: ${row}`)
    }
    const ofService = reasons[service] ??= {}
    if (ofService[noun] !== undefined) throw new Error(`withheld.tsv: ${service} ${noun} stands twice`)
    ofService[noun] = reason
  }
  return reasons
}
