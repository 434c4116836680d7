// What a bucket may be called. Pure. Source: "General purpose bucket naming rules", Amazon S3 User Guide.

const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-']
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3']

/** Directory buckets, and only they, are called so. */
export function isDirectoryName(name: string): boolean {
  return name.endsWith('--x-s3')
}

/** Whether a general purpose bucket may be made under the name. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)
    && !name.includes('..')
    && !/^\d+\.\d+\.\d+\.\d+$/.test(name)
    && !reservedPrefixes.some(prefix => name.startsWith(prefix))
    && !reservedSuffixes.some(suffix => name.endsWith(suffix))
}
