/** The page of a flow. A dot in an address would ask for a file. */
export const flowPath = (name: string): string => `/runs/flows/${name.replaceAll('.', '~')}`;

export const flowOfPath = (part: string): string => part.replaceAll('~', '.');
