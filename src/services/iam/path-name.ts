// Paths and names: a record's `pathName` is its path with its name behind it, as both stand in its ARN. Names are unique whatever their
// case
// and path, so keys are names in lower case. Source: "IAM identifiers", IAM User Guide.

import { resource } from '../../kernel/service.ts'
import type { CloudFormationHandlers, ResourceType } from '../../kernel/service.ts'

/** What has a path and a name. */
export interface Named {
  /** `/team/alice` */
  readonly pathName: string
  readonly id: string
  readonly createdAt: number
}

export const nameOf = ({ pathName }: Pick<Named, 'pathName'>): string => pathName.slice(pathName.lastIndexOf('/') + 1)
export const pathOf = ({ pathName }: Pick<Named, 'pathName'>): string => pathName.slice(0, pathName.lastIndexOf('/') + 1)

interface Declared {
  readonly name: string
  readonly arn: string
  readonly missing: (name: string) => string
  readonly present: (name: string) => string
  readonly cloudFormation?: CloudFormationHandlers
}

/** A type whose records are found by their names, without their paths and whatever the case. */
export function named<T extends Pick<Named, 'pathName'>>({ name, arn, missing, present, cloudFormation }: Declared): ResourceType<T> {
  const said = (text: (name: string) => string) => ([key = '']: readonly (string | number)[]) => text(String(key))
  return {
    ...resource<T>({
      name, key: 'pathName' as keyof T & string, arn, tags: 'list',
      notFound: { code: 'NoSuchEntityException', message: said(missing) },
      exists: { code: 'EntityAlreadyExistsException', message: said(present) },
      ...(cloudFormation !== undefined && { cloudFormation }),
    }),
    keyOf: record => [nameOf(record).toLowerCase()],
  }
}
