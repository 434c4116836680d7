// Amazon Simple Notification Service: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import { sweepArchive } from './archive.ts'
import { askAgain } from './confirmation.ts'
import { CreateTopic, DeleteTopic, ListTopics } from './creation.ts'
import { GetDataProtectionPolicy, PutDataProtectionPolicy } from './data-protection.ts'
import { resume, retry } from './delivery.ts'
import { actionOf, AddPermission, RemovePermission, resourcePolicyOf, targetOf } from './permission.ts'
import type { Naming } from './permission.ts'
import {
  CheckIfPhoneNumberIsOptedOut, GetSMSAttributes, ListOriginationNumbers, ListPhoneNumbersOptedOut, OptInPhoneNumber, SetSMSAttributes,
} from './phone.ts'
import {
  CreatePlatformApplication, GetPlatformApplicationAttributes, ListPlatformApplications, PlatformApplication,
  SetPlatformApplicationAttributes,
} from './platform-application.ts'
import {
  CreatePlatformEndpoint, DeleteEndpoint, DeletePlatformApplication, GetEndpointAttributes, ListEndpointsByPlatformApplication,
  PlatformEndpoint, SetEndpointAttributes,
} from './platform-endpoint.ts'
import { Publish, PublishBatch } from './publish.ts'
import {
  CreateSMSSandboxPhoneNumber, DeleteSMSSandboxPhoneNumber, GetSMSSandboxAccountStatus, ListSMSSandboxPhoneNumbers,
  VerifySMSSandboxPhoneNumber,
} from './sandbox.ts'
import { certificatePage } from './signature.ts'
import { ConfirmSubscription, forget, ListSubscriptions, ListSubscriptionsByTopic, Subscribe, Unsubscribe } from './subscribe.ts'
import { Subscription } from './subscription.ts'
import { GetSubscriptionAttributes, SetSubscriptionAttributes } from './subscription-attributes.ts'
import { taggedTopic, Topic } from './topic.ts'
import { TopicInlinePolicy, TopicPolicy } from './topic-policy.ts'
import { GetTopicAttributes, SetTopicAttributes } from './topic-settings.ts'
import { reportTexts } from './usage-report.ts'

export const sns = service({
  id: 'sns',
  resources: [Topic, Subscription, PlatformApplication, PlatformEndpoint, TopicInlinePolicy, TopicPolicy],
  operations: {
    AddPermission, CheckIfPhoneNumberIsOptedOut, ConfirmSubscription, CreatePlatformApplication, CreatePlatformEndpoint,
    CreateSMSSandboxPhoneNumber, CreateTopic, DeleteEndpoint, DeletePlatformApplication, DeleteSMSSandboxPhoneNumber, DeleteTopic,
    GetDataProtectionPolicy, GetEndpointAttributes, GetPlatformApplicationAttributes, GetSMSAttributes, GetSMSSandboxAccountStatus,
    GetSubscriptionAttributes, GetTopicAttributes, ListEndpointsByPlatformApplication, ListOriginationNumbers, ListPhoneNumbersOptedOut,
    ListPlatformApplications, ListSMSSandboxPhoneNumbers, ListSubscriptions, ListSubscriptionsByTopic, ListTopics, OptInPhoneNumber,
    Publish, PublishBatch, PutDataProtectionPolicy, RemovePermission, SetEndpointAttributes, SetPlatformApplicationAttributes,
    SetSMSAttributes, SetSubscriptionAttributes, SetTopicAttributes, Subscribe, Unsubscribe, VerifySMSSandboxPhoneNumber,
  },
  tagging: {
    resource: Topic, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', identify: taggedTopic,
    invalid: 'InvalidParameterException', tooMany: 'TagLimitExceededException',
  },
  // "Logging Amazon SNS API calls using AWS CloudTrail", SNS Developer Guide.
  dataEvents: ['Publish', 'PublishBatch'],
  // "up to 100 subscriptions", topics and endpoints a page: the lists of the API Reference.
  pageSizes: {
    ListTopics: 100, ListSubscriptions: 100, ListSubscriptionsByTopic: 100, ListPlatformApplications: 100,
    ListEndpointsByPlatformApplication: 100, ListPhoneNumbersOptedOut: 100,
  },
  admitsAnonymous: 'by-policy',
  // The links that every message and every confirmation carries are not signed.
  needsNoPermission: ['ConfirmSubscription', 'Unsubscribe'],
  denialCode: 'AuthorizationErrorException',
  iamPrefix: 'SNS',
  iamAction: actionOf,
  target: targetOf,
  resourcePolicy: resourcePolicyOf,
  timers: { askAgain, forget, reportTexts, resume, retry, sweepArchive },
  // "Amazon SNS SMS resource quotas": an account may spend a dollar a month until a quota increase is asked for.
  quotas: {
    MonthlySpendLimit: {
      value: 1, fault: 'InvalidParameterException',
      message: (_, value) => `Invalid parameter: MonthlySpendLimit Reason: the account may spend $${value} a month`,
    },
  },
  page: certificatePage,
  invalidToken: { code: 'InvalidParameter', message: 'Invalid parameter: NextToken' },
  unchecked: constraint => constraint !== 'required',

  /** A topic's calls go to its owner; an unsigned link, to its region too. */
  locate(_operation, input: Naming, caller) {
    const { TopicArn, TargetArn, SubscriptionArn, ResourceArn } = input
    const place = parseArn(TopicArn ?? TargetArn ?? SubscriptionArn ?? ResourceArn ?? '')
    if (place === undefined || place.service !== 'sns' || !/^\d{12}$/.test(place.account)) return undefined
    return { account: place.account, ...(caller.principal.kind === 'anonymous' && place.region !== '' && { region: place.region }) }
  },
})
