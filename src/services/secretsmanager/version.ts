// Versions of secrets and their staging labels. A label is on one version at a time; a version without any is deprecated, and the oldest of
// many such go. Values are kept encrypted by a data key of KMS.
// Source: "What's in a Secrets Manager secret?", Secrets Manager User Guide; UpdateSecretVersionStage, API Reference.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Version {
  readonly name: string
  readonly id: string
  readonly stages: readonly string[]
  readonly createdAt: number
  readonly sequence: number
  readonly accessedAt?: number
  /** Absent of a version that waits for its rotation. */
  readonly sealed?: SealedValue
}

export interface SealedValue {
  readonly kind: 'string' | 'binary'
  readonly text: Uint8Array
  /** The data key, encrypted by KMS. */
  readonly key: Uint8Array
  readonly kmsKeyId: string
}

export const Version = records<Version>({
  name: 'Version', key: ['name', 'id'], indexes: { order: ({ name, sequence }) => [name, sequence] },
})

export const current = 'AWSCURRENT'
export const previous = 'AWSPREVIOUS'
export const pending = 'AWSPENDING'

const mostVersions = 100
const keptMs = 86_400_000

/** Oldest first. */
export function versionsOf(name: string, call: Call): IterableIterator<Version> {
  return call.of(Version).by('order').scan({ within: [name] })
}

/** Staging labels by version, of those that have any. */
export function stagesOf(name: string, call: Call): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {}
  for (const { id, stages } of versionsOf(name, call)) if (stages.length > 0) found[id] = stages
  return found
}

export function versionWith(name: string, stage: string, call: Call): Version | undefined {
  for (const version of versionsOf(name, call)) if (version.stages.includes(stage)) return version
  return undefined
}

/**
 * Puts a label on a version, off the one that had it. The one that was current is the previous one from then on.
 * @param to undefined takes the label off
 */
export function moveStage(name: string, stage: string, to: string | undefined, call: Call): void {
  const versions = call.of(Version)
  const from = versionWith(name, stage, call)
  if (from?.id === to) return
  if (from !== undefined) versions.put({ ...from, stages: from.stages.filter(each => each !== stage) })
  if (to !== undefined) {
    const target = versions.get(name, to)!
    versions.put({ ...target, stages: [...target.stages, stage] })
  }
  if (stage === current && from !== undefined && to !== undefined) moveStage(name, previous, from.id, call)
}

/** Keeps a new version with its labels, and lets the oldest deprecated ones go. */
export function addVersion(version: Omit<Version, 'stages' | 'sequence'>, stages: readonly string[], call: Call): void {
  const before = call.of(Version).get(version.name, version.id)
  call.of(Version).put({ ...version, stages: before?.stages ?? [], sequence: before?.sequence ?? call.sequence() })
  for (const stage of stages) moveStage(version.name, stage, version.id, call)
  const all = [...versionsOf(version.name, call)]
  const old = all.filter(({ stages: left, createdAt }) => left.length === 0 && createdAt < call.now() - keptMs)
  for (const { id } of old.slice(0, Math.max(0, all.length - mostVersions))) call.of(Version).delete(version.name, id)
}
