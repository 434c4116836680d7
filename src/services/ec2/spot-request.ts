// Spot requests: their records, how they are shown, asked for and cancelled. What the market does to them is in `spot-market.ts`.
// Source: RequestSpotInstances, EC2 API Reference; "Spot request status codes", EC2 User Guide.

import type { LaunchSpecification, RequestSpotLaunchSpecification, SpotInstanceRequest as Shown } from '../../../generated/aws/ec2.ts'
import type { Call } from '../../kernel/service.ts'
import { change, kind, seek, tagAs, tagged } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { tell } from './spot-news.ts'

/** What is kept of a request beside what is shown. */
export interface SpotTerms {
  /** The least price at which it is not to be had, 10⁻¹² dollars an hour. */
  readonly most: bigint
  /** What is launched, as it was asked for. */
  readonly spec: RequestSpotLaunchSpecification
  /** When its instance goes: it was warned. */
  readonly interruptedAt?: number
  readonly cause?: 'price' | 'no-capacity' | 'schedule'
  readonly launchedAt?: number
  /** The fleet that made it, and how much of its capacity it is. */
  readonly fleet?: string
  readonly weight?: number
}
export type SpotRequest = Shown & { readonly terms: SpotTerms }

export const SpotInstanceRequest = kind<SpotRequest>({
  name: 'SpotInstanceRequest', word: 'spot-instances-request', prefix: 'sir',
  missing: ['InvalidSpotInstanceRequestID.NotFound', 'The spot instance request ID \'{id}\' does not exist'],
  filters: `spot-instance-request-id state status-code=Status.Code type instance-id spot-price
    launch.instance-type=LaunchSpecification.InstanceType launch.image-id=LaunchSpecification.ImageId create-time
    launched-availability-zone product-description valid-until`,
})

const messages: Readonly<Record<string, string>> = {
  'pending-evaluation': 'Your Spot request has been submitted for review, and is pending evaluation.',
  'fulfilled': 'Your Spot request is fulfilled.',
  'price-too-low': 'Your Spot request price is lower than the minimum required Spot request fulfillment price.',
  'schedule-expired': 'Your Spot request has expired.',
  'canceled-before-fulfillment': 'Your Spot request was canceled before it was fulfilled.',
  'request-canceled-and-instance-running': 'Your Spot request was canceled. Your Spot Instance is still running.',
  'marked-for-termination': 'Your Spot Instance is marked for termination.',
    'marked-for-stop': 'Your Spot Instance is marked for stopping.',
  'instance-terminated-by-user': 'Your Spot Instance was terminated due to user-initiated termination.',
  'instance-terminated-by-price': 'Your Spot Instance was terminated because the Spot price exceeded your maximum price.',
  'instance-terminated-no-capacity': 'Your Spot Instance was terminated because there is no longer enough Spot capacity available.',
  'instance-terminated-by-schedule': 'Your Spot Instance was terminated at the end of its scheduled duration.',
  'instance-stopped-by-price': 'Your Spot Instance was stopped because the Spot price exceeded your maximum price.',
  'instance-stopped-no-capacity': 'Your Spot Instance was stopped because there is no longer enough Spot capacity available.',
}

/** A state, why, and what else changes. */
export function move(id: string, State: string, code: string, call: Call, more: Partial<SpotRequest> = {}): SpotRequest {
  const moved = change(SpotInstanceRequest, id,
    { State, ...more, Status: { Code: code, Message: messages[code] ?? code, UpdateTime: call.now() } }, call)
  tell(moved, code, call)
  return moved
}

/** The operation that tells a request's system. */
export function operationOf({ ProductDescription: product = '' }: Pick<SpotRequest, 'ProductDescription'>): string {
  return product.startsWith('Windows') ? 'RunInstances:0002' : 'RunInstances'
}

/** An open request, or the active one of an instance that was launched at once. */
export function newRequest(
  shown: Omit<SpotRequest, 'SpotInstanceRequestId'>, tags: readonly TagSpecification[] | undefined, call: Call,
): SpotRequest {
  const id = `sir-${call.alphanumeric(8).toLowerCase()}`
  const { SecurityGroupIds: groups, ...spec } = shown.terms.spec
  const LaunchSpecification = { ...spec, SecurityGroups: (groups ?? []).map(GroupId => ({ GroupId })) } as LaunchSpecification
  call.of(SpotInstanceRequest.type).put({ id, shown: { ...shown, LaunchSpecification, SpotInstanceRequestId: id, CreateTime: call.now() } })
  tagAs(SpotInstanceRequest, call, id, tags)
  const isActive = shown.State === 'active'
  const moved = move(id, isActive ? 'active' : 'open', isActive ? 'fulfilled' : 'pending-evaluation', call)
  return tagged(SpotInstanceRequest, call, { id, shown: moved })
}

/** The user ended the instance of a request: that is the end of one that was made once, and another try for one that persists. */
export function endedByUser(requestId: string | undefined, call: Call): void {
  const request = requestId === undefined ? undefined : seek(SpotInstanceRequest, requestId, call)
  if (request === undefined || request.terms.interruptedAt !== undefined || request.State === 'cancelled') return
  const persists = request.Type === 'persistent' && request.State === 'active'
  move(requestId!, persists ? 'open' : 'closed', 'instance-terminated-by-user', call)
  call.cancelTimer('spot', requestId!)
  if (persists) call.setTimer('spot', requestId!, call.now() + evaluationMs, {})
}

/** A request is looked at, and fulfilled, after this long. Assumed: AWS says seconds. */
export const evaluationMs = 2000
/** "Each request has a default of 7 days" (ValidUntil, RequestSpotInstances; Service Terms 5.3). */
export const validMs = 7 * 24 * 3_600_000

/** Whether an instance belongs to a request that was made once. */
export function isOneTime(requestId: string | undefined, call: Call): boolean {
  return requestId !== undefined && seek(SpotInstanceRequest, requestId, call)?.Type === 'one-time'
}
