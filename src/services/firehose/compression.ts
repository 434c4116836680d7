// How objects are compressed, and the endings of their names. Source: CompressionFormat, Amazon Data Firehose API Reference; the block
// format
// of Hadoop's codecs: the length of a block, that of its compressed form, both big-endian, then Snappy's own.

import { gzipSync } from 'node:zlib'
import { zip } from '../../std/zip.ts'

export const endings: Readonly<Record<string, string>> = { GZIP: '.gz', ZIP: '.zip', HADOOP_SNAPPY: '.hsnappy' }

const blockBytes = 256 * 1024

/** @param name of the file in an archive */
export async function compressed(data: Uint8Array, format: string | undefined, name: string, at: number): Promise<Uint8Array> {
  if (format === 'GZIP') return gzipSync(data)
  if (format === 'ZIP') return zip([{ name, bytes: data }], at)
  return format === 'HADOOP_SNAPPY' ? hadoopSnappy(data) : data
}

async function hadoopSnappy(data: Uint8Array): Promise<Uint8Array> {
  const { snappyCompress } = await import('hyparquet-writer/src/snappy.js')
  const parts: Uint8Array[] = []
  for (let from = 0; from < data.length; from += blockBytes) {
    const block = data.subarray(from, from + blockBytes)
    const body = snappyCompress(block)
    const head = Buffer.alloc(8)
    head.writeUInt32BE(block.length, 0)
    head.writeUInt32BE(body.length, 4)
    parts.push(head, body)
  }
  return Buffer.concat(parts)
}
