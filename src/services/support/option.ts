// What a case may be about: services with their categories, severities, languages. Source: DescribeServices, DescribeSeverityLevels and
// DescribeCreateCaseOptions, AWS Support API Reference. The services are some of AWS's; their codes are AWS's.

import type { Support } from '../../../generated/aws/support.ts'
import type { Call } from '../../kernel/service.ts'
import { severitiesOf } from './plan.ts'

interface ServiceOption { readonly code: string, readonly name: string, readonly categories: readonly string[] }

const technical = ['general-guidance', 'apis', 'performance', 'other'] as const
const names: Readonly<Record<string, string>> = {
  'general-guidance': 'General Guidance', apis: 'APIs', performance: 'Performance', other: 'Other', 'other-billing-questions':
    'Other Billing Questions', 'service-credit': 'Service Credit', 'other-account-issues': 'Other Account Issues',
}

export const services: readonly ServiceOption[] = [
  ...Object.entries({
    'amazon-cloudfront': 'CloudFront', 'amazon-cloudwatch': 'CloudWatch', 'amazon-dynamodb': 'DynamoDB',
    'amazon-elastic-block-store': 'Elastic Block Store (EBS)', 'amazon-elastic-compute-cloud-linux': 'Elastic Compute Cloud (EC2 - Linux)',
    'amazon-elastic-compute-cloud-windows': 'Elastic Compute Cloud (EC2 - Windows)', 'amazon-relational-database-service-mysql':
      'Relational Database Service (MySQL)', 'amazon-simple-email-service': 'Simple Email Service (SES)',
    'amazon-simple-notification-service': 'Simple Notification Service (SNS)', 'amazon-simple-queue-service': 'Simple Queue Service (SQS)',
    'amazon-simple-storage-service': 'Simple Storage Service (S3)', 'amazon-virtual-private-cloud': 'Virtual Private Cloud (VPC)',
    'aws-identity-and-access-management': 'Identity and Access Management (IAM)', 'aws-lambda': 'Lambda', 'general-info': 'General Info',
  }).map(([code, name]) => ({ code, name, categories: technical })),
  { code: 'billing', name: 'Billing', categories: ['service-credit', 'other-billing-questions'] },
  { code: 'customer-account', name: 'Account', categories: ['other-account-issues'] },
]

/** Cases of these are no technical ones: any plan's team answers them. */
export const issueTypes = ['customer-service', 'technical'] as const

export const DescribeServices: Support['DescribeServices'] = ({ serviceCodeList: wanted = [] }, call) => {
  severitiesOf(call)
  return {
    services: services.filter(({ code }) => wanted.length === 0 || wanted.includes(code)).map(({ code, name, categories }) => ({
      code, name, categories: categories.map(category => ({ code: category, name: names[category]! })),
    })),
  }
}

export const DescribeSeverityLevels: Support['DescribeSeverityLevels'] = (_, call) => ({
  severityLevels: severitiesOf(call).map(({ code, name }) => ({ code, name })),
})

/** "Chinese, English, Japanese and Korean": codes of ISO 639-1. */
const languages = { en: 'English', zh: 'Chinese', ja: 'Japanese', ko: 'Korean' } as const

export function checkLanguage(language: string | undefined, call: Call): void {
  if (language !== undefined && !(language in languages)) throw call.fault('ValidationException', `Language ${language} is not supported.`)
}

export const DescribeSupportedLanguages: Support['DescribeSupportedLanguages'] = (_, call) => {
  severitiesOf(call)
  return { supportedLanguages: Object.entries(languages).map(([code, language]) => ({ code, language, display: code })) }
}

/** By web only: nobody answers a telephone or chats here. */
export const DescribeCreateCaseOptions: Support['DescribeCreateCaseOptions'] = ({ language }, call) => {
  severitiesOf(call)
  checkLanguage(language, call)
  const always = [{ startTime: '00:00', endTime: '23:59' }]
  return {
    languageAvailability: 'available',
    communicationTypes: [{ type: 'web', supportedHours: always, datesWithoutSupport: [] }],
  }
}
