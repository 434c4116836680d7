// Domain events: what happened to resources, told to subscribers inside the process after the transaction that made it happen.
// It is no queue: a subscriber that must not lose an event stores what it needs in its own transaction.

export interface DomainEvent {
  readonly kind: 'resource-created' | 'resource-changed' | 'resource-deleted'
  readonly service: string
  readonly type: string
  readonly arn: string
  readonly account: string
  readonly region: string
  readonly at: number
  readonly before: unknown
  readonly after: unknown
}

export class Events {
  readonly #listeners = new Set<(event: DomainEvent) => void>()
  readonly #report: (error: unknown) => void

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  get wanted(): boolean {
    return this.#listeners.size > 0
  }

  /** @returns a function that ends the subscription */
  listen(listener: (event: DomainEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells every subscriber; one that throws keeps neither the others nor the call from going on. */
  emit(event: DomainEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        this.#report(error)
      }
    }
  }
}
