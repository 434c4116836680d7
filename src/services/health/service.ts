// AWS Health: the notices that the service terms give rise to, as events of the account.

import { service } from '../../kernel/service.ts'
import { DescribeAffectedEntities, DescribeEntityAggregates } from './entity.ts'
import { DescribeEventAggregates, DescribeEventDetails, DescribeEvents, DescribeEventTypes } from './event.ts'

const organizational = 'Health of a whole organization is not gathered: ask each account.'
const tags = 'Notices carry no tags.'

export const health = service({
  id: 'health',
  scope: 'account',
  operations: {
    DescribeAffectedEntities, DescribeEntityAggregates, DescribeEventAggregates, DescribeEventDetails, DescribeEvents, DescribeEventTypes,
  },
  refuses: {
    ConfigureTags: tags, ConfigureTagsForOrganization: tags, DescribeTagKeys: tags, DescribeTagKeysForOrganization: tags,
      DescribeTags: tags,
    DescribeTagsForOrganization: tags, DescribeTagsOnboardingStatus: tags, DescribeTagsOnboardingStatusForOrganization: tags,
    DisableTags: tags, DisableTagsForOrganization: tags, EnableTags: tags, EnableTagsForOrganization: tags,
    DescribeAffectedAccountsForOrganization: organizational, DescribeAffectedEntitiesForOrganization: organizational,
    DescribeEntityAggregatesForOrganization: organizational, DescribeEventDetailsForOrganization: organizational,
    DescribeEventsForOrganization: organizational, DescribeHealthServiceStatusForOrganization: organizational,
    DisableHealthServiceAccessForOrganization: organizational, EnableHealthServiceAccessForOrganization: organizational,
    DescribeServiceLifecycle: 'Lifecycles of AWS\'s services are not kept.',
  },
})
