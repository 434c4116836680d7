// AWS Systems Manager: the manifest. What each noun does is in its own file, and each group of them says in a file of its own what it adds
// here: operations, timers.

import { service } from '../../kernel/service.ts'
import { conditionsOf, ownerOf, resourcePolicyOf, targetOf } from './access.ts'
import { associationOperations, associationPages, associationTimers } from './association-operations.ts'
import { Association } from './association.ts'
import { automationOperations, automationPages, automationTimers } from './automation-operations.ts'
import { Automation } from './automation.ts'
import { commandOperations, commandPages, commandTimers } from './command-operations.ts'
import { commandControls } from './command-run.ts'
import { documentOperations, documentPages } from './document-operations.ts'
import { Document } from './document.ts'
import { nodeOperations, nodePages, nodeRefusals } from './node-operations.ts'
import { nodeControls } from './node-registration.ts'
import { nodeResources, nodeTimers } from './node-resources.ts'
import { opsOperations, opsPages, opsResources } from './ops-operations.ts'
import { parameterOperations, parameterTimers } from './parameter-operations.ts'
import { Parameter } from './parameter.ts'
import { AddTagsToResource, ListTagsForResource, RemoveTagsFromResource } from './tag.ts'
import { windowOperations, windowResources } from './window-operations.ts'
import { windowTimers } from './window-run.ts'

export const ssm = service({
  id: 'ssm',
  resources: [
    Association, Automation, Document, Parameter,
    ...nodeResources,
    ...opsResources,
    ...windowResources,
  ],
  operations: {
    AddTagsToResource, ListTagsForResource, RemoveTagsFromResource,
    ...associationOperations,
    ...automationOperations,
    ...commandOperations,
    ...documentOperations,
    ...nodeOperations,
    ...opsOperations,
    ...parameterOperations,
    ...windowOperations,
  },
  timers: {
    ...associationTimers,
    ...automationTimers,
    ...commandTimers,
    ...nodeTimers,
    ...parameterTimers,
    ...windowTimers,
  },
  refuses: nodeRefusals,
  controls: { ...commandControls, ...nodeControls },
  target: targetOf,
  conditions: conditionsOf,
  resourcePolicy: resourcePolicyOf,
  locate: ownerOf,
  quotas: {
    // "AWS Systems Manager endpoints and quotas", AWS General Reference.
    Association: { value: 2000, fault: 'AssociationLimitExceeded', message: () => 'You can have at most 2,000 active associations.' },
    Document: { value: 500, fault: 'DocumentLimitExceeded', message: () => 'You can have at most 500 active SSM documents.' },
  },
  ownPages: [
    ...associationPages,
    ...automationPages,
    ...commandPages,
    ...documentPages,
    ...nodePages,
    ...opsPages,
    'DescribeParameters', 'GetParameterHistory', 'GetParametersByPath',
  ],
})
