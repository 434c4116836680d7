// How long `Cloud.open()` takes, ms: the first time in a process, and then (the median). Prints both as JSON.

import { Cloud } from '../src/index.ts'

const times: number[] = []
for (let round = 0; round < 21; round += 1) {
  const beganAt = performance.now()
  const cloud = await Cloud.open()
  times.push(performance.now() - beganAt)
  await cloud.close()
}
const [first, ...later] = times
console.log(JSON.stringify([first, later.sort((a, b) => a - b)[10]]))
