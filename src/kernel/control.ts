// What Orrery's own HTTP face does: health, clock, reset, snapshots, calls, events, coverage. It reads JSON, drives the cloud and answers
// JSON. Who may call it is the gateway's matter (`gateway/admin.ts`).

import type { Cloud } from './cloud.ts'
import { SettingError } from './fault.ts'
import { AdminError } from './gateway/admin.ts'
import type { AdminFace, AdminRequest, EventFeed } from './gateway/admin.ts'
import type { JournalEntry } from './journal.ts'
import { derivedNames } from './resource/derive/derived-service.ts'
import { lettersIn } from './outbox.ts'
import { readPage } from './pages.ts'
import type { PageAddress } from './page-url.ts'
import { runControl } from './service-control.ts'
import type { ControlAddress } from './service-control.ts'
import type { Label } from './services.ts'

type Json = Record<string, unknown>

export interface ControlSettings { readonly version: string }

/** Registers every handler; the index at `/_orrery/` shows them in this order. */
export function registerControls(admin: AdminFace, cloud: Cloud, { version }: ControlSettings): void {
  registerHealth(admin, cloud, version)
  registerClock(admin, cloud)
  registerSnapshots(admin, cloud)
  registerJournal(admin, cloud)
  registerCoverage(admin, cloud)
  registerOutside(admin, cloud)
}

function registerHealth(admin: AdminFace, cloud: Cloud, version: string): void {
  admin.add('GET', 'health', 'whether it runs, since when, and with which settings', 'GET /_orrery/health', () => {
    const { directory, seed, iam, quotas, lifecycle } = cloud.settings
    return {
      status: 'running', version, now: timeOf(cloud), clock: cloud.clock.mode,
      state: directory === undefined ? 'ephemeral' : 'durable', iam, quotas, lifecycle, ...(seed !== undefined && { seed }),
    }
  }, { open: true })
  admin.add('GET', '/_localstack/health', 'the same for tools that wait for LocalStack', 'GET /_localstack/health', () => {
    const services = Object.fromEntries(cloud.core.services.writtenIds.map(id => [id, 'available']))
    return { services, edition: 'orrery', version }
  }, { open: true })
  const place = { account: '000000000000', region: 'us-east-1' }
  admin.add('POST', 'reset', 'empties the cloud, or the cells of an account and region', place, async ({ body }) => {
    await cloud.reset(read(body, { account: 'string', region: 'string' }) as Partial<typeof place>)
    return { reset: true }
  })
}

function registerClock(admin: AdminFace, cloud: Cloud): void {
  admin.add('GET', 'clock', 'the virtual time', 'GET /_orrery/clock', () => ({ now: timeOf(cloud), mode: cloud.clock.mode }))
  admin.add('POST', 'clock', 'winds, sets, freezes or resumes the clock', { advance: '30d' }, async ({ body }) => {
    const { advance, set, mode } = read(body, { advance: 'text-or-number', set: 'text-or-number', mode: 'string' }) as Json
    let fired = 0
    if (mode === 'frozen') cloud.clock.freeze()
    else if (mode === 'running') cloud.clock.resume()
    else if (mode !== undefined) throw new AdminError(400, `'${String(mode)}' is no mode of the clock.`, 'Use "frozen" or "running".')
    if (advance !== undefined) fired += (await cloud.clock.advance(advance as string | number)).fired
    if (set !== undefined) fired += (await cloud.clock.set(set as string | number)).fired
    return { now: timeOf(cloud), mode: cloud.clock.mode, fired }
  })
}

function registerSnapshots(admin: AdminFace, cloud: Cloud): void {
  const shown = () => ({
    snapshots: cloud.listSnapshots().map(({ name, savedAt, sizeBytes }) => ({ name, savedAt: new Date(savedAt).toISOString(), sizeBytes })),
  })
  admin.add('GET', 'snapshots', 'the saved states of the whole cloud', 'GET /_orrery/snapshots', shown)
  admin.add('POST', 'snapshots', 'saves the present state under a name', { name: 'before' }, async ({ body }) => {
    const { name } = read(body, { name: 'string' })
    if (name === undefined) throw new AdminError(400, 'A snapshot needs a name.', 'Send {"name": "before"}.')
    const { savedAt, sizeBytes } = await cloud.saveSnapshot(name as string)
    return { name, savedAt: new Date(savedAt).toISOString(), sizeBytes }
  })
  admin.add('POST', 'snapshots/{name}/restore', 'puts the present state aside for a saved one', {}, async ({ params }) => {
    await cloud.restoreSnapshot(params.name!)
    return { restored: params.name, now: timeOf(cloud) }
  })
  admin.add('POST', 'snapshots/{name}/branch', 'serves a copy of a saved state on a port of its own', { port: 0 }, async request => {
    const { params, body } = request
    const { port } = read(body, { port: 'text-or-number' })
    const { url } = await cloud.serveBranch(params.name!, Number(port ?? 0))
    return { branch: params.name, url }
  })
  admin.add('POST', 'snapshots/{name}/delete', 'removes a saved state', {}, async ({ params }) => {
    await cloud.deleteSnapshot(params.name!)
    return shown()
  })
}

