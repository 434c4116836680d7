// The yardstick: a bare node:http server that reads the request's body and answers a fixed 200 bytes, or streams the file it was given
// from the disk. Nothing of Orrery is in it.

import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'

const file = process.argv[2]
const answer = Buffer.from(JSON.stringify({ filler: 'x'.repeat(185) }))
const headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': answer.length }

const server = createServer((request, response) => {
  if (file !== undefined && request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': statSync(file).size })
    createReadStream(file).pipe(response)
    return
  }
  const parts: Buffer[] = []
  let sizeBytes = 0
  request.on('data', (part: Buffer) => {
    sizeBytes += part.length
    if (sizeBytes < 2 ** 20) parts.push(part)
  })
  request.on('end', () => {
    if (Buffer.concat(parts).length === 0 && request.method === 'POST') response.writeHead(400)
    else response.writeHead(200, headers)
    response.end(answer)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) process.stdout.write(`ready on http://127.0.0.1:${address.port}\n`)
})
