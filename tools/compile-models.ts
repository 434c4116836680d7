// Builds the API models: aws-sdk v2's definitions, newer v3 schemas and committed facts → `dist/models`, one file per service and an index;
// and the TypeScript interfaces of services written by hand → `generated/aws`.
// Run from the project's root, with no arguments. What it writes is derived and never committed.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogueIndex } from '../src/model/catalogue.ts'
import type { ServiceDerivation } from '../src/model/derived.ts'
import type { ServiceEntry } from '../src/model/catalogue-face.ts'
import { protocolsOf, shapeNameOf } from '../src/model/reader.ts'
import { bundled } from './models/bundle.ts'
import type { Draft } from './models/draft.ts'
import { withFacts } from './models/facts.ts'
import { readFacts } from './models/facts-text.ts'
import { legacyFiles, readLegacy } from './models/legacy.ts'
import { readCorrections } from './models/corrections.ts'
import { openRegistry } from './models/registry.ts'
import { readWithheld } from './models/withheld.ts'
import { nameShapes } from './models/naming.ts'
import { addNewer, danglingNames, draftOf } from './models/newer.ts'
import { applyNotes } from './models/notes.ts'
import { installedClients, readSchema } from './models/schema.ts'
import { expectedServices, servicesIndex, serviceTypes } from './models/types.ts'

const apiDirectory = join('node_modules', 'aws-sdk', 'apis')
const formerDirectory = join('node_modules', 'aws-sdk-2020', 'apis')
const modelDirectory = join('dist', 'models')
const typeDirectory = join('generated', 'aws')
const withheldPath = join('tools', 'models', 'withheld.tsv')

type File = readonly [name: string, text: string]

async function main(): Promise<void> {
  const startedAt = performance.now()
  const drafts = readDrafts()
  const withheld = readWithheld(readFileSync(withheldPath, 'utf8'))
  const corrections = await readCorrections(drafts.map(({ id }) => id))
  const registry = openRegistry()
  const bundles = drafts.map(draft => bundled(draft, {
    registered: registry.of(draft), withheld: withheld[draft.id] ?? {}, corrections: corrections[draft.id] ?? {},
  }))
  const entries = drafts.map((draft, at) => entryOf(draft, bundles[at]!.derivation))
  const index: CatalogueIndex = { entries }
  const models = drafts.map(({ id }, at) => [`${id}.jsonl`, bundles[at]!.text] as const)
  replaceFolder(modelDirectory, [...models, ['index.json', JSON.stringify(index)]])
  replaceFolder(typeDirectory, typeFiles(drafts))
  const operationCount = entries.reduce((sum, entry) => sum + entry.operationCount, 0)
  console.log(`${entries.length} services, ${operationCount} operations, ${Math.round(performance.now() - startedAt)} ms`)
}

/** Every service's model, out of all its sources. */
function readDrafts(): Draft[] {
  const [present, former] = [legacyFiles(apiDirectory), legacyFiles(formerDirectory)]
  const files = [...present].map(([id, fileName]) => [apiDirectory, id, fileName] as const)
  // Products that the SDK has dropped since.
  for (const [id, fileName] of former) if (!present.has(id)) files.push([formerDirectory, id, fileName])
  const drafts = files.map(([directory, id, fileName]) => {
    const legacy = readLegacy(directory, id, fileName)
    const factsPath = join('facts', `${id}.tsv`)
    return existsSync(factsPath) ? withFacts(legacy, readFacts(readFileSync(factsPath, 'utf8'))) : legacy
  })
  for (const client of installedClients('.')) {
    const schema = readSchema('.', client)
    const draft = drafts.find(({ metadata }) => metadata.serviceId === schema?.serviceId)
    if (schema === undefined) console.warn(`${client} is left out, as it carries no schemas`)
    else if (draft === undefined) drafts.push(draftOf(client, schema))
    else addNewer(draft, schema)
  }
  for (const draft of drafts) {
    nameShapes(draft)
    applyNotes(draft)
    const dangling = danglingNames(draft)
    if (dangling.length > 0) throw new Error(`assert: the model of ${draft.id} refers to shapes it does not hold: ${dangling.join(', ')}`)
  }
  return drafts.sort((a, b) => a.id < b.id ? -1 : 1)
}

/** Types of the services that are written by hand: those with a manifest, and those expected to get one. */
function typeFiles(drafts: readonly Draft[]): File[] {
  const written = drafts.filter(({ id }) => expectedServices.includes(id) || existsSync(join('src', 'services', id, 'service.ts')))
  const files = written.map((draft): File => [`${draft.id}.ts`, serviceTypes(draft)])
  return [...files, ['services.ts', servicesIndex(written.map(({ id }) => id))]]
}

/** Writes beside the folder and then changes places, so that a process that is reading meets the old files or the new ones. */
function replaceFolder(folder: string, files: readonly File[]): void {
  const next = `${folder}.next`
  rmSync(next, { recursive: true, force: true })
  mkdirSync(next, { recursive: true })
  for (const [name, text] of files) writeFileSync(join(next, name), text)
  rmSync(folder, { recursive: true, force: true })
  renameSync(next, folder)
}

function entryOf({ id, metadata, operations }: Draft, { resources }: ServiceDerivation): ServiceEntry {
  const types = resources.flatMap(({ noun, cloudFormation }) => cloudFormation === undefined ? [] : [[cloudFormation.type, noun]])
  const shapeName = shapeNameOf(metadata)
  return {
    id,
    apiVersion: metadata.apiVersion ?? '',
    protocols: protocolsOf(metadata),
    endpointPrefix: metadata.endpointPrefix ?? id,
    signingName: metadata.signingName ?? metadata.endpointPrefix ?? id,
    ...(metadata.targetPrefix !== undefined && { targetPrefix: metadata.targetPrefix }),
    serviceId: metadata.serviceId ?? id,
    ...(shapeName !== undefined && { shapeName }),
    ...(metadata.globalEndpoint !== undefined && { globalEndpoint: metadata.globalEndpoint }),
    operationCount: Object.keys(operations).length,
    ...(resources.some(({ arn }) => arn !== undefined) && { derives: true as const }),
    ...(types.length > 0 && { derivedTypes: Object.fromEntries(types) as Record<string, string> }),
  }
}

await main()
