// All items of a list that comes in pages: asks on with the token of each page until there is none.

/** @param read asks for the first page by `{}`, for each other one by the token of the page before */
export async function * everyPage<Page extends { readonly NextToken?: string }, Item>(
  read: (token: { readonly NextToken?: string }) => Promise<Page>, itemsOf: (page: Page) => readonly Item[] | undefined,
): AsyncGenerator<Item> {
  let token: string | undefined
  do {
    const page = await read(token === undefined ? {} : { NextToken: token })
    yield * itemsOf(page) ?? []
    token = page.NextToken
  } while (token !== undefined)
}
