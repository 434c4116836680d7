// The states of an instance and how long the ways between them take. Source: "Amazon EC2 instance state changes", EC2 User Guide;
// InstanceState, EC2 API Reference, for the codes.

export type StateName = 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped'

const codes: Readonly<Record<StateName, number>> = {
  pending: 0, running: 16, 'shutting-down': 32, terminated: 48, stopping: 64, stopped: 80,
}

export function stateNamed(Name: StateName): { readonly Code: number, readonly Name: StateName } {
  return { Code: codes[Name], Name }
}

export const startingMs = 10_000
export const stoppingMs = 30_000
/** A terminated instance is still shown "for a while (usually less than an hour)". */
export const shownAfterwardsMs = 3_600_000

/** The reason in `StateTransitionReason`. */
export function byUser(at: number): string {
  return `User initiated (${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} GMT)`
}

const reasons = {
  'Client.UserInitiatedShutdown': 'User initiated shutdown', 'Server.SpotInstanceTermination': 'Spot Instance termination',
  'Server.SpotInstanceShutdown': 'Spot Instance shutdown',
} as const

export type ReasonCode = keyof typeof reasons

/** What is shown of why an instance stops or ends. Source: StateReason, EC2 API Reference. */
export function reasonOf(code: ReasonCode, at: number) {
  const isUser = code.startsWith('Client.')
  return { StateTransitionReason: isUser ? byUser(at) : code, StateReason: { Code: code, Message: `${code}: ${reasons[code]}` } }
}
