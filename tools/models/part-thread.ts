// Compiles one part of the API models in a thread of its own.

import { parentPort, workerData } from 'node:worker_threads'
import { compilePart } from './part.ts'
import type { Part } from './part.ts'

parentPort!.postMessage(await compilePart(workerData as Part))
