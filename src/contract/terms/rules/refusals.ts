// Calls that the terms forbid, each with the service's own error.

import type { Values } from '../../../wire/protocol.ts'
import { refusal } from '../refusal.ts'
import type { Rule } from '../rule.ts'

/** "AWS Service Terms", opening note: one year from 10 June 2020. */
const pauseFromAt = Date.UTC(2020, 5, 10)
const pauseUntilAt = Date.UTC(2021, 5, 10)

const emergencyNumbers = /^\+?(1?911|112|999|000|110|119)$/

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function isEmergency(number: unknown): boolean {
  return emergencyNumbers.test(text(number))
}

function within(input: Values, member: string): Values {
  const held = input[member]
  return typeof held === 'object' && held !== null ? held as Values : {}
}

/** Public certificates may not stand for names that are made to look like another's. */
const lookalikes = /(^|\.)(amaz0n|arnazon|paypa1|g00gle|micr0soft)\./

export const refusals: readonly Rule[] = [
  refusal({
    id: 'police-face-pause', clauses: ['0#1', '0#2'],
    says: 'Police forces may not compare faces in criminal investigations for a year from 10 June 2020, but for missing persons.',
    on: ['rekognition:CompareFaces', 'rekognition:SearchFaces', 'rekognition:SearchFacesByImage', 'rekognition:StartFaceSearch'],
    code: 'AccessDeniedException',
    when: ({ office, call }) => {
      const { organisation, flags } = office.profile(call.account)
      const isPaused = office.now() >= pauseFromAt && office.now() < pauseUntilAt
      if (organisation !== 'police' || !isPaused || flags.includes('missing-persons')) return undefined
      return 'Face comparison for criminal investigations is paused for police forces until 2021-06-10 (Service Terms, opening note).'
    },
  }),
  refusal({
    id: 'sns-emergency-number', clauses: ['11.6#2'], says: 'No text message goes to an emergency number.',
      on: ['sns:Publish', 'sns:Subscribe'],
    code: 'InvalidParameter',
    when: ({ input }) => isEmergency(input['PhoneNumber']) || input['Protocol'] === 'sms' && isEmergency(input['Endpoint'])
      ? 'Invalid parameter: PhoneNumber is an emergency number.' : undefined,
  }),
  refusal({
    id: 'pinpoint-emergency-number', clauses: ['29.4.c#1'], says: 'No message goes to an emergency number.', on: ['pinpoint:SendMessages'],
    code: 'BadRequestException',
    when: ({ input }) => Object.keys(within(within(input, 'MessageRequest'), 'Addresses')).some(isEmergency)
      ? 'An address is an emergency number.' : undefined,
  }),
  refusal({
    id: 'connect-emergency-number', clauses: ['54.2#1'], says: 'No outbound call goes to an emergency number.',
    on: ['connect:StartOutboundVoiceContact'], code: 'DestinationNotAllowedException', status: 403,
    when: ({ input }) => isEmergency(input['DestinationPhoneNumber']) ? 'Outbound calls to emergency numbers are not allowed.' : undefined,
  }),
  refusal({
    id: 'connect-agent-in-india', clauses: ['54.4#2'], says: 'An agent in India may not call a number in India.',
    on: ['connect:StartOutboundVoiceContact'], code: 'DestinationNotAllowedException', status: 403,
    when: ({ input, office, call }) => office.profile(call.account).country === 'IN' && /^\+91/.test(text(input['DestinationPhoneNumber']))
      ? 'Outbound calls to this destination are not allowed.' : undefined,
  }),
  refusal({
    id: 'chime-emergency-number', clauses: ['53.6#1'], says: 'No call goes to an emergency number.', on: ['chime:CreateMeetingDialOut'],
    code: 'BadRequestException',
    when: ({ input }) => isEmergency(input['ToPhoneNumber']) ? 'The number to call is an emergency number.' : undefined,
  }),
  refusal({
    id: 'acm-lookalike', clauses: ['41.2.x'], says: 'No certificate is made for a name that imitates another.',
    on: ['acm:RequestCertificate'], code: 'InvalidDomainValidationOptionsException', isPolicy: true,
    when: ({ input }) => lookalikes.test(`${text(input['DomainName'])}.`) ? 'The domain name is not allowed.' : undefined,
  }),
  refusal({
    id: 'ground-truth-crowd', clauses: ['60.4.a', '60.4.b'],
    says: 'Work for the public crowd is declared free of personal data and of adult content.', on: ['sagemaker:CreateLabelingJob'],
    code: 'ValidationException',
    when: ({ input }) => {
      if (!text(within(input, 'HumanTaskConfig')['WorkteamArn']).includes(':workteam/public-crowd/')) return undefined
      const attributes = within(within(input, 'InputConfig'), 'DataAttributes')['ContentClassifiers']
      const declared = Array.isArray(attributes) ? attributes : []
      const lacking = ['FreeOfPersonallyIdentifiableInformation', 'FreeOfAdultContent'].filter(name => !declared.includes(name))
      return lacking.length === 0 ? undefined : `ContentClassifiers must contain ${lacking.join(' and ')} for the public workforce.`
    },
  }),
  refusal({
    id: 'byol-oracle-hosting', clauses: ['10.3.1#4'], says: 'A database with an included Oracle licence is not for hosting others.',
    on: ['rds:CreateDBInstance'], code: 'InvalidParameterCombination',
    when: ({ input, office, call }) => /^oracle/.test(text(input['Engine'])) && input['LicenseModel'] === 'license-included'
      && office.profile(call.account).flags.includes('hosting')
      ? 'License-included Oracle databases may not serve hosting for third parties.' : undefined,
  }),
  refusal({
    id: 'fraud-detector-purpose', clauses: ['75.1#2'], says: 'Fraud Detector is for fraud, not for five kinds of decisions about people.',
    on: ['frauddetector:PutDetector', 'frauddetector:CreateModel'], code: 'AccessDeniedException',
    when: ({ office, call }) => office.profile(call.account).flags.includes('eligibility-decisions')
      ? 'Fraud Detector may not be used for decisions on credit, housing, employment, insurance or benefits.' : undefined,
  }),
]
