import { period, widget } from '@griot/widgets';
import { z } from 'zod';

/** Columns of the grid; rows are as many as are needed. */
export const COLUMNS = 12;

/** Where a widget lies: columns from the left, rows from the top, columns and rows it takes. */
export const place = z
  .strictObject({
    x: z
      .int()
      .min(0)
      .max(COLUMNS - 1),
    y: z.int().min(0).max(500),
    w: z.int().min(1).max(COLUMNS),
    h: z.int().min(1).max(40),
  })
  .refine(({ x, w }) => x + w <= COLUMNS, { error: `x + w must be at most ${COLUMNS}` });

const placed = z.strictObject({ place, widget });

/** A dashboard as it is kept, sent and written in YAML. */
export const dashboardSpec = z
  .strictObject({
    title: z.string().trim().min(1).max(120),
    description: z.string().trim().max(500).default(''),
    /** Whose metrics it speaks of. */
    application: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
    filters: z
      .strictObject({
        /** What it opens with; null: no bound. */
        period: period.nullable().default('last_12_months'),
        /** Dimensions that readers may filter by, in the bar. */
        dimensions: z.array(z.string().trim().min(1).max(200)).max(8).default([]),
      })
      .prefault({}),
    items: z.array(placed).max(60).default([]),
  })
  .superRefine(({ items }, context) => {
    const seen = new Set<string>();
    items.forEach(({ widget: { id } }, at) => {
      if (seen.has(id))
        context.addIssue({ code: 'custom', path: ['items', at, 'widget', 'id'], message: `"${id}" twice` });
      seen.add(id);
    });
  });

export type DashboardSpec = z.output<typeof dashboardSpec>;
export type PlacedWidget = DashboardSpec['items'][number];
