// Builds the API models: aws-sdk v2's definitions, newer v3 schemas and committed facts → `dist/models`, one file per service and an index.
// It takes a thread for each processor, up to four.
// Run from the project's root, with no arguments. What it writes is derived and never committed.

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CatalogueIndex } from '../src/model/catalogue.ts'
import { parts } from './models/part.ts'
import type { CompiledService, Part } from './models/part.ts'

const modelDirectory = join('dist', 'models')
const mostThreads = 4

async function main(): Promise<void> {
  const startedAt = performance.now()
  const compiled = await Promise.all(parts(Math.min(availableParallelism(), mostThreads)).map(inThread))
  const services = compiled.flat().sort((a, b) => a.entry.id < b.entry.id ? -1 : 1)
  const index: CatalogueIndex = { entries: services.map(({ entry }) => entry) }
  replaceModels(services, index)
  const operationCount = index.entries.reduce((sum, entry) => sum + entry.operationCount, 0)
  console.log(`${services.length} services, ${operationCount} operations, ${Math.round(performance.now() - startedAt)} ms`)
}

function inThread(part: Part): Promise<CompiledService[]> {
  const thread = new Worker(new URL('./models/part-thread.js', import.meta.url), { workerData: part })
  return new Promise((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', code => { reject(new Error(`A thread that compiles models ended with status ${code} before it was through.`)) })
  })
}

/** Writes beside the folder and then changes places, so that a process that is reading meets the old files or the new ones. */
function replaceModels(services: readonly CompiledService[], index: CatalogueIndex): void {
  const next = `${modelDirectory}.next`
  rmSync(next, { recursive: true, force: true })
  mkdirSync(next, { recursive: true })
  for (const { entry, model } of services) writeFileSync(join(next, `${entry.id}.jsonl`), model)
  writeFileSync(join(next, 'index.json'), JSON.stringify(index))
  rmSync(modelDirectory, { recursive: true, force: true })
  renameSync(next, modelDirectory)
}

await main()
