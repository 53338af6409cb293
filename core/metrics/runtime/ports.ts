/** What this package needs of the warehouse: a part of `@griot/warehouse`'s interface, so tests can run without a process. */
export interface GenerationFacts {
  readonly id: number;
  readonly publishedAt: string;
  readonly tests: { readonly passed: number; readonly warned: number; readonly failed: number };
  readonly sources: readonly { readonly name: string; readonly loadedAt: string; readonly rows: number }[];
  /** The models by the names that SQL uses. */
  readonly nodes?: readonly { readonly id: string; readonly name: string }[];
  /** What reads what, and the last verdict of every test: without it a passport is that of the whole build. */
  readonly projects?: readonly ProjectFacts[];
}

export interface ProjectFacts {
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly sources: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly warnAfter: number | null;
    readonly errorAfter: number | null;
  }[];
  readonly tests: readonly {
    readonly id: string;
    readonly name: string;
    readonly about: readonly string[];
    readonly severity: 'error' | 'warn';
    readonly status: 'pass' | 'warn' | 'fail' | 'error' | 'skipped';
    readonly failures: number;
  }[];
}

export interface Answer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly generation: number | null;
}

export interface MetricsTenantWarehouse {
  query(
    sql: string,
    params?: readonly unknown[],
    o?: { generation?: number | 'current'; timeoutMs?: number; maxRows?: number; signal?: AbortSignal },
  ): Promise<Answer>;
  current(): Promise<GenerationFacts | null>;
  /** Those that can still be read. */
  generations(): Promise<readonly GenerationFacts[]>;
}

export interface MetricsWarehouse {
  tenant(tenantId: string): MetricsTenantWarehouse;
}
