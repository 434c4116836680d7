// What a connection of EventBridge knows, as the text of the secret in which it is kept. Source: "Connections for API destinations in
// EventBridge", User Guide: the secret holds the authorization parameters in snake case.

export interface Parameter { readonly Key?: string, readonly Value?: string, readonly IsValueSecret?: boolean }

export interface HttpParameters {
  readonly HeaderParameters?: readonly Parameter[]
  readonly QueryStringParameters?: readonly Parameter[]
  readonly BodyParameters?: readonly Parameter[]
}

export interface Authorization {
  readonly BasicAuthParameters?: { readonly Username?: string, readonly Password?: string }
  readonly ApiKeyAuthParameters?: { readonly ApiKeyName?: string, readonly ApiKeyValue?: string }
  readonly OAuthParameters?: {
    readonly ClientParameters?: { readonly ClientID?: string, readonly ClientSecret?: string }
    readonly AuthorizationEndpoint?: string
    readonly HttpMethod?: string
    readonly OAuthHttpParameters?: HttpParameters
  }
  readonly InvocationHttpParameters?: HttpParameters
}

export function secretText({ BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth,
  InvocationHttpParameters: http }: Authorization): string {
  return JSON.stringify({
    ...(basic && { username: basic.Username, password: basic.Password }),
    ...(key && { api_key_name: key.ApiKeyName, api_key_value: key.ApiKeyValue }),
    ...(oauth && {
      client_id: oauth.ClientParameters?.ClientID, client_secret: oauth.ClientParameters?.ClientSecret,
      authorization_endpoint: oauth.AuthorizationEndpoint, http_method: oauth.HttpMethod,
      ...(oauth.OAuthHttpParameters && { oauth_http_parameters: written(oauth.OAuthHttpParameters) }),
    }),
    ...(http && { invocation_http_parameters: written(http) }),
  })
}

interface WrittenParameter { readonly key?: string, readonly value?: string, readonly is_value_secret?: boolean }

interface WrittenHttp {
  readonly header_parameters?: readonly WrittenParameter[]
  readonly query_string_parameters?: readonly WrittenParameter[]
  readonly body_parameters?: readonly WrittenParameter[]
}

interface Written {
  readonly username?: string
  readonly password?: string
  readonly api_key_name?: string
  readonly api_key_value?: string
  readonly client_id?: string
  readonly client_secret?: string
  readonly authorization_endpoint?: string
  readonly http_method?: string
  readonly oauth_http_parameters?: WrittenHttp
  readonly invocation_http_parameters?: WrittenHttp
}

/** Users may have changed the secret: what it does not say is not there. @throws SyntaxError for a text that is no JSON */
export function readSecret(text: string): Authorization {
  const given = JSON.parse(text) as Written
  const { username, password, api_key_name: keyName, api_key_value: keyValue, client_id: clientId, client_secret: clientSecret } = given
  const { authorization_endpoint: endpoint, http_method: method, oauth_http_parameters: oauthHttp,
    invocation_http_parameters: http } = given
  return {
    ...(username !== undefined && { BasicAuthParameters: { Username: username, Password: password ?? '' } }),
    ...(keyName !== undefined && { ApiKeyAuthParameters: { ApiKeyName: keyName, ApiKeyValue: keyValue ?? '' } }),
    ...(clientId !== undefined && { OAuthParameters: {
      ClientParameters: { ClientID: clientId, ClientSecret: clientSecret ?? '' },
      AuthorizationEndpoint: endpoint ?? '', HttpMethod: method ?? 'POST',
      ...(oauthHttp && { OAuthHttpParameters: read(oauthHttp) }),
    } }),
    ...(http && { InvocationHttpParameters: read(http) }),
  }
}

function written({ HeaderParameters: headers, QueryStringParameters: query, BodyParameters: body }: HttpParameters): WrittenHttp {
  const list = (parameters: readonly Parameter[]) => parameters.map(({ Key: key = '', Value: value = '', IsValueSecret: secret = false }) =>
    ({ key, value, is_value_secret: secret }))
  return {
    ...(headers && { header_parameters: list(headers) }), ...(query && { query_string_parameters: list(query) }),
    ...(body && { body_parameters: list(body) }),
  }
}

function read({ header_parameters: headers, query_string_parameters: query, body_parameters: body }: WrittenHttp): HttpParameters {
  const list = (parameters: readonly WrittenParameter[]): Parameter[] =>
    parameters.map(({ key = '', value = '', is_value_secret: secret }) =>
    ({ Key: key, Value: value, ...(secret !== undefined && { IsValueSecret: secret }) }))
  return {
    ...(headers && { HeaderParameters: list(headers) }), ...(query && { QueryStringParameters: list(query) }),
    ...(body && { BodyParameters: list(body) }),
  }
}
