// The settings of a cloud, with their defaults: what `orrery start` takes as flags and `Cloud.open` as an object. Fixed for a cloud's life.

export interface Settings {
  /** Folder of the durable state; absent = ephemeral, in memory. */
  readonly directory?: string
  /** Makes ids and chance reproducible. */
  readonly seed?: string
  readonly iam: 'enforce' | 'audit' | 'off'
  readonly quotas: 'off' | 'real'
  /** How long states such as CREATING last on the clock. */
  readonly lifecycle: 'instant' | 'brief' | 'real'
  /** Virtual time to start at, epoch ms; a data folder's own time wins. */
  readonly startAt?: number
  /** Account of requests that carry no identity. */
  readonly account: string
  /** Region of requests that name none. */
  readonly region: string
  /** `relaxed`: an acknowledged write survives the death of the process; `flush`: of the machine. */
  readonly durability: 'relaxed' | 'flush'
  /** The machine's clock, epoch ms. */
  readonly wall: () => number
  /** Our own bugs and what the user should know go here, a line each. */
  readonly log: (line: string) => void
}

/** Milliseconds that a state lasts, of the time AWS typically takes for it. */
export function lifecycleMs(settings: Settings, typicalMs: number): number {
  if (settings.lifecycle === 'instant') return 0
  return settings.lifecycle === 'brief' ? Math.min(typicalMs, 25) : typicalMs
}

export function defaultSettings(wall: () => number): Settings {
  return {
    iam: 'enforce',
    quotas: 'off',
    lifecycle: 'brief',
    account: '000000000000',
    region: 'us-east-1',
    durability: 'relaxed',
    wall,
    log: () => {},
  }
}

/** What wants permission is refused, or only noted where the user wants that. @throws the denial */
export function deny({ iam, log }: Pick<Settings, 'iam' | 'log'>, requestId: string, denial: Error): void {
  if (iam === 'enforce') throw denial
  if (iam === 'audit') log(`${requestId}: would be denied: ${denial.message}`)
}
