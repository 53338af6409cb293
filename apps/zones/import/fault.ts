/** Why a value cannot be used as it stands: sentences for people, in French. Its place is added by whoever reads the row. */
export interface Fault {
  code: string;
  severity: 'error' | 'warning';
  reason: string;
  remedy: string;
}

export function fault(code: string, reason: string, remedy: string): Fault {
  return { code: `import.${code}`, severity: 'error', reason, remedy };
}

export function doubt(code: string, reason: string, remedy: string): Fault {
  return { code: `import.${code}`, severity: 'warning', reason, remedy };
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'remedy' in value && 'code' in value;
}
