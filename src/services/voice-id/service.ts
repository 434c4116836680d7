// Amazon Connect Voice ID: speakers are written, domains and watchlists derived. The manifest.

import { service } from '../../kernel/service.ts'
import { DeleteSpeaker, DescribeSpeaker, ListSpeakers, OptOutSpeaker, speak } from './speaker.ts'

const audio = 'No voice is heard here: nobody is recognised, and no recording is enrolled. The control "enrolment" says that a speaker was.'

export const voiceId = service({
  id: 'voice-id',
  operations: { DeleteSpeaker, DescribeSpeaker, ListSpeakers, OptOutSpeaker },
  refuses: {
    AssociateFraudster: audio, DeleteFraudster: audio, DescribeFraudster: audio, DescribeFraudsterRegistrationJob: audio,
    DescribeSpeakerEnrollmentJob: audio, DisassociateFraudster: audio, EvaluateSession: audio, ListFraudsterRegistrationJobs: audio,
    ListFraudsters: audio, ListSpeakerEnrollmentJobs: audio, StartFraudsterRegistrationJob: audio, StartSpeakerEnrollmentJob: audio,
  },
  ownPages: ['ListSpeakers'],
  controls: {
    enrolment: {
      does: 'a call ended in which a speaker\'s voice was enrolled, or heard again', run: speak,
      example: { domain: 'AbCdEfGhIjKlMnOpQrStUv', speaker: 'customer-1' },
    },
  },
})
