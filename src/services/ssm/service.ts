// AWS Systems Manager: the manifest. What each noun does is in its own file, and each group of them says in a file of its own what it adds
// here: operations, timers.

import { service } from '../../kernel/service.ts'
import { conditionsOf, ownerOf, resourcePolicyOf, targetOf } from './access.ts'
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
  resources: [Document, Parameter, ...nodeResources, ...opsResources, ...windowResources],
  operations: {
    AddTagsToResource, ListTagsForResource, RemoveTagsFromResource,
    ...documentOperations, ...nodeOperations, ...opsOperations, ...parameterOperations, ...windowOperations,
  },
  timers: {
    ...parameterTimers, ...nodeTimers, ...windowTimers,
  },
  refuses: nodeRefusals,
  controls: nodeControls,
  target: targetOf,
  conditions: conditionsOf,
  resourcePolicy: resourcePolicyOf,
  locate: ownerOf,
  quotas: {
    // "AWS Systems Manager endpoints and quotas", AWS General Reference.
    Document: { value: 500, fault: 'DocumentLimitExceeded', message: () => 'You can have at most 500 active SSM documents.' },
  },
  ownPages: [...documentPages, ...nodePages, ...opsPages, 'DescribeParameters', 'GetParameterHistory', 'GetParametersByPath'],
})
