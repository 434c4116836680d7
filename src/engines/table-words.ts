// What tables and their streams say alike, though two services answer: the words for bodies that cannot be read.

/**
 * Texts of bodies that cannot be read, as DynamoDB has them: `NUMBER_VALUE cannot be converted to String`.
 * Source: answers of the service in https://github.com/localstack/localstack/issues/9412 and https://github.com/n8n-io/n8n/pull/3763.
 */
export function malformedWords(text: string): string {
  return text.replace(/ can not be converted to an? /, ' cannot be converted to ').replace(/where not expected\.$/, 'where not expected')
}
