// The credentials with which the benches sign: those of a role's session, so that the server really checks the signatures.

import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { Server } from './measure.ts'
import type { Credentials } from './requests.ts'

export async function session({ url }: Server): Promise<Required<Credentials>> {
  const sts = new STSClient({ endpoint: url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } })
  const role = { RoleArn: 'arn:aws:iam::000000000000:role/bench', RoleSessionName: 'bench' }
  const { Credentials: issued } = await sts.send(new AssumeRoleCommand(role))
  return { accessKeyId: issued!.AccessKeyId!, secretAccessKey: issued!.SecretAccessKey!, sessionToken: issued!.SessionToken! }
}
