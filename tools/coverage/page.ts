// COVERAGE.md as text: totals, every service under its category, each written one with its operations by label, how AWS's examples fare,
// and
// the resources that are not derived, with their reasons.
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
  /** The AWS console's menu has it here. */
  readonly category?: string
  /** The product that the API is of. */
  readonly product?: string
  /** Why what looks like a resource is none, by its name. */
  readonly refused?: Readonly<Record<string, string>>
  /** How many of AWS's examples there are, and how many pass. */
  readonly examples?: readonly [count: number, passed: number]
  /** How many resource types are written. */
  readonly types?: number
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
  const derived = services.filter(service => service.operations === undefined && service.derived !== undefined)
  const names = [...new Set(services.map(({ category }) => category ?? other))].sort()
  const ofCategory = (name: string): ServiceFact[] => services.filter(({ category }) => (category ?? other) === name)
  const sections = [
    introduction,
    table(['', 'operations', ...labels], [
      [`all ${services.length} services`, ...numbersOf(sum(services.map(countsOf)))],
      [`the ${written.length} written`, ...numbersOf(sum(written.map(countsOf)))],
      [`the ${derived.length} derived`, ...numbersOf(sum(derived.map(countsOf)))],
    ]),
    wrapped(`${grouped(resourceCount(services) + typeCount(services))} types of resources live here: `
      + `${grouped(resourceCount(services))} derived from the models of APIs, and ${grouped(typeCount(services))} written. `
      + 'The categories are those of the AWS console\'s menu.'),
    '## By category',
    table(['category', 'services', 'operations', ...labels], names.map(name =>
      [name, String(ofCategory(name).length), ...numbersOf(sum(ofCategory(name).map(countsOf)))])),
    wrapped('What the API\'s model tells without doubt of a resource is served from it: '
      + `${grouped(resourceCount(services))} resources, each of which is made, shown, listed, changed, tagged, deleted and gone in a test. `
      + '`orrery explain SERVICE OPERATION` says why another operation refuses.'),
    ...names.flatMap(name => [`### ${name}`, table(['service', 'product', 'operations', ...labels, 'derived resources'],
      ofCategory(name).map(each => [
      each.operations === undefined ? each.id : `[${each.id}](#${each.id})`, each.product ?? each.name, ...numbersOf(countsOf(each)),
      (each.derived?.resources ?? []).join(', '),
    ]))]),
    '## Written services',
    ...written.map(sectionOf),
    ...examplesSection(services),
    ...refusedSection(services),
  ]
  return `${sections.join('\n\n')}\n`
}

const other = 'Other'

function resourceCount(services: readonly ServiceFact[]): number {
  return services.reduce((number, { derived }) => number + (derived?.resources.length ?? 0), 0)
}

function typeCount(services: readonly ServiceFact[]): number {
  return services.reduce((number, { types = 0 }) => number + types, 0)
}

function examplesSection(services: readonly ServiceFact[]): string[] {
  const rows = services.flatMap(({ id, examples }) => examples === undefined ? [] : [{ id, count: examples[0], passed: examples[1] }])
  if (rows.length === 0) return []
  const [count, passed] = [rows.reduce((all, row) => all + row.count, 0), rows.reduce((all, row) => all + row.passed, 0)]
  return [
    '## AWS\'s examples',
    wrapped('The requests that AWS ships as examples with its SDK, replayed: one passes when it is answered, its answer is whole, and what '
      + `was put in comes out. ${grouped(passed)} of ${grouped(count)} pass; the others name what is not there, or ask what is refused.`),
    table(['service', 'examples', 'pass'], rows.map(row => [row.id, grouped(row.count), grouped(row.passed)])),
  ]
}

function refusedSection(services: readonly ServiceFact[]): string[] {
  const lines = services.flatMap(({ id, refused = {} }) => Object.entries(refused).map(([noun,
    reason]) => wrapped(`- ${id} ${noun}: ${reason}`, '  ')))
  if (lines.length === 0) return []
  return ['## What is not derived', 'What looks like a resource and is none here, with the reason.', lines.join('\n')]
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
  const isNumber = (title: string): boolean => ['operations', 'services', 'examples', 'pass'].includes(title)
    || labels.includes(title as Label)
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
