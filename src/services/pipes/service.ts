// Amazon EventBridge Pipes: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { CreatePipe, DeletePipe, StartPipe, StopPipe, UpdatePipe } from './change.ts'
import { DescribePipe, ListPipes, Pipe } from './pipe.ts'
import { arrive } from './passage.ts'
import { poll } from './poll.ts'

export const pipes = service({
  id: 'pipes',
  resources: [Pipe],
  operations: { CreatePipe, DeletePipe, DescribePipe, ListPipes, StartPipe, StopPipe, UpdatePipe },
  tagging: {
    resource: Pipe, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource',
    identify: ({ resourceArn: arn }: { readonly resourceArn: string }, call: Call) =>
      [call.of(Pipe).require(parseArn(arn)?.resource.replace(/^pipe\//, '') ?? arn).name],
  },
  timers: { arrive, poll, recheck: poll, resume: poll },
  pageSizes: { ListPipes: 100 },
  // "Quotas for EventBridge Pipes", EventBridge User Guide.
  quotas: {
    Pipes: { value: 1000, fault: 'ServiceQuotaExceededException', message: (_, value) =>
      `The requested resource exceeds the maximum number allowed: ${value} pipes.` },
  },
  passes: (_operation, { RoleArn: role }: { readonly RoleArn?: string }) => role === undefined ? [] : [role],
  target: (_operation, { Name: name }: { readonly Name?: string }, call: Call) =>
    name === undefined ? undefined : Pipe.arnOf(call, { name }),
})
