// Gives names to the shapes that no source names: structures of aws-sdk v2, which it numbers or writes in place, where facts needed none.
// A name is the operation's or structure's with the member's after it, so it is stable, but it is ours and not AWS's.

import type { Draft, DraftShape } from './draft.ts'
import { kindOf } from './draft.ts'

/** Names every structure of the model, in place. */
export function nameShapes(draft: Draft): void {
  new Naming(draft).run()
}

class Naming {
  readonly #draft: Draft
  /** Number of a shape in aws-sdk v2 → the name it gets. */
  readonly #nameByNumber = new Map<string, string>()
  readonly #taken: Set<string>
  readonly #seen = new Set<DraftShape>()

  constructor(draft: Draft) {
    this.#draft = draft
    this.#taken = new Set(Object.keys(draft.shapes))
  }

  run(): void {
    const { operations, shapes } = this.#draft
    for (const [name, { input, output }] of Object.entries(operations)) {
      if (input !== undefined) this.#visit(input, `${name}Request`)
      if (output !== undefined) this.#visit(output, `${name}Response`)
    }
    for (const [name, shape] of Object.entries(shapes)) if (!isNumber(name)) this.#within(shape, name)
    for (const [number, name] of this.#nameByNumber) {
      const shape = shapes[number]
      if (shape !== undefined) shapes[name] = shape
    }
    for (const name of Object.keys(shapes)) if (isNumber(name)) delete shapes[name]
  }

  #visit(place: DraftShape, proposal: string): void {
    const number = place.shape
    if (number === undefined) {
      if (kindOf(place) === 'structure') place.name ??= this.#unused(proposal)
      this.#within(place, place.name ?? proposal)
    } else if (isNumber(number)) {
      const known = this.#nameByNumber.get(number)
      const name = known ?? this.#unused(proposal)
      place.shape = name
      if (known !== undefined) return
      this.#nameByNumber.set(number, name)
      this.#within(this.#draft.shapes[number] ?? {}, name)
    } else {
      this.#within(this.#draft.shapes[number] ?? {}, number)
    }
  }

  #within(shape: DraftShape, name: string): void {
    if (this.#seen.has(shape)) return
    this.#seen.add(shape)
    for (const [memberName, member] of Object.entries(shape.members ?? {})) this.#visit(member, name + capitalised(memberName))
    if (shape.member !== undefined) this.#visit(shape.member, `${name}Item`)
    if (shape.key !== undefined) this.#visit(shape.key, `${name}Key`)
    if (shape.value !== undefined) this.#visit(shape.value, `${name}Value`)
  }

  #unused(proposal: string): string {
    let name = proposal
    for (let count = 2; this.#taken.has(name); count++) name = `${proposal}${count}`
    this.#taken.add(name)
    return name
  }
}

function isNumber(name: string): boolean {
  return name.startsWith('~')
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
