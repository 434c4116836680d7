// What a snapshot may be called, and what is said when there is none of that name. Invariant: a name is also a folder's, and cannot mean
// another place.

import { SettingError } from '../fault.ts'

const allowed = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Throws a setting error for a name that is empty, too long, or could mean another path. */
export function assertSnapshotName(name: string): void {
  if (allowed.test(name)) return
  throw new SettingError(`${JSON.stringify(name)} cannot name a snapshot`,
    'Use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit.')
}

export function unknownSnapshot(name: string, known: readonly string[]): SettingError {
  return new SettingError(`There is no snapshot named ${JSON.stringify(name)}`,
    known.length === 0 ? 'None has been saved yet.' : `There are: ${[...known].sort().join(', ')}.`)
}
