// How Systems Manager's filters compare texts: one table for inventory, compliance, OpsData, patch states and nodes. It knows no members.
// Source: InventoryQueryOperatorType, ComplianceQueryOperatorType, OpsFilterOperatorType and NodeFilterOperatorType, API Reference.

/**
 * Whether a value, absent or there, is what a filter wants. Several values are alternatives, of which NotEqual wants none.
 * @param operator `Equal` in any of the spellings of the API (`BEGIN_WITH`, `BeginWith`)
 */
export function compares(operator: string | undefined, actual: string | undefined, wanted: readonly string[]): boolean {
  switch ((operator ?? 'Equal').replace('_', '').toLowerCase()) {
    case 'equal': return actual !== undefined && wanted.includes(actual)
    case 'notequal': return actual === undefined || !wanted.includes(actual)
    case 'beginwith': return actual !== undefined && wanted.some(each => actual.startsWith(each))
    case 'lessthan': return actual !== undefined && wanted.some(each => inOrder(actual, each))
    case 'greaterthan': return actual !== undefined && wanted.some(each => inOrder(each, actual))
    case 'contains': return actual !== undefined && wanted.some(each => actual.includes(each))
    case 'exists': return actual !== undefined
    default: return false
  }
}

/** Numbers by size, versions by their parts, other texts by their letters. */
function inOrder(first: string, second: string): boolean {
  const parts = (text: string) => /^\d+(\.\d+)*$/.test(text) ? text.split('.').map(Number) : undefined
  const [one, other] = [parts(first), parts(second)]
  if (one === undefined || other === undefined) return first < second
  const at = one.findIndex((part, i) => part !== other[i])
  return at === -1 ? one.length < other.length : one[at]! < (other[at] ?? -1)
}
