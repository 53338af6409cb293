/** Media types this package tells apart, and the extensions that go with each. The first is the usual one. */
const EXTENSIONS: Record<string, string[]> = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.ms-excel.sheet.macroenabled.12': ['xlsm'],
  'application/vnd.ms-excel.sheet.binary.macroenabled.12': ['xlsb'],
  'application/vnd.ms-excel': ['xls', 'xlt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/x-cfb': ['doc', 'ppt', 'msg'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'application/gzip': ['gz', 'tgz'],
  'application/vnd.apache.parquet': ['parquet'],
  'application/json': ['json', 'ndjson', 'jsonl'],
  'application/geo+json': ['geojson', 'json'],
  'application/xml': ['xml', 'xsd', 'xbrl'],
  'text/html': ['html', 'htm'],
  'text/csv': ['csv', 'tsv', 'txt', 'tab'],
  'text/plain': ['txt', 'csv', 'tsv', 'tab', 'md', 'log', 'sql', 'yml', 'yaml'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg', 'jfif'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/svg+xml': ['svg'],
};

export const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * Whether a file named so may contain this. An extension that we do not know, or none, claims nothing; content that
 * we do not know belies every extension that we do.
 */
export function extensionFits(extension: string, contentType: string): boolean {
  const claims = Object.entries(EXTENSIONS).filter(([, extensions]) => extensions.includes(extension));
  return claims.length === 0 || claims.some(([type]) => type === contentType);
}
