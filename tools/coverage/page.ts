// COVERAGE.md as text: totals, each service written by hand with its operations by label, the derived ones with their resources, and the
// others in one table.
// It knows no cloud and reads no file; the same facts always give the same text.

export type Label = 'behaves' | 'stores' | 'refuses'

export interface OperationFact { readonly operation: string, readonly label: Label, readonly reason: string }

export interface ServiceFact {
  /** The AWS CLI's command for it. */
  readonly id: string
  /** The SDK's name. */
  readonly name: string
  readonly operationCount: number
  /** How each is answered, in the model's order; absent where nothing of the service has been written. */
  readonly operations?: readonly OperationFact[]
  /** Where nobody wrote the service and the build derives of it: how many operations store, and which resources they serve. */
  readonly derived?: { readonly stores: number, readonly resources: readonly string[] }
}

type Counts = Readonly<Record<Label, number>>

const labels: readonly Label[] = ['behaves', 'stores', 'refuses']
const widthMax = 140

const introduction = `# Coverage

What Orrery answers, made from the services' declarations by \`npm run coverage\`. Every operation of every API is exactly one of

- **behaves**: written and tested to act as AWS does; what differs stands in the service's README;
- **stores**: derived from the API's model, stateful;
- **refuses**: a clear, named fault, \`NotImplemented\` where no reason is given below.`

/** The whole page. */
export function coveragePage(services: readonly ServiceFact[]): string {
  const written = services.filter(({ operations }) => operations !== undefined)
  const derived = services.flatMap(service => service.derived === undefined ? [] : [{ ...service, derived: service.derived }])
  const others = services.filter(service => service.operations === undefined && service.derived === undefined)
  const resourceCount = derived.reduce((number, each) => number + each.derived.resources.length, 0)
  const total = sum(services.map(countsOf))
  const sections = [
    introduction,
    table(['', 'operations', ...labels], [
      [`all ${services.length} services`, ...numbersOf(total)],
      [`the ${written.length} written`, ...numbersOf(sum(written.map(countsOf)))],
      [`the ${derived.length} derived`, ...numbersOf(sum(derived.map(countsOf)))],
    ]),
    '## Written services',
    table(['service', 'operations', ...labels], written.map(({ id, ...facts }) => [`[${id}](#${id})`, ...numbersOf(countsOf(facts))])),
    ...written.map(sectionOf),
    '## Derived services',
    wrapped('Nobody wrote these. What the API\'s model tells without doubt of a resource is served from it: '
      + `${grouped(resourceCount)} resources, each of which is made, shown, listed, changed, tagged, deleted and gone in a test. `
      + '`orrery explain SERVICE OPERATION` says why another operation of them refuses.'),
    table(['service', ...labels, 'resources'], derived.map(each =>
      [each.id, ...numbersOf(countsOf(each)).slice(1), each.derived.resources.join(', ')])),
    '## Not yet',
    `Every operation of these ${others.length} services refuses: the request is recognised, and answered by a fault in its own protocol.`,
    table(['service', 'name', 'operations'], others.map(({ id, name, operationCount }) => [id, name, grouped(operationCount)])),
  ]
  return `${sections.join('\n\n')}\n`
}

function sectionOf({ id, name, operations = [] }: ServiceFact): string {
  const isReasoned = ({ label, reason }: OperationFact): boolean => label === 'refuses' && !isNotYet(reason)
  const plain = operations.filter(fact => !isReasoned(fact))
  const parts = labels.map(label => {
    const names = plain.filter(fact => fact.label === label).map(({ operation }) => operation)
    return names.length === 0 ? '' : wrapped(`**${label === 'refuses' ? 'not yet' : label}** (${names.length}): ${names.join(', ')}`)
  })
  const reasons = operations.filter(isReasoned).map(({ operation, reason }) => wrapped(`- ${operation}: ${reason}`, '  '))
  const refusals = reasons.length === 0 ? '' : `**refuses** (${reasons.length}), with its reason:\n\n${reasons.join('\n')}`
  const opening = [`### ${id}`, `${name}. See [its README](src/services/${id}/README.md).`]
  return [...opening, ...parts, refusals].filter(part => part !== '').join('\n\n')
}

/** The kernel's words for an operation of which nobody has said anything. */
function isNotYet(reason: string): boolean {
  return reason.startsWith('Orrery does not answer ')
}

function countsOf({ operationCount, operations, derived }: Pick<ServiceFact, 'operationCount' | 'operations' | 'derived'>): Counts {
  const stores = derived?.stores ?? 0
  if (operations === undefined) return { behaves: 0, stores, refuses: operationCount - stores }
  const count = (wanted: Label): number => operations.filter(({ label }) => label === wanted).length
  return { behaves: count('behaves'), stores: count('stores'), refuses: count('refuses') }
}

function sum(all: readonly Counts[]): Counts {
  const total = (label: Label): number => all.reduce((number, counts) => number + counts[label], 0)
  return { behaves: total('behaves'), stores: total('stores'), refuses: total('refuses') }
}

function numbersOf(counts: Counts): string[] {
  return [labels.reduce((number, label) => number + counts[label], 0), ...labels.map(label => counts[label])].map(grouped)
}

/** 18518 → 18,518 */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const isNumber = (title: string): boolean => title === 'operations' || labels.includes(title as Label)
  return [line(head), line(head.map(title => isNumber(title) ? '---:' : '---')), ...rows.map(line)].join('\n')
}

function wrapped(text: string, indentation = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > widthMax) {
      lines.push(line)
      line = indentation + word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}
