// Calls that wait: long polls, and whatever must answer when something arrives or a time is reached. In memory only; a waiter is a client's
// open request. Invariant: a waiter is answered once, oldest first, and never later than its real deadline, so that no request hangs under
// a frozen clock.

interface Waiter { readonly dueAt: number, readonly answer: (outcome: WaitOutcome) => void }

export type WaitOutcome = 'woken' | 'due' | 'gone'

export interface WaitOptions {
  /** Virtual time to wait for, epoch ms. */
  readonly dueAt: number
  /** The most real time the client is kept, ms. */
  readonly patienceMs: number
  /** The client went away. */
  readonly signal?: AbortSignal
}

export class Waits {
  readonly #byKey = new Map<string, Set<Waiter>>()
  readonly #rearm: () => void

  /** @param rearm told when a waiter may be due earlier than what the clock knows */
  constructor(rearm: () => void) {
    this.#rearm = rearm
  }

  /** Waits until `wake(key)`, the virtual time, the real deadline, or the client's going. */
  wait(key: string, { dueAt, patienceMs, signal }: WaitOptions): Promise<WaitOutcome> {
    if (signal?.aborted) return Promise.resolve('gone')
    return new Promise(resolve => {
      const gone = () => answer('gone')
      const deadline = setTimeout(() => answer('due'), patienceMs)
      const answer = (outcome: WaitOutcome) => {
        if (!this.#forget(key, waiter)) return
        clearTimeout(deadline)
        signal?.removeEventListener('abort', gone)
        resolve(outcome)
      }
      const waiter: Waiter = { dueAt, answer }
      const waiters = this.#byKey.get(key)
      if (waiters === undefined) this.#byKey.set(key, new Set([waiter]))
      else waiters.add(waiter)
      signal?.addEventListener('abort', gone, { once: true })
      this.#rearm()
    })
  }

  /** Answers the `count` oldest waiters of the key. */
  wake(key: string, count = 1): void {
    const waiters = this.#byKey.get(key)
    if (waiters === undefined) return
    let left = count
    for (const waiter of [...waiters]) {
      if (left === 0) return
      left -= 1
      waiter.answer('woken')
    }
  }

  nextDueAt(): number | undefined {
    let earliest: number | undefined
    for (const waiters of this.#byKey.values()) {
      for (const { dueAt } of waiters) if (earliest === undefined || dueAt < earliest) earliest = dueAt
    }
    return earliest
  }

  runDue(now: number): number {
    let count = 0
    for (const waiters of [...this.#byKey.values()]) {
      for (const waiter of [...waiters]) {
        if (waiter.dueAt > now) continue
        waiter.answer('due')
        count += 1
      }
    }
    return count
  }

  /** Answers everyone, when the cloud closes. */
  close(): void {
    for (const waiters of [...this.#byKey.values()]) for (const waiter of [...waiters]) waiter.answer('gone')
  }

  #forget(key: string, waiter: Waiter): boolean {
    const waiters = this.#byKey.get(key)
    if (waiters === undefined || !waiters.delete(waiter)) return false
    if (waiters.size === 0) this.#byKey.delete(key)
    return true
  }
}
