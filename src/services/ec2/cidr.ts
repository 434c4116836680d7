// IPv4 blocks as numbers: read, compared, counted, and the address at a place in one. Pure arithmetic; no AWS words.

export interface Block { readonly first: number, readonly bits: number }

/** Undefined for a text that is none; host bits are cleared, as AWS does. */
export function readBlock(text: string): Block | undefined {
  const [, address = '', length = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? []
  const parts = address.split('.').map(Number)
  const bits = Number(length)
  if (parts.length !== 4 || parts.some(part => !(part >= 0 && part <= 255)) || bits > 32 || length === '') return undefined
  const number = parts.reduce((sum, part) => sum * 256 + part, 0)
  return { first: number - number % sizeOf({ bits }), bits }
}

/** Number of addresses. */
export function sizeOf({ bits }: Pick<Block, 'bits'>): number {
  return 2 ** (32 - bits)
}

export function blockText({ first, bits }: Block): string {
  return `${addressAt({ first, bits }, 0)}/${bits}`
}

export function addressAt({ first }: Block, place: number): string {
  const number = first + place
  return [24, 16, 8, 0].map(shift => Math.floor(number / 2 ** shift) % 256).join('.')
}

export function holds(outer: Block, inner: Block): boolean {
  return inner.first >= outer.first && inner.first + sizeOf(inner) <= outer.first + sizeOf(outer)
}

export function overlap(one: Block, other: Block): boolean {
  return one.first < other.first + sizeOf(other) && other.first < one.first + sizeOf(one)
}
