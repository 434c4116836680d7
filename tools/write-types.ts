// Writes the TypeScript interfaces of the services written by hand, from their API models → `generated/aws`, for the check of types; what
// runs does not need them. Interfaces that are newer than the compiled models stand. Run from the project's root, with no arguments.

import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { partOf, readDrafts } from './models/part.ts'
import { expectedServices, servicesIndex, serviceTypes } from './models/types.ts'

const folder = join('generated', 'aws')
const index = 'services.ts'
const services = join('src', 'services')

function main(): void {
  const written = readdirSync(services).filter(id => existsSync(join(services, id, 'service.ts')))
  const ids = new Set([...expectedServices, ...written].sort())
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(folder)) if (file !== index && !ids.has(file.replace(/\.ts$/, ''))) rmSync(join(folder, file))
  const stale = new Set([...ids].filter(id => !isFresh(join(folder, `${id}.ts`))))
  if (stale.size > 0) for (const draft of readDrafts(partOf(stale))) {
    if (stale.has(draft.id)) writeFileSync(join(folder, `${draft.id}.ts`), serviceTypes(draft))
  }
  writeFileSync(join(folder, index), servicesIndex([...ids]))
}

function isFresh(path: string): boolean {
  const made = statSync(path, { throwIfNoEntry: false })
  return made !== undefined && made.mtimeMs > statSync(join('dist', 'models', 'index.json')).mtimeMs
}

main()
