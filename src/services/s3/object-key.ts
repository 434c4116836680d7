// What an object's key and a version's id may be. Pure. Source: "Naming Amazon S3 objects", Amazon S3 User Guide.

import { invalidArgument, s3Fault } from './fault.ts'

const longestBytes = 1024

/** @throws KeyTooLongError */
export function checkKey(key: string): void {
  const sizeBytes = Buffer.byteLength(key)
  if (sizeBytes > longestBytes) throw s3Fault('KeyTooLongError', { Size: sizeBytes, MaxSizeAllowed: longestBytes })
}

/** @throws InvalidArgument */
export function checkVersionId(versionId: string): void {
  if (!/^[\w.-]{1,1024}$/.test(versionId)) throw invalidArgument('Invalid version id specified', 'versionId', versionId)
}
