// Policies already read, by their text: compiling is dear and texts are judged again and again. A cache only, owned by a service's memory.

import { Recent } from '../identity/recent.ts'
import { readPolicy } from './document.ts'
import type { Policy, PolicyUse } from './document.ts'

export class PolicyShelf {
  readonly #read = new Recent<Policy | 'unreadable'>(256)

  /** The policy, or undefined for a text that is none: it allows nothing and denies nothing. */
  policy(text: string, use: PolicyUse): Policy | undefined {
    const name = `${use}:${text}`
    let known = this.#read.get(name)
    if (known === undefined) {
      const read = readPolicy(text, use)
      known = 'policy' in read ? read.policy : 'unreadable'
      this.#read.set(name, known)
    }
    return known === 'unreadable' ? undefined : known
  }
}
