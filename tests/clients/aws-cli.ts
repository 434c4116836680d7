// The AWS CLI under the scenarios' face: a process for every call, input from a file of JSON, output as JSON. Version 1 and 2 will do, and
// old ones too: before November 2023 they spoke the query protocol to SQS.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CallError } from './client.ts'
import type { Caller, Client, Input, Operation, Output, PresignedUrl, Service } from './client.ts'
import { bareEnvironment } from './environment.ts'

/** Parsed from `aws-cli/2.9.19 Python/…`. */
interface Version { readonly text: string, readonly major: number, readonly minor: number }

interface Printed { readonly code: number, readonly output: string, readonly errors: string }

/** Version 2 knows AWS_ENDPOINT_URL from here on. Version 1 knows it too, but calls SQS by another name, and so at AWS. */
const minorWithEndpointVariable = 13

/** What it calls services that others call otherwise. */
const commands: { readonly [Name in Service]?: string } = { config: 'configservice', s3: 's3api' }

export class AwsCli implements Client {
  readonly name: string
  readonly #program: string
  readonly #endpoint: string
  readonly #version: Version
  readonly #folder = mkdtempSync(join(tmpdir(), 'orrery-aws-cli-'))
  #calls = 0

  private constructor(program: string, endpoint: string, version: Version) {
    this.name = `AWS CLI ${version.text}`
    this.#program = program
    this.#endpoint = endpoint
    this.#version = version
  }

  static async find(program: string, endpoint: string): Promise<AwsCli> {
    const { output } = await run(program, ['--version'], bareEnvironment())
    const [, text = '', major, minor] = /^aws-cli\/((\d+)\.(\d+)\S*)/.exec(output) ?? []
    return new AwsCli(program, endpoint, { text, major: Number(major), minor: Number(minor) })
  }

  async call<S extends Service, O extends Operation<S>>(
    caller: Caller, service: S, operation: O, input: Input<S, O>,
  ): Promise<Output<S, O>> {
    // From a file, since an argument may have 128 KiB at most. Pages are the scenarios' to turn.
    this.#calls += 1
    const file = join(this.#folder, `${this.#calls}.json`)
    writeFileSync(file, JSON.stringify(input, this.#replace))
    const words = [commands[service] ?? service, wordsOf(operation), '--cli-input-json', `file://${file}`, '--no-paginate']
    return await this.#run(words, caller) as Output<S, O>
  }

  /** By the CLI's own command for it. The token is the URL; the header is not in it. */
  async presignIdentity(caller: Caller, cluster: string): Promise<PresignedUrl> {
    const { status } = await this.#run(['eks', 'get-token', '--cluster-name', cluster], caller) as { status: { token: string } }
    const encoded = /^k8s-aws-v1\.(.+)$/.exec(status.token)![1]!
    return { url: Buffer.from(encoded, 'base64url').toString(), headers: { 'x-k8s-aws-id': cluster } }
  }

  async #run(words: readonly string[], { region, keys }: Caller): Promise<unknown> {
    const knowsVariable = this.#version.major === 2 && this.#version.minor >= minorWithEndpointVariable
    const { code, output, errors } = await run(this.#program, [
      ...words, '--output', 'json', ...knowsVariable ? [] : ['--endpoint-url', this.#endpoint],
    ], {
      ...bareEnvironment(),
      AWS_REGION: region, AWS_DEFAULT_REGION: region,
      ...(knowsVariable && { AWS_ENDPOINT_URL: this.#endpoint }),
      ...(keys !== undefined && { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey }),
      ...(keys?.sessionToken !== undefined && { AWS_SESSION_TOKEN: keys.sessionToken }),
    })
    if (code === 0) return output.trim() === '' ? {} : JSON.parse(output) as unknown
    const told = /An error occurred \(([^)]+)\) when calling the \w+ operation(?: \([^)]*\))?: ([^]*)$/.exec(errors)
    if (told === null) throw new Error(`aws ${words.join(' ')} ended with code ${code}: ${errors.trim()}`)
    throw new CallError(told[2]!.trim(), { code: told[1]! })
  }

  /** Version 2 reads bytes as base64, version 1 as they are. */
  readonly #replace = replacer((bytes: Buffer) => bytes.toString(this.#version.major === 1 ? 'utf8' : 'base64'))

  close(): void {
    rmSync(this.#folder, { recursive: true })
  }
}

/** JSON.stringify asks a Buffer for its own form first, so bytes are told by the holder's value. */
function replacer(write: (bytes: Buffer) => string) {
  return function replace(this: Record<string, unknown>, name: string, value: unknown): unknown {
    const held = this[name]
    return held instanceof Uint8Array ? write(Buffer.from(held)) : value
  }
}

/** `AssumeRoleWithSAML` → `assume-role-with-saml` */
function wordsOf(operation: string): string {
  return operation.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
}

function run(program: string, words: readonly string[], env: Record<string, string | undefined>): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', part => { output += part })
    child.stderr.setEncoding('utf8').on('data', part => { errors += part })
    child.on('error', reject)
    child.on('close', code => resolve({ code: code ?? 1, output, errors }))
  })
}
