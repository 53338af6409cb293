/** What the pages ask when they are opened: the questions of the dashboard, of finance, and of a board of widgets. */
const DATA = '/api/dashboards/data';

export const PAGES: readonly (readonly string[])[] = [
  [
    '/api/zones/filters',
    '/api/financier/summary',
    '/api/operationnel/summary',
    '/api/occupation/summary',
    '/api/clients/summary',
    '/api/financier/tendances_mensuelles',
    '/api/financier/impayes',
    '/api/financier/top_zones_performance',
  ],
  [DATA],
  [
    '/api/financier/summary',
    '/api/financier/tendances_mensuelles',
    '/api/financier/impayes',
    '/api/financier/top_clients?limit=10',
    '/api/financier/by_secteur',
  ],
];

const widgets = [
  { id: 'ca', type: 'kpi', query: { metrics: ['ca_total'], compare: 'previous_year' } },
  { id: 'impayes', type: 'kpi', query: { metrics: ['montant_impaye'] } },
  { id: 'tendance', type: 'chart_line', query: { metrics: ['ca_total'], dimensions: ['metric_time__month'] } },
  { id: 'zones', type: 'chart_bar', query: { metrics: ['ca_total'], dimensions: ['zone__nom_zone'] } },
];

/** A board of widgets, over the days that the pages count. */
export const BOARD = {
  path: DATA,
  body: (period: { from: string; to: string }) =>
    JSON.stringify({ application: 'zones', period, filters: [], widgets }),
  /** Its revenue: said by the card, and again by the sum of its bars, which must agree. */
  revenue(data: Record<string, unknown>): { generation: number; amount: string } | null {
    const { answers } = data as {
      answers: { id: string; data?: { rows: (string | null)[][]; passport: { generation: number } } }[];
    };
    const card = answers.find((one) => one.id === 'ca')?.data;
    const bars = answers.find((one) => one.id === 'zones')?.data;
    if (!card || !bars) return null;
    const amount = Number(card.rows[0]?.[0] ?? 0);
    const sum = bars.rows.reduce((total, row) => total + Number(row[1] ?? 0), 0);
    const alike = Math.abs(sum - amount) < 0.005 && card.passport.generation === bars.passport.generation;
    return { generation: card.passport.generation, amount: alike ? String(amount) : `${amount}0001` };
  },
};
