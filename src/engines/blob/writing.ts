// Writes a stream to a new file: gathered into larger writes, one under way while the next bytes come in and are looked at.
// It removes nothing; who asked for the file does, when this fails.

import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Bytes gathered for one write. */
const gatheredBytes = 512 * 1024

/** @returns the file's size in bytes */
export async function writeAll(
  path: string, first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>, observe: (bytes: Uint8Array) => void, flush: boolean,
): Promise<number> {
  const file = await open(path, 'wx')
  try {
    const sizeBytes = await pour(file, first, rest, observe)
    if (flush) await file.sync()
    return sizeBytes
  } finally {
    await file.close()
  }
}

async function pour(
  file: FileHandle, first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>, observe: (bytes: Uint8Array) => void,
): Promise<number> {
  let waiting = [...first]
  let waitingBytes = first.reduce((sum, { length }) => sum + length, 0)
  let sizeBytes = waitingBytes
  let writing: Promise<Error | undefined> | undefined
  const begin = (): void => {
    // Its failure is met when the next write is to begin, at the latest at the end.
    writing = written(file, waiting, waitingBytes).then(() => undefined, (error: Error) => error)
    waiting = []
    waitingBytes = 0
  }
  const finish = async (): Promise<void> => {
    const failure = await writing
    if (failure !== undefined) throw failure
  }
  try {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      const bytes = next.value
      observe(bytes)
      waiting.push(bytes)
      waitingBytes += bytes.length
      sizeBytes += bytes.length
      if (waitingBytes < gatheredBytes) continue
      await finish()
      begin()
    }
    await finish()
    if (waitingBytes > 0) begin()
  } finally {
    await finish()
  }
  return sizeBytes
}

/** A disk that fills up may take less than it was given without saying so. */
async function written(file: FileHandle, parts: readonly Uint8Array[], sizeBytes: number): Promise<void> {
  const { bytesWritten } = await file.writev(parts)
  if (bytesWritten !== sizeBytes) throw new Error(`Only ${bytesWritten} of ${sizeBytes} bytes could be written.`)
}
