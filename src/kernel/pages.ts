// Pages of services: what a service shows to everyone below Orrery's own address, outside of its API (a certificate that signatures are
// checked with). A page is asked for by service, account and region, and answered as a call in that cell.

import { partitionOf } from '../model/partitions.ts'
import { RunningCall } from './call.ts'
import type { Invoke } from './call.ts'
import type { Core } from './core.ts'
import { AdminError } from './gateway/admin.ts'
import type { AdminPage } from './gateway/admin.ts'
import { anonymous } from './identity/principal.ts'
import type { PageAddress } from './page-url.ts'

/** A text, or bytes, and its media type; undefined where there is no such page. */
export type Page = (name: string, call: never) => AdminPage['page'] | undefined | Promise<AdminPage['page'] | undefined>

/** @throws AdminError 404 */
export async function readPage(core: Core, { service: id, account, region, page }: PageAddress, invoke: Invoke): Promise<unknown> {
  const service = core.services.writtenIds.includes(id) ? await core.services.load(id) : undefined
  const show = service?.declaration.page
  const found = service !== undefined && show !== undefined && /^\d{12}$/.test(account)
  if (!found) throw new AdminError(404, `There is no page ${page} of '${id}'.`)
  const call = new RunningCall(core, service, undefined, `page:${page}`, {
    principal: anonymous, account, region, partition: partitionOf(region).id, requestId: core.random.uuid(), endpoint: core.endpoint(),
    sourceAddress: '127.0.0.1', userAgent: '',
  }, invoke)
  const shown = await show(page, call as never)
  if (shown === undefined) throw new AdminError(404, `There is no page ${page} of '${id}' in ${account} ${region}.`)
  return { page: shown }
}
