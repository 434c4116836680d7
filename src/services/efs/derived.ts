// What EFS's model does not tell: the form of its ids, what a file system is where the caller says nothing, its size when it is new (6
// KiB).
// Source: CreateFileSystem and FileSystemDescription, Amazon EFS API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    FileSystem: {
      id: 'fs-{hex:17}', defaults: { performancemode: 'generalPurpose', throughputmode: 'bursting', encrypted: false },
      gives: { sizeinbytes: { Value: 6144, ValueInIA: 0, ValueInStandard: 6144 } }, counts: { numberofmounttargets: 'MountTarget' },
    },
  },
}
