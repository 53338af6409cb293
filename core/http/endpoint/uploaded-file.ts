import type { Readable } from 'node:stream';

/** One file as it arrives. Its content must be read (or destroyed) before the next one is asked for. */
export interface UploadedFile {
  /** Name of the form's field. */
  field: string;
  /** As the caller names it: to show, never to build a path of. Base name only. */
  filename: string;
  /** As the caller says; the content may be something else. */
  contentType: string;
  /** Fails with `http.body_too_large` as soon as the limit is passed. */
  stream: Readable;
  /** Text fields that came before this file. */
  fields: Readonly<Record<string, string>>;
}

export interface UploadLimits {
  /** Bytes per file. */
  maxFileBytes: number;
  /** Default 1. */
  maxFiles?: number;
}
