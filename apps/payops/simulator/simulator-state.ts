/** What operators have set, as traffic meets it. */
export interface Controls {
  /** Merchants whose payouts wait; '*' all. */
  pausedPayouts: ReadonlySet<string>;
  frozenMerchants: ReadonlySet<string>;
  frozenWallets: ReadonlySet<string>;
  /** Merchants whose payouts are held back. */
  holds: ReadonlySet<string>;
  /** Bank by which a merchant's payouts go instead; '*' all. */
  routes: ReadonlyMap<string, string>;
  /** Float given or taken by hand since the state was made, by agent. */
  floatAdjustments: readonly { n: number; agentId: string; amount: number }[];
}

export const NO_CONTROLS: Controls = {
  pausedPayouts: new Set(),
  frozenMerchants: new Set(),
  frozenWallets: new Set(),
  holds: new Set(),
  routes: new Map(),
  floatAdjustments: [],
};

export interface WaitingPayout {
  id: string;
  merchantId: string;
  amount: number;
  bank: string;
  /** Slot in which it is tried next. */
  slot: number;
  tries: number;
}

/** What traffic remembers from one slot to the next; plain JSON. */
export interface SimulatorState {
  /** Minor units, by agent. */
  floats: Record<string, number>;
  /** Sales of the day, by agent. */
  sales: Record<string, number>;
  payouts: WaitingPayout[];
  /** Owed to merchants, not yet asked for. */
  owed: Record<string, number>;
  /** The last adjustment taken up. */
  adjustment: number;
}

export function initialState(agents: readonly { id: string; usualFloat: number }[]): SimulatorState {
  return {
    floats: Object.fromEntries(agents.map(({ id, usualFloat }) => [id, usualFloat])),
    sales: {},
    payouts: [],
    owed: {},
    adjustment: 0,
  };
}
