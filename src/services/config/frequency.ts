// How often something is done, in Config's words.

const hoursByName: Readonly<Record<string, number>> = { One_Hour: 1, Three_Hours: 3, Six_Hours: 6, Twelve_Hours: 12, TwentyFour_Hours: 24 }

/** A day where nothing is said. */
export function frequencyMs(name: string | undefined): number {
  return (hoursByName[name ?? 'TwentyFour_Hours'] ?? 24) * 3_600_000
}
