// Functions of JSON in texts. Source: "JSON functions", CloudWatch Logs User Guide.

import type { FunctionTable } from './function.ts'
import { isStructure, plain, shown, textOf } from './value.ts'
import type { Value } from './value.ts'

/** A list or map that a text holds, or that is one already; null for anything else. */
export function structureIn(value: Value): Value {
  if (isStructure(value)) return value
  const text = textOf(value)
  if (text === null || !/^\s*[{[]/.test(text)) return null
  try {
    return JSON.parse(text) as Value
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function listIn(value: Value): readonly Value[] | null {
  const found = structureIn(value)
  return Array.isArray(found) ? found as readonly Value[] : null
}

export const jsonFunctions: FunctionTable = {
  jsonparse: { counts: [1, 1], apply: ([value]) => structureIn(value!) },
  jsonstringify: { counts: [1, 1], apply: ([value]) => isStructure(value!) ? JSON.stringify(plain(value)) : null },
  jsonarraysize: { counts: [1, 1], apply: ([value]) => listIn(value!)?.length ?? null },
  jsonarraycontains: {
    counts: [2, 2],
    apply: ([list, wanted]) => (listIn(list!) ?? []).some(item => item !== null && wanted !== null && shown(item) === shown(wanted!)),
  },
}
