// Where a service's page is found: one form of address, for those who give it out and those who answer it.

export interface PageAddress { readonly service: string, readonly account: string, readonly region: string, readonly page: string }

/** Where clients find a page. */
export function pageUrl(endpoint: string, { service, account, region, page }: PageAddress): string {
  return `${endpoint}/_orrery/pages/${service}/${account}/${region}/${page}`
}
