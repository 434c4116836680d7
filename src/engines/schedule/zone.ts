// Time zones: what the clocks of a place show at a moment, and which moment it is when they show a time. Daylight saving comes from the
// platform's own tables. A time that the clocks skip is no moment; of one that they show twice, the first counts.

export interface WallTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
}

const dayMs = 86_400_000

export class Zone {
  readonly #format: Intl.DateTimeFormat | undefined

  /** @throws RangeError for a name that is no zone's */
  constructor(name: string) {
    this.#format = /^(?:UTC|Etc\/UTC|GMT)$/i.test(name) ? undefined : new Intl.DateTimeFormat('en-US', {
      timeZone: name, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
      second: '2-digit',
    })
  }

  /** How far the clocks are ahead of UTC, ms. */
  offsetMs(at: number): number {
    if (this.#format === undefined) return 0
    const parts: Record<string, number> = {}
    for (const { type, value } of this.#format.formatToParts(at)) parts[type] = Number(value)
    const shown = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!)
    return shown - Math.floor(at / 1000) * 1000
  }

  wallTime(at: number): WallTime {
    const shown = new Date(at + this.offsetMs(at))
    return {
      year: shown.getUTCFullYear(), month: shown.getUTCMonth() + 1, day: shown.getUTCDate(), hour: shown.getUTCHours(),
      minute: shown.getUTCMinutes(),
    }
  }

  /** The first moment at which the clocks show this; undefined where they skip it. */
  moment({ year, month, day, hour, minute }: WallTime): number | undefined {
    const shown = Date.UTC(year, month - 1, day, hour, minute)
    const offsets = new Set([this.offsetMs(shown - dayMs), this.offsetMs(shown + dayMs)])
    const moments = [...offsets].map(offset => shown - offset).filter(at => at + this.offsetMs(at) === shown)
    return moments.length === 0 ? undefined : Math.min(...moments)
  }
}
