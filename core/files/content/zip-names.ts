const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const DIRECTORY_HEADER = Buffer.from('PK\x01\x02', 'latin1');

/**
 * Names of entries seen in the first and the last bytes of a zip: the first local header (APPNOTE 4.3.7) and as much
 * of the directory (4.3.12) as the end holds. Enough to tell what kind of package it is, without unpacking anything.
 */
export function zipNames(head: Buffer, tail: Buffer): string[] {
  const names: string[] = [];
  if (head.subarray(0, 4).equals(LOCAL_HEADER)) names.push(nameAt(head, 26, 30));
  for (let at = tail.indexOf(DIRECTORY_HEADER); at !== -1; at = tail.indexOf(DIRECTORY_HEADER, at + 4)) {
    names.push(nameAt(tail.subarray(at), 28, 46));
  }
  return names.filter((name) => name !== '');
}

function nameAt(header: Buffer, lengthAt: number, nameAt: number): string {
  if (header.length < nameAt) return '';
  return header.subarray(nameAt, nameAt + header.readUInt16LE(lengthAt)).toString('utf8');
}

/** OpenDocument says its media type in an uncompressed first entry called `mimetype`. */
export function openDocumentType(head: Buffer): string | undefined {
  if (head.length < 38 || nameAt(head, 26, 30) !== 'mimetype') return undefined;
  const start = 38 + head.readUInt16LE(28);
  return head.subarray(start, start + head.readUInt32LE(18)).toString('latin1');
}
