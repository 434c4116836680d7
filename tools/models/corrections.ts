// Finds what people have put right of services' derivations: `derived.ts` in a service's folder, compiled with the tools.

import { existsSync } from 'node:fs'
import type { ServiceCorrections } from '../../src/model/derived.ts'

/** By service's id; services without a file are absent. */
export async function readCorrections(ids: readonly string[]): Promise<Readonly<Record<string, ServiceCorrections>>> {
  const found: Record<string, ServiceCorrections> = {}
  for (const id of ids) {
    const file = new URL(`../../src/services/${id}/derived.js`, import.meta.url)
    if (!existsSync(file)) continue
    const { derived } = await import(file.href) as { readonly derived?: ServiceCorrections }
    if (derived === undefined) throw new Error(`services/${id}/derived.ts exports no \`derived\``)
    found[id] = derived
  }
  return found
}
