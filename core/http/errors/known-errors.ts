import { DomainError } from '@griot/kernel';

/** What Fastify and its plugins throw, by their codes. Anything else is returned as it came. */
export function toKnownError(error: unknown): unknown {
  if (error instanceof DomainError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0;
  const as = (code_: string, kind: DomainError['kind']) => new DomainError({ code: code_, kind, cause: error });
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return as('http.body_too_large', 'too_large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_TYPE':
      return as('http.unsupported_media_type', 'unsupported');
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return as('http.upload_not_multipart', 'unsupported');
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return as('http.upload_too_many', 'too_large');
    case 'FST_PROTO_VIOLATION':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return as('http.bad_json', 'invalid');
    case 'FST_ERR_REOPENED_CLOSE_SERVER':
      return as('http.closing', 'unavailable');
  }
  if (status === 413) return as('http.body_too_large', 'too_large');
  if (status === 415) return as('http.unsupported_media_type', 'unsupported');
  if (code.startsWith('FST_') && status >= 400 && status < 500) return as('http.bad_request', 'invalid');
  return error;
}
