/** The page of a model, source or metric. A dot in an address would ask for a file. */
export const nodePath = (id: string): string => `/warehouse/nodes/${encodeURIComponent(id.replaceAll('.', '~'))}`;

export const nodeOfPath = (part: string): string => part.replaceAll('~', '.');
