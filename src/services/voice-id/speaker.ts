// Speakers of a domain: enrolled by what a caller says, opted out, deleted. A speaker is found by the customer's own id or by the generated
// one. Source: Speaker, OptOutSpeaker, Amazon Connect Voice ID API Reference.

import type { DescribeSpeakerResponse, VoiceId } from '../../../generated/aws/voice-id.ts'
import { records, sealedPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

type Shown = NonNullable<DescribeSpeakerResponse['Speaker']>

interface Speaker {
  readonly domain: string
  readonly id: string
  readonly customerId: string
  readonly status: 'ENROLLED' | 'OPTED_OUT'
  readonly createdAt: number
  readonly updatedAt: number
  readonly accessedAt: number
}

const Speaker = records<Speaker>({ name: 'Speaker', key: ['domain', 'id'] })

type VoiceCall = Call<'ResourceNotFoundException' | 'ValidationException'>

async function checkDomain(domain: string, call: VoiceCall): Promise<void> {
  // Its own service's fault where there is none.
  await call.to('voice-id').DescribeDomain({ DomainId: domain })
}

function find(domain: string, id: string, call: VoiceCall): Speaker | undefined {
  return call.of(Speaker).get(domain, id) ?? [...call.of(Speaker).scan({ within: [domain] })].find(({ customerId }) => customerId === id)
}

/** @throws ResourceNotFoundException */
function speakerNamed(domain: string, id: string, call: VoiceCall): Speaker {
  const found = find(domain, id, call)
  if (found === undefined) throw call.fault('ResourceNotFoundException', `Speaker not found: ${id}`)
  return found
}

function shown({ domain, id, customerId, status, createdAt, updatedAt, accessedAt }: Speaker): Shown {
  return {
    DomainId: domain, GeneratedSpeakerId: id, CustomerSpeakerId: customerId, Status: status, CreatedAt: createdAt, UpdatedAt: updatedAt,
    LastAccessedAt: accessedAt,
  }
}

function made(domain: string, customerId: string, status: Speaker['status'], call: VoiceCall): Speaker {
  const now = call.now()
  const known = find(domain, customerId, call)
  const speaker: Speaker = {
    createdAt: now, domain, id: `id#${call.alphanumeric(22)}`, customerId, ...known, status, updatedAt: now, accessedAt: now,
  }
  call.of(Speaker).put(speaker)
  return speaker
}

interface Spoken { readonly domain?: unknown, readonly speaker?: unknown }

/** Out of the control's body. Who has opted out stays so; nobody sees a speaker of a domain that is not there. */
export function speak({ domain, speaker }: Spoken, call: VoiceCall): Shown {
  if (typeof domain !== 'string' || typeof speaker !== 'string') {
    throw call.fault('ValidationException', 'Say {"domain": "…", "speaker": "…"}.')
  }
  const known = find(domain, speaker, call)
  return known?.status === 'OPTED_OUT' ? shown(known) : shown(made(domain, speaker, 'ENROLLED', call))
}

/** Makes the speaker where there is none: from then on nothing of it is enrolled. */
export const OptOutSpeaker: VoiceId['OptOutSpeaker'] = async ({ DomainId: domain, SpeakerId: id }, call) => {
  await checkDomain(domain, call)
  return call.transact(() => ({ Speaker: shown(made(domain, find(domain, id, call)?.customerId ?? id, 'OPTED_OUT', call)) }))
}

export const DescribeSpeaker: VoiceId['DescribeSpeaker'] = async ({ DomainId: domain, SpeakerId: id }, call) => {
  await checkDomain(domain, call)
  return { Speaker: shown(speakerNamed(domain, id, call)) }
}

export const DeleteSpeaker: VoiceId['DeleteSpeaker'] = async ({ DomainId: domain, SpeakerId: id }, call) => {
  await checkDomain(domain, call)
  call.transact(() => { call.of(Speaker).delete(domain, speakerNamed(domain, id, call).id) })
  return {}
}

export const ListSpeakers: VoiceId['ListSpeakers'] = async ({ DomainId: domain, MaxResults: limit, NextToken: token }, call) => {
  await checkDomain(domain, call)
  const { items, next } = sealedPage([...call.of(Speaker).scan({ within: [domain] })], { limit, usual: 100, token }, call, () =>
    call.fault('ValidationException', 'NextToken is not valid'))
  return { SpeakerSummaries: items.map(shown), ...next }
}
