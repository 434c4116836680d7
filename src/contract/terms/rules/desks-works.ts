// Works that are made from the provider's materials and their releases: games, scenes, simulations, migrated applications, web statistics
// (Service Terms 6, 42, 62, 63, 74), and benchmarks of the services (1.8).

import { desk } from '../desk.ts'
import type { Asked, Desk } from '../desk.ts'
import type { Rule } from '../rule.ts'
import { after } from '../span.ts'

const text = (value: unknown): string => typeof value === 'string' ? value : ''
const has = (found: readonly Readonly<Record<string, unknown>>[], member: string, value: unknown): boolean =>
  found.some(each => each[member] === value)

/** Whether the licence of the engine has ended, and by what. */
function licenceEnd({ kept }: Asked) {
  return kept('lumberyard/licence').at(-1)
}

/** A licence that has ended covers nothing new; one that the provider ended for convenience still covers what was registered before. */
const licenceBars: NonNullable<Desk['bars']> = {
  '42.11#1': asked => {
    const end = licenceEnd(asked)
    return end === undefined || end['cause'] === 'convenience' ? undefined : `LicenceEnded: ${text(end['cause'])}.`
  },
  '42.11#2': asked => {
    const end = licenceEnd(asked)
    if (end?.['cause'] !== 'convenience' || has(asked.kept('lumberyard/project'), 'name', asked.given['project'])) return undefined
    return 'LicenceEnded: only projects that were registered before go on.'
  },
}

const isOutbreak = ({ kept }: Asked) => kept('world/event').some(({ kind, certifiedBy }) =>
  kind === 'reanimating-outbreak' && /^CDC|disease control/i.test(text(certifiedBy)))

const oldAfter = '5y'

const games: readonly Rule[] = [
  desk({
    path: 'lumberyard/project', says: 'registers a game project', takes: { name: 'text', safetyCritical: 'flag' }, name: 'name',
    needs: ['42.4'], accepts: ['42.2.a', '42.5'], tells: ['42.9'],
    bars: {
      ...licenceBars,
      '42.10#1': asked => asked.given['safetyCritical'] === true && !isOutbreak(asked)
        ? 'NotAllowed: the engine is not for systems on which life depends.' : undefined,
    },
  }),
  desk({
    path: 'world/event', says: 'something happens in the world', takes: { kind: 'text', certifiedBy: 'text' },
    clauses: ['42.10#2'],
  }),
  desk({
    path: 'lumberyard/release', says: 'releases a project to players', name: 'project',
    takes: { project: 'text', engineFrom: 'time', consent: 'flag' }, needs: ['42.2.b', '42.7#1'], accepts: ['42.7#2'],
    bars: {
      ...licenceBars,
      '42.6#1': ({ given, kept }) => has(kept('lumberyard/project'), 'name', given['project']) ? undefined
        : 'RegistrationRequired: register the project first.',
      '42.6#2': ({ given, kept, office }) => {
        const isFirst = !has(kept('lumberyard/release'), 'project', given['project'])
        const isOld = after(Number(given['engineFrom']), oldAfter) < office.now()
        return isFirst && isOld && given['consent'] !== true ? 'ConsentRequired: the engine is older than five years.' : undefined
      },
    },
  }),
  desk({
    path: 'lumberyard/publisher', says: 'authorises a publisher', takes: { name: 'text' }, name: 'name',
    bars: {
      '42.2.c': ({ given, kept }) => {
        const present = kept('lumberyard/publisher')
        return present.length >= 5 && !has(present, 'name', given['name']) ? 'LimitExceeded: five publishers at most.' : undefined
      },
    },
  }),
  desk({
    path: 'lumberyard/fork', says: 'pushes a fork of the engine', takes: { repository: 'text', notice: 'flag', clouds: 'texts' },
    bars: {
      '42.2.d#1': ({ given }) => given['notice'] !== true ? 'NoticeMissing: a fork carries the licence notice.'
        : (given['clouds'] as string[]).length > 0 ? 'NotAllowed: a fork links to no other cloud.' : undefined,
    },
  }),
  desk({
    path: 'lumberyard/violation', says: 'the provider finds a fork that breaks its licence', takes: { repository: 'text' },
    does: {
      '42.2.d#2': async ({ office, account, given }) => {
        await office.call({ account, region: 'us-east-1' }, ['codecommit', 'DeleteRepository', { repositoryName: given['repository'] }])
        office.keep('lumberyard/licence', account, 'violation', { cause: 'breach' })
        return `deleted the fork ${text(given['repository'])} and ended the licence`
      },
    },
  }),
  desk({ path: 'lumberyard/licence', says: 'the licence ends: agreement, breach or convenience', takes: { cause: 'text' } }),
  desk({
    path: 'lumberyard/forum', says: 'quotes the engine in a forum', takes: { lines: 'count', credited: 'flag' }, accepts: ['42.8#2'],
    bars: {
      '42.8#1': ({ given }) => Number(given['lines']) > 50 ? 'TooManyLines: fifty lines at most.'
        : given['credited'] !== true ? 'NotCredited: quotes name their source.' : undefined,
    },
  }),
]

