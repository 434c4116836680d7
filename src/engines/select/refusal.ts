// What the engine says no with: the codes of S3 Select, each with its usual text. All are the asker's faults, none ours.
// Source: "List of SELECT Object Content Error Codes", Amazon S3 API Reference.

const texts = {
  AmbiguousFieldName: 'Field name matches to multiple fields in the file. Check the SQL expression and the file, and try again.',
  CastFailed: 'Attempt to convert from one data type to another using CAST failed in the SQL expression.',
  CSVParsingError: 'Encountered an error parsing the CSV file. Check the file and try again.',
  CSVUnescapedQuote: 'Encountered an unescaped quote character in the CSV file. Check the file and try again.',
  EvaluatorInvalidArguments: 'Incorrect number of arguments in the function call in the SQL expression.',
  EvaluatorInvalidTimestampFormatPattern: 'Time stamp format pattern requires additional fields in the SQL expression.',
  EvaluatorInvalidTimestampFormatPatternSymbol: 'Time stamp format pattern contains an invalid symbol in the SQL expression.',
  EvaluatorLikePatternInvalidEscapeSequence: 'Invalid escape sequence in the LIKE expression.',
  EvaluatorNegativeLimit: 'LIMIT must not be negative.',
  EvaluatorUnterminatedTimestampFormatPatternToken: 'Time stamp format pattern contains an unterminated token in the SQL expression.',
  ExpressionTooLong: 'The SQL expression is too long: The maximum byte-length for the SQL expression is 256 KB.',
  IncorrectSqlFunctionArgumentType: 'Incorrect type of arguments in function call in the SQL expression.',
  IntegerOverflow: 'Integer overflow or underflow in the SQL expression.',
  InvalidCast: 'Attempt to convert from one data type to another using CAST failed in the SQL expression.',
  InvalidColumnIndex: 'Column index in the SQL expression is invalid.',
  InvalidDataSource: 'Invalid data source type. Only CSV, JSON, and Parquet are supported at this time.',
  InvalidKeyPath: 'Key path in the SQL expression is invalid.',
  InvalidTextEncoding: 'Invalid encoding type. Only UTF-8 encoding is supported at this time.',
  JSONParsingError: 'Encountered an error parsing the JSON file. Check the file and try again.',
  LexerInvalidChar: 'The SQL expression contains an invalid character.',
  LexerInvalidIONLiteral: 'The SQL expression contains an invalid Ion literal.',
  LexerInvalidLiteral: 'The SQL expression contains an invalid literal.',
  LikeInvalidInputs: 'Invalid argument given to the LIKE clause in the SQL expression.',
  MissingHeaders: 'Some headers in the query are missing from the file. Check the file and try again.',
  MultipleDataSourcesUnsupported: 'Multiple data sources are not supported.',
  OverMaxColumn: 'The number of columns in the result is greater than the maximum allowable number of columns.',
  OverMaxRecordSize: 'The length of a record in the input or result is greater than the maxCharsPerRecord limit of 1 MB.',
  ParquetParsingError: 'Encountered an error parsing the Parquet file. Check the file and try again.',
  ParquetUnsupportedCompressionCodec: 'The specified Parquet compression codec is not supported.',
  ParseAsteriskIsNotAloneInSelectList: 'Other expressions are not allowed in the SELECT list when \'*\' is used without dot notation '
    + 'in the SQL expression.',
  ParseCastArity: 'CAST expression has incorrect arity.',
  ParseEmptySelect: 'The SQL expression contains an empty SELECT.',
  ParseExpectedDatePart: 'Did not find the expected date part in the SQL expression.',
  ParseExpectedExpression: 'Did not find the expected SQL expression.',
  ParseExpectedIdentForAlias: 'Did not find the expected identifier for the alias in the SQL expression.',
  ParseExpectedKeyword: 'Did not find the expected keyword in the SQL expression.',
  ParseExpectedLeftParenAfterCast: 'Did not find the expected left parenthesis in the SQL expression.',
  ParseExpectedNumber: 'Did not find the expected number in the SQL expression.',
  ParseExpectedRightParenBuiltinFunctionCall: 'Did not find the expected right parenthesis character in the SQL expression.',
  ParseExpectedTokenType: 'Did not find the expected token in the SQL expression.',
  ParseExpectedTypeName: 'Did not find the expected type name in the SQL expression.',
  ParseExpectedWhenClause: 'Did not find the expected WHEN clause in the SQL expression. CASE is not supported.',
  ParseInvalidPathComponent: 'The SQL expression contains an invalid path component.',
  ParseNonUnaryAgregateFunctionCall: 'Only one argument is supported for aggregate functions in the SQL expression.',
  ParseSelectMissingFrom: 'GROUP is not supported in the SQL expression, or the FROM clause is missing.',
  ParseUnexpectedToken: 'The SQL expression contains an unexpected token.',
  ParseUnsupportedCallWithStar: 'Only COUNT with (*) as a parameter is supported in the SQL expression.',
  ParseUnsupportedSelect: 'The SQL expression contains an unsupported use of SELECT.',
  ParseUnsupportedSyntax: 'The SQL expression contains unsupported syntax.',
  TruncatedInput: 'Object decompression failed. Check that the object is properly compressed using the format specified in the request.',
  UnsupportedFunction: 'Encountered an unsupported SQL function.',
  UnsupportedScanRangeInput: 'Scan range queries are not supported on this type of object. Supported objects are uncompressed CSV, '
    + 'uncompressed LINE-DELIMITED JSON, and Parquet.',
  UnsupportedSqlOperation: 'Encountered an unsupported SQL operation.',
  UnsupportedSqlStructure: 'Encountered an unsupported SQL structure. Check the SQL Reference.',
  ValueParseFailure: 'Time stamp parse failure in the SQL expression.',
} as const satisfies Readonly<Record<string, string>>

export type RefusalCode = keyof typeof texts

export class SelectRefusal extends Error {
  readonly code: RefusalCode

  /** @param place what it is about, put behind the usual text */
  constructor(code: RefusalCode, place?: string) {
    super(place === undefined ? texts[code] : `${texts[code].replace(/\.$/, '')}: ${place}`)
    this.name = 'SelectRefusal'
    this.code = code
  }
}
