// The reporter that test-batch.mjs gives to node:test: it prints nothing, and hands each event on as an event of this process.

/** By node:test's contract a reporter is a default export. */
export default async function* handOn(events) {
  for await (const event of events) process.emit('test', event)
}
