// How long `Cloud.open()` takes, the first time in a process and then.

import { Cloud } from '../src/index.ts'

const times: number[] = []
for (let round = 0; round < 21; round += 1) {
  const beganAt = performance.now()
  const cloud = await Cloud.open()
  times.push(performance.now() - beganAt)
  await cloud.close()
}
const [first, ...later] = times
const middle = later.sort((a, b) => a - b)[10]!
console.log(`Cloud.open() in process      ${first!.toFixed(1)} ms first, then ${middle.toFixed(1)} ms (target <= 10)`)
