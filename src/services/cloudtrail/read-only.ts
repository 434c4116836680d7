// Whether an API call only reads, as CloudTrail's `readOnly` says: by the verb its name begins with, and by name where the verb misleads.
// Source: "CloudTrail record contents", AWS CloudTrail User Guide, and the services' own pages on their events.

const readingVerbs = new Set([
  'Check', 'Classify', 'Compare', 'Contains', 'Count', 'Decode', 'Describe', 'Detect', 'Discover', 'Estimate', 'Evaluate', 'Explain',
  'Filter', 'Find', 'Get', 'Head', 'Is', 'List', 'Lookup', 'Preview', 'Query', 'Read', 'Resolve', 'Retrieve', 'Scan', 'Search', 'Select',
  'Simulate', 'Test', 'Validate', 'Verify', 'View',
])

/** `BatchGetItem` reads and `BatchWriteItem` does not: for these the second word tells. */
const openVerbs = new Set(['Admin', 'Batch'])

/** Calls that hand out or use something without changing what is stored. */
const readingNames = new Set([
  'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'Decrypt', 'Encrypt', 'GenerateDataKey',
  'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'GenerateRandom',
  'ReEncrypt', 'Sign',
])

export function isReadOnly(operation: string): boolean {
  if (readingNames.has(operation)) return true
  const [verb = '', second = ''] = operation.match(/[A-Z][a-z]*/g) ?? []
  return readingVerbs.has(openVerbs.has(verb) ? second : verb)
}