function registerJournal(admin: AdminFace, cloud: Cloud): void {
  const page = 'GET /_orrery/calls?since=0&limit=100'
  admin.add('GET', 'calls', 'the calls after a sequence number, oldest first; without one the newest', page, ({ query }) => {
    const { journal } = cloud.core
    const limit = numberIn(query, 'limit') ?? 100
    const since = numberIn(query, 'since') ?? Math.max(0, journal.lastSequence - limit)
    return { calls: journal.since(since, limit).map(shownCall), last: journal.lastSequence }
  })
  admin.add('GET', 'events', 'calls and changes of resources as they happen, as server-sent events', 'GET /_orrery/events',
    request => follow(cloud, request))
}

function registerCoverage(admin: AdminFace, cloud: Cloud): void {
  const { services, catalogue } = cloud.core
  admin.add('GET', 'coverage', 'how many operations of each service behave, store and refuse', 'GET /_orrery/coverage', async () => {
    const rows = []
    for (const { id } of catalogue.entries) {
      const counts: Record<Label, number> = { behaves: 0, stores: 0, refuses: 0 }
      if (services.writtenIds.includes(id)) for (const { label } of await services.coverage(id) ?? []) counts[label] += 1
      else {
        counts.stores = derivedNames(catalogue.service(id)?.derivation).length
        counts.refuses = catalogue.operationNames(id).length - counts.stores
      }
      rows.push({ service: id, ...counts })
    }
    return { services: rows }
  })
  const one = 'GET /_orrery/coverage/sqs'
  admin.add('GET', 'coverage/{service}', 'how each operation of a service is answered, and why', one, async ({ params }) => {
    const operations = await services.coverage(params.service!)
    if (operations !== undefined) return { service: params.service, operations }
    throw new AdminError(404, `There is no AWS service '${params.service!}'.`,
      'Use the name of the AWS CLI, such as sqs; all are in GET /_orrery/coverage.')
  })
}

function registerOutside(admin: AdminFace, cloud: Cloud): void {
  const page = 'GET /_orrery/outbox?since=0&limit=100'
  admin.add('GET', 'outbox', 'e-mail, text messages and push notifications that the cloud would have sent', page, ({ query }) => {
    const letters = lettersIn(cloud.core.store, { after: numberIn(query, 'since') ?? 0, limit: numberIn(query, 'limit') ?? 100 })
    return { letters: letters.map(({ sentAt, ...letter }) => ({ ...letter, sentAt: new Date(sentAt).toISOString() })) }
  })
  const certificate = 'GET /_orrery/pages/SERVICE/000000000000/us-east-1/PAGE'
  admin.add('GET', 'pages/{service}/{account}/{region}/{page}', 'what a service shows outside of its API', certificate,
    ({ params }) => readPage(cloud.core, params as unknown as PageAddress, cloud.invoke), { open: true })
  admin.add('POST', 'services/{service}/{account}/{region}/{control}', 'what happens to a service\'s things outside of its API', {},
    ({ params, body }) => runControl(cloud.core, params as unknown as ControlAddress, body, cloud.invoke))
}

function follow(cloud: Cloud, request: AdminRequest): EventFeed {
  const queued: { name: string, data: unknown }[] = []
  let wake = () => {}
  let gone = false
  const tell = (name: string, data: unknown) => {
    queued.push({ name, data })
    wake()
  }
  const ends = [
    cloud.core.journal.listen(entry => { tell('call', shownCall(entry)) }),
    cloud.core.events.listen(({ before: _before, after: _after, ...event }) => { tell(event.kind, event) }),
  ]
  request.onGone(() => {
    gone = true
    for (const end of ends) end()
    wake()
  })
  async function* events() {
    while (!gone) {
      yield* queued.splice(0)
      if (queued.length === 0 && !gone) await new Promise<void>(resolve => { wake = resolve })
    }
  }
  return { events: events() }
}

function shownCall(entry: JournalEntry): Json {
  const { at, principal, ...rest } = entry
  const { arn, service, kind, accessKeyId } = principal
  return { ...rest, at: new Date(at).toISOString(), principal: arn || service || kind, accessKeyId }
}

function timeOf(cloud: Cloud): string {
  return new Date(cloud.clock.now()).toISOString()
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new AdminError(400, `'${text}' is no number for ${name}.`, `Write ${name}=100.`)
  return value
}

/** The known members of a JSON body. @throws SettingError for anything else, by name */
function read(body: unknown, members: Readonly<Record<string, 'string' | 'text-or-number'>>): Json {
  const names = Object.keys(members).join(', ')
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SettingError('The body is no JSON object.', `Send an object with ${names}.`)
  }
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(members, name) ? members[name] : undefined
    if (kind === undefined) throw new SettingError(`There is no setting '${name}' here.`, `Use ${names}.`)
    if (typeof value !== 'string' && !(kind === 'text-or-number' && typeof value === 'number')) {
      throw new SettingError(`'${name}' must be text.`, `Write it in quotation marks.`)
    }
  }
  return body as Json
}
