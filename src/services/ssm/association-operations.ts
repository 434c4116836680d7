// What State Manager adds to the manifest.

import { DescribeAssociation, DescribeAssociationExecutions, DescribeAssociationExecutionTargets, DescribeEffectiveInstanceAssociations,
  DescribeInstanceAssociationsStatus, ListAssociations, ListAssociationVersions } from './association-read.ts'
import { lookAgain, runOnce, runScheduled } from './association-run.ts'
import { CreateAssociation, CreateAssociationBatch, DeleteAssociation, StartAssociationsOnce, UpdateAssociation, UpdateAssociationStatus }
  from './association-write.ts'

export const associationOperations = {
  CreateAssociation, CreateAssociationBatch, DeleteAssociation, DescribeAssociation, DescribeAssociationExecutions,
  DescribeAssociationExecutionTargets, DescribeEffectiveInstanceAssociations, DescribeInstanceAssociationsStatus, ListAssociations,
  ListAssociationVersions, StartAssociationsOnce, UpdateAssociation, UpdateAssociationStatus,
}

export const associationTimers = { association: runScheduled, 'association-once': runOnce, 'association-look': lookAgain }

export const associationPages = [
  'DescribeAssociationExecutions', 'DescribeAssociationExecutionTargets', 'DescribeEffectiveInstanceAssociations',
  'DescribeInstanceAssociationsStatus', 'ListAssociations', 'ListAssociationVersions',
]
