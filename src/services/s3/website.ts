// A bucket's website: paths become objects, folders their index documents, errors the error document, by the bucket's own configuration.
// Visitors are anonymous, whatever they sign. How rules redirect is in `website-redirect.ts`, how errors look in `website-page.ts`.
// Source: "Hosting a static website using Amazon S3", Amazon S3 User Guide.

import { emptyBody, Fault } from '../../kernel/service.ts'
import type { Call, Visit, WebHandler, WebRequest, WireResponse } from '../../kernel/service.ts'
import { existing } from './bucket.ts'
import { s3Fault } from './fault.ts'
import { errorPage } from './website-page.ts'
import { movedTo, redirectAll, ruleFor } from './website-redirect.ts'

const productPage = 'https://aws.amazon.com/s3/'

/** What a visit is about, once the site is found. */
interface Site {
  readonly bucket: string
  readonly request: WebRequest
  readonly visit: Visit
  readonly call: Call
  readonly website: NonNullable<ReturnType<typeof existing>['configurations']['website']>
}

export const website: WebHandler = async (request, visit) => {
  if (request.id === '') return movedTo(productPage)
  try {
    return await answered(siteFor(request, visit))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return errorPage(error, visit.at().requestId, request.method)
  }
}

/** @throws NoSuchBucket, IncorrectEndpoint, NoSuchWebsiteConfiguration, MethodNotAllowed */
function siteFor(request: WebRequest, visit: Visit): Site {
  const { id: bucket, method, region } = request
  if (method !== 'GET' && method !== 'HEAD') throw s3Fault('MethodNotAllowed', { Method: method, ResourceType: 'OBJECT' })
  const holder = visit.names.holder(bucket)
  if (holder === undefined) throw s3Fault('NoSuchBucket', { BucketName: bucket })
  if (region !== undefined && region !== holder.region) {
    throw s3Fault('IncorrectEndpoint', { Endpoint: `${bucket}.s3-website.${holder.region}.amazonaws.com` })
  }
  const call = visit.at(holder)
  const { configurations } = existing(bucket, call)
  if (configurations.website === undefined) throw s3Fault('NoSuchWebsiteConfiguration', { BucketName: bucket })
  return { bucket, request, visit, call, website: configurations.website }
}

async function answered(site: Site): Promise<WireResponse> {
  const { website: { RedirectAllRequestsTo: elsewhere, IndexDocument: index, RoutingRules: rules = [] }, request, call } = site
  if (elsewhere !== undefined) return redirectAll(elsewhere, request, call.endpoint)
  const wanted = request.path.slice(1)
  const early = ruleFor(rules, wanted, undefined, call.endpoint)
  if (early !== undefined) return early
  const key = wanted === '' || wanted.endsWith('/') ? `${wanted}${encoded(index?.Suffix ?? '')}` : wanted
  try {
    return await shown(site, key)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.status === 304) return { status: 304, headers: { ...error.headers }, body: emptyBody }
    if (error.status >= 500) throw error
    if ((error.code === 'NoSuchKey' || error.code === 'AccessDenied') && await isFolder(site, key)) return movedTo(`/${key}/`, 302)
    return ruleFor(rules, wanted, error.status, call.endpoint) ?? errorDocument(site, error)
  }
}

/** @param key percent-encoded, as in a path @throws Fault */
async function shown({ bucket, request, visit }: Site, key: string, headers = request.headers): Promise<WireResponse> {
  const operation = request.method === 'HEAD' ? 'HeadObject' : 'GetObject'
  const { method } = request
  const sent = { method, path: `/${bucket}/${key}`, query: '', headers: unsigned(headers), body: emptyBody }
  const response = await visit.send(operation, sent)
  const { 'x-amz-website-redirect-location': elsewhere } = response.headers
  return elsewhere === undefined ? response : movedTo(elsewhere)
}

/** A visitor may say who he is; a site does not ask. */
function unsigned(headers: WebRequest['headers']): WebRequest['headers'] {
  const kept = ['host', 'referer', 'user-agent', 'origin', 'range', 'if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since']
  return Object.fromEntries(kept.filter(name => headers[name] !== undefined).map(name => [name, headers[name]!]))
}

/** Whether the key, with a slash, has an index document that the visitor may see. */
async function isFolder(site: Site, key: string): Promise<boolean> {
  const suffix = site.website.IndexDocument?.Suffix
  if (suffix === undefined || key === '' || key.endsWith(`/${encoded(suffix)}`)) return false
  return await found({ ...site, request: { ...site.request, method: 'HEAD' } }, `${key}/${encoded(suffix)}`) !== undefined
}

async function found(site: Site, key: string): Promise<WireResponse | undefined> {
  try {
    return await shown(site, key, {})
  } catch (error) {
    if (error instanceof Fault) return undefined
    throw error
  }
}

/** The site's own page for an error of the visitor's, with the error's status; S3's page where there is none. */
async function errorDocument(site: Site, error: Fault): Promise<WireResponse> {
  const { website: { ErrorDocument: document }, request, call } = site
  if (document === undefined) throw error
  try {
    const page = await shown(site, encoded(document.Key), { ...request.headers, range: '' })
    return page.status === 200 ? { ...page, status: error.status } : page
  } catch (second) {
    if (!(second instanceof Fault)) throw second
    return errorPage(error, call.requestId, request.method, second)
  }
}

/** A key as it stands in a path. */
function encoded(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/')
}
