// Amazon Simple Email Service, its first API: the manifest. Identities, what is set for them, receipt rules and sending are written by
// hand;
// templates and configuration sets are derived from the model.

import { service } from '../../kernel/service.ts'
import { confirm, DeleteIdentity, DeleteVerifiedEmailAddress, ListIdentities, ListVerifiedEmailAddresses, VerifyDomainIdentity,
  VerifyEmailAddress, VerifyEmailIdentity } from './identity.ts'
import {
  DeleteIdentityPolicy, GetIdentityDkimAttributes, GetIdentityMailFromDomainAttributes, GetIdentityNotificationAttributes,
  GetIdentityPolicies, GetIdentityVerificationAttributes, ListIdentityPolicies, PutIdentityPolicy, SetIdentityDkimEnabled,
  SetIdentityFeedbackForwardingEnabled, SetIdentityHeadersInNotificationsEnabled, SetIdentityMailFromDomain,
  SetIdentityNotificationTopic, VerifyDomainDkim,
} from './identity-settings.ts'
import { GetSendQuota, GetSendStatistics, SendEmail, SendRawEmail } from './mail.ts'
import {
  CloneReceiptRuleSet, CreateReceiptRule, CreateReceiptRuleSet, DeleteReceiptRule, DeleteReceiptRuleSet, DescribeActiveReceiptRuleSet,
  DescribeReceiptRule, DescribeReceiptRuleSet, ListReceiptRuleSets, ReorderReceiptRuleSet, SetActiveReceiptRuleSet,
  SetReceiptRulePosition, UpdateReceiptRule,
} from './receipt-rule.ts'

const language = 'Templates are kept, and the language that they are written in (Handlebars) is not read. Render them, and use SendEmail.'

export const ses = service({
  id: 'ses',
  operations: {
    CloneReceiptRuleSet, CreateReceiptRule, CreateReceiptRuleSet, DeleteIdentity, DeleteIdentityPolicy, DeleteReceiptRule,
    DeleteReceiptRuleSet, DeleteVerifiedEmailAddress, DescribeActiveReceiptRuleSet, DescribeReceiptRule, DescribeReceiptRuleSet,
    GetIdentityDkimAttributes, GetIdentityMailFromDomainAttributes, GetIdentityNotificationAttributes, GetIdentityPolicies,
    GetIdentityVerificationAttributes, GetSendQuota, GetSendStatistics, ListIdentities, ListIdentityPolicies, ListReceiptRuleSets,
    ListVerifiedEmailAddresses, PutIdentityPolicy, ReorderReceiptRuleSet, SendEmail, SendRawEmail, SetActiveReceiptRuleSet,
    SetIdentityDkimEnabled, SetIdentityFeedbackForwardingEnabled, SetIdentityHeadersInNotificationsEnabled, SetIdentityMailFromDomain,
    SetIdentityNotificationTopic, SetReceiptRulePosition, UpdateReceiptRule, VerifyDomainDkim, VerifyDomainIdentity, VerifyEmailAddress,
    VerifyEmailIdentity,
  },
  refuses: {
    SendBulkTemplatedEmail: language, SendTemplatedEmail: language, TestRenderTemplate: language,
    SendBounce: 'No mail comes in from outside, so there is none to bounce.',
  },
  pageSizes: { ListIdentities: 1_000 },
  page: confirm,
})
