// What `import { Cloud } from 'orrery-cloud'` gives: the composition root. It joins the kernel with the models and the services' folders,
// and is the only place that reads the machine's clock. A service's folder is found by its name and loaded when it is first called.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { contractPart } from './contract/index.ts'
import { termsPart } from './contract/terms/terms.ts'
import { BlobFiles } from './engines/blob/files.ts'
import { later } from './kernel/clock.ts'
import { Cloud as OpenedCloud } from './kernel/cloud.ts'
import type { CloudParts } from './kernel/cloud.ts'
import { SettingError } from './kernel/fault.ts'
import type { ServiceDeclaration } from './kernel/service.ts'
import type { ServiceLoaders } from './kernel/services.ts'
import type { Settings } from './kernel/settings.ts'
import { openCatalogue } from './model/catalogue.ts'

export { SettingError } from './kernel/fault.ts'
export type { Settings } from './kernel/settings.ts'
export type { JournalEntry } from './kernel/journal.ts'

/** A cloud that has been opened. */
export type Cloud = OpenedCloud

// Patterns of AWS's models meet texts of strangers: V8 leaves a match that backtracks too long to its linear engine.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks')

const parts: CloudParts = {
  catalogue: openCatalogue(),
  openBlobs: options => BlobFiles.open(options),
  services: serviceFolders(fileURLToPath(new URL('./services', import.meta.url))),
  wall: () => Date.now(),
  version: packageVersion(),
  beside: [contractPart, termsPart],
}

export interface OpenOptions extends Omit<Partial<Settings>, 'startAt' | 'wall'> {
  /** Virtual time to start at: epoch ms, an ISO date, or a duration from now such as `30d`. */
  readonly now?: number | string
}

export const Cloud = {
  /**
   * Opens a cloud: ephemeral, without a port, in milliseconds, unless the options say otherwise.
   * @throws SettingError where an option cannot work
   */
  open(options: OpenOptions = {}): Promise<OpenedCloud> {
    const { now, ...settings } = options
    return OpenedCloud.open({ ...settings, ...(now !== undefined && { startAt: moment(now) }) }, parts)
  },
}

function packageVersion(): string {
  const description = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { readonly version: string }
  return description.version
}

function moment(now: number | string): number {
  if (typeof now === 'number') return now
  const at = later(parts.wall(), now) ?? Date.parse(now)
  if (Number.isNaN(at)) throw new SettingError(`'${now}' is no time to start at.`, 'Write an ISO date, such as 2027-01-01T00:00:00Z.')
  return at
}

/** One loader per folder; nothing is imported yet. */
function serviceFolders(directory: string): ServiceLoaders {
  // A folder that only puts a derivation right has no manifest.
  const folders = existsSync(directory) ? readdirSync(directory).filter(folder => existsSync(join(directory, folder, 'service.js'))) : []
  return Object.fromEntries(folders.map(folder => [folder, async () => {
    const module = await import(`./services/${folder}/service.js`) as Record<string, ServiceDeclaration>
    const declaration = Object.values(module).find(({ id }) => id === folder)
    if (declaration === undefined) throw new Error(`assert: services/${folder}/service.ts exports no declaration of ${folder}`)
    return declaration
  }]))
}
