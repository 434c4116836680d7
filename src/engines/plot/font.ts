// A small font of our own, five by seven dots, for the printable characters of ASCII; others show as a box. Each glyph is seven base-32
// digits, a row of five dots each, from the top.

const rows = [
  '00000004444040aa00000avaava04fke5u4pp248jjcicdiid4400000248884284222480level0044v4400000624000v0000000066122488g',
  'ehjlphe4c4444eeh168gvu11e11u359hv11vgu11he68guhhev122444ehhehheehhf12c06606600660624124842100v0v00g84248geh16404',
  'ehnlngf4ahhvhhuhhuhhufgggggfuhhhhhuvgguggvvggugggfggjhhfhhhvhhhe44444e71111hehikokihggggggvhrllhhhhppljjhehhhhhe',
  'uhhugggehhhliduhhukihfgge11uv444444hhhhhhehhhhaa4hhhllrhhaa4aahhha4444v1248gve88888eg884221e22222e4ah0000000000v',
  '840000000e1fhfgguhhhu00fgggf11fhhhf00ehvgf68u888800fhf1egguhhhh40c444e206222cggikokic44444e00qllll00uhhhh00ehhhe',
  '00uhugg00fhf1100moggg00fge1u88u888600hhhhf00hhaa400hllla00ha4ah00hhf1e00v248v244844244444448442448008l200',
].join('')

const firstCode = 32
const box = 'vhhhhhv'

export const glyphHeight = 7
/** With the gap to the next one. */
export const glyphAdvance = 6

/** Whether a dot of a character is set, `x` from the left and `y` from the top. */
export function isSet(character: string, x: number, y: number): boolean {
  const at = ((character.codePointAt(0) ?? 0) - firstCode) * glyphHeight
  const glyph = at >= 0 && at < rows.length ? rows.slice(at, at + glyphHeight) : box
  return (Number.parseInt(glyph[y]!, 32) >> (4 - x) & 1) === 1
}

/** Of the last one's gap too. */
export function widthOf(text: string, scale = 1): number {
  return [...text].length * glyphAdvance * scale
}
