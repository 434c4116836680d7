// Comma-separated values in: the fields of each line. Quoted fields hold delimiters, line ends and doubled quotes. Nothing is refused: what
// is oddly quoted is read as far as it goes; whoever must refuse it has a reader of its own (`engines/select`).

/** The fields of each line that is not empty. */
export function* csvRecords(text: string, delimiter = ','): IterableIterator<string[]> {
  let fields: string[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length) {
    const [field, end] = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter)
    fields.push(field)
    at = end
    if (text[at] === delimiter) {
      at += 1
      if (at < text.length) continue
      fields.push('')
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    if (fields.length > 1 || fields[0] !== '') yield fields
    fields = []
  }
}

function plain(text: string, from: number, delimiter: string): [string, number] {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return [text.slice(from, end), end]
}

/** A field between quotes; what follows the closing one, up to the delimiter, belongs to it. */
function quoted(text: string, from: number): [string, number] {
  let field = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') field += text[at]
    else if (text[at + 1] === '"') field += text[at += 1]
    else return [field, at + 1]
  }
  return [field, text.length]
}