const scenes: readonly Rule[] = [
  desk({
    path: 'sumerian/scene', says: 'publishes a scene', takes: { scene: 'text', address: 'text' }, name: 'scene', needs: ['62.3'],
    accepts: ['62.2.a', '62.2.c'],
  }),
  desk({
    path: 'sumerian/asset', says: 'asks for an asset of a scene', takes: { scene: 'text', through: 'text' },
    bars: {
      '62.2.b': ({ given, kept }) => kept('sumerian/scene').some(({ scene, address }) =>
        scene === given['scene'] && address === given['through']) ? undefined
        : 'AccessDenied: assets go out through their scene\'s published address only.',
    },
  }),
  desk({
    path: 'robomaker/publication', says: 'publishes a simulation', takes: { simulation: 'text' }, needs: ['63.3'],
    accepts: ['63.2.b', '63.2.c'],
  }),
  desk({
    path: 'robomaker/run', says: 'runs a simulation: in the account, on own premises, or elsewhere',
    takes: { simulation: 'text', host: 'text' },
    bars: {
      '63.2.a': ({ given }) => ['account', 'premises'].includes(text(given['host'])) ? undefined
        : 'NotAllowed: simulations run in one\'s own account or on one\'s own premises.',
    },
  }),
]

const moves: readonly Rule[] = [
  desk({
    path: 'emp/package', says: 'packages an application to move it', takes: { package: 'text' }, name: 'package', needs: ['74.1'],
    tells: ['74.3'],
  }),
  desk({
    path: 'emp/run', says: 'runs a package: in the cloud or on premises', takes: { package: 'text', on: 'text' },
    bars: {
      '74.2': ({ given, kept, office }) => {
        if (given['on'] !== 'premises') return undefined
        const first = kept('emp/run').find(run => run['package'] === given['package'] && run['on'] === 'premises')
        return first !== undefined && after(first.at, '30d') < office.now() ? 'TrialExpired: thirty days on premises are over.' : undefined
      },
    },
  }),
]

const statistics: readonly Rule[] = [
  desk({ path: 'awis/key', says: 'activates a key for web statistics', takes: { purpose: 'text' }, needs: ['6#1', '6#3'] }),
  desk({
    path: 'awis/answer', says: 'asks for the statistics of a site', takes: { url: 'text' }, name: 'url',
    bars: { '6#1': ({ kept }) => kept('awis/key').length > 0 ? undefined : 'NoKey: activate a key first.' },
    answers: ({ office }) => ({ showUntil: new Date(after(office.now(), '1d')).toISOString() }),
  }),
  desk({
    path: 'awis/show', says: 'shows statistics that were received', takes: { url: 'text' },
    bars: {
      '6#2': ({ given, kept, office }) => {
        const received = kept('awis/answer').find(({ url }) => url === given['url'])
        return received !== undefined && office.now() - received.at <= 86_400_000 ? undefined
          : 'Stale: what is older than 24 hours may not be shown.'
      },
    },
  }),
]

const claims: readonly Rule[] = [
  desk({
    path: 'attest/benchmark', says: 'declares a benchmark of a service', takes: { service: 'text', disclosure: 'text?', publish: 'flag' },
    accepts: ['1.8#2'],
    bars: {
      '50.5#2': ({ given }) => given['service'] === 'lookoutmetrics' ? 'NotAllowed: this service may not be benchmarked.' : undefined,
      '10.3.1#6': ({ given }) => given['service'] === 'oracle' && given['publish'] === true
        ? 'NotAllowed: benchmarks of Oracle\'s software are not published.' : undefined,
      '1.8#1': ({ given }) => given['publish'] === true && given['disclosure'] === undefined
        ? 'DisclosureMissing: a published benchmark comes with all that repeats it.' : undefined,
    },
  }),
  desk({
    path: 'attest/resale', says: 'declares that slices of Windows instances are resold', takes: { exception: 'text' },
    bars: {
      '5.1.2': ({ given }) => ['end-user', 'own-applications', 'major-function'].includes(text(given['exception'])) ? undefined
        : 'NotAllowed: claim end-user, own-applications or major-function.',
    },
  }),
]

export const workDesks: readonly Rule[] = [...games, ...scenes, ...moves, ...statistics, ...claims]
