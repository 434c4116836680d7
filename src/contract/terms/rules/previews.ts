// Previews (Service Terms 2): a service, or a region, is labelled; who wants to call it enrols under its terms; access ends by release, by
// notice or at any moment, and what was made in it may go. A private preview is known to those who are in it.

import { desk } from '../desk.ts'
import type { Asked } from '../desk.ts'
import type { Office } from '../office.ts'
import type { Rule } from '../rule.ts'
import { addMonths } from '../../../kernel/clock.ts'
import { key } from '../../../std/key.ts'
import { hourMs } from '../../calendar.ts'
import { chargedFor } from '../charged.ts'
import { dollars } from '../../money.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''

interface Label { readonly isPrivate: boolean, readonly isRegion: boolean }

/** What is a preview now. */
export function labelOf(office: Office, name: string): Label | undefined {
  return office.table<Label>('preview.label').get(name)
}

function isEnrolled({ kept, given }: Pick<Asked, 'kept' | 'given'>): boolean {
  const ended = kept('beta/terminate').filter(({ preview }) => preview === given['preview']).at(-1)
  const joined = kept('beta/enroll').find(({ preview }) => preview === given['preview'])
  return joined !== undefined && (ended === undefined || ended.at < joined.at)
}

/** Before every call: why a preview, a service or a region, may not be used by an account. */
export function previewBar(office: Office, account: string, name: string): string | undefined {
  const label = labelOf(office, name)
  if (label === undefined) return undefined
  if (isEnrolled({ kept: (path: string) => office.kept(path, account), given: { preview: name } })) return overLimit(office, account, name)
  return `${name} is a preview: enrol first, POST /_orrery/beta/enroll (Service Terms ${label.isRegion ? '2.1#2' : '2.1#1'}).`
}

/** The provider sets how many calls an hour a preview takes of an account, anew whenever it likes (2.2). */
function overLimit(office: Office, account: string, name: string): string | undefined {
  const limit = office.keptByAll('beta/limit').filter(({ preview }) => preview === name).sort((a, b) => a.at - b.at).at(-1)?.['calls']
  if (limit === undefined) return undefined
  const table = office.table<{ readonly hour: number, readonly count: number }>('preview.calls')
  const id = key(account, name)
  const hour = Math.floor(office.now() / hourMs)
  const known = table.get(id)
  const count = known?.hour === hour ? known.count + 1 : 1
  office.transact(() => { table.put(id, { hour, count }) })
  return count > Number(limit) ? `LimitExceeded: the preview ${name} takes ${Number(limit)} calls an hour (Service Terms 2.2#2).`
    : undefined
}

function endFor({ office, rule, account, given }: Asked, why: string): string {
  office.announce({ ...rule, clauses: ['2.4#2'] }, { account, region: 'us-east-1' }, {
    service: text(given['preview']).toUpperCase(), word: 'PREVIEW_ENDED', affected: [text(given['preview'])],
    text: `The preview of ${text(given['preview'])} has ended: ${why}.`,
  })
  return `ended the preview of ${text(given['preview'])} for the account: ${why}`
}

export const previews: readonly Rule[] = [
  desk({
    path: 'beta/label', says: 'labels a service or region a preview, public or private', name: 'preview',
    takes: { preview: 'text', private: 'flag', region: 'flag' },
    does: {
      '2.1#1 2.1#2': ({ office, given }) => {
        office.transact(() => {
          office.table<Label>('preview.label').put(text(given['preview']), {
            isPrivate: given['private'] === true, isRegion: given['region'] === true,
          })
        })
        office.stops.begin()
        return `labelled ${text(given['preview'])} a preview`
      },
    },
  }),
  desk({ path: 'beta/limit', says: 'the provider sets how many calls an hour a preview takes of an account', takes: { preview: 'text',
    calls: 'count' }, clauses: ['2.2#2'] }),
  desk({
    path: 'beta/enroll', says: 'enrols in a preview under its terms', takes: { preview: 'text' }, name: 'preview',
      needs: ['2.2#1', '2.3#2'],
    accepts: ['2.6#1'],
  }),
  desk({
    path: 'beta/feedback', says: 'hands in results and suggestions', takes: { preview: 'text', words: 'text' }, accepts: ['2.3#1'],
  }),
  desk({
    path: 'beta/terminate', says: 'the provider ends an account\'s access, at once; what was made in it can be reached no more',
    takes: { preview: 'text' }, does: { '2.4#1 2.4#3': asked => endFor(asked, 'access was ended') },
  }),
  desk({
    path: 'beta/release', says: 'releases a preview for everybody', takes: { preview: 'text' },
    does: {
      '2.4#2': asked => {
        asked.office.transact(() => { asked.office.table('preview.label').delete(text(asked.given['preview'])) })
        asked.office.stops.begin()
        return endFor(asked, 'it is generally available')
      },
    },
  }),
  desk({
    path: 'beta/list', says: 'lists the previews that an account may know of', clauses: ['2.5'],
    answers: asked => ({
      previews: [...asked.office.table<Label>('preview.label').scan()]
        .filter(([preview, { isPrivate }]) => !isPrivate || isEnrolled({ ...asked, given: { preview } })).map(([preview]) => preview),
    }),
  }),
  desk({
    path: 'billing/liability', says: 'the most that the provider owes for a preview: twelve months\' charges', takes: { service: 'text' },
    clauses: ['2.6#2'],
    answers: ({ office, account, given }) => ({
      cap: dollars(chargedFor(office.contract, {
        account, service: text(given['service']), fromAt: addMonths(office.now(), -12), beforeAt: office.now(),
      })),
    }),
  }),
]
