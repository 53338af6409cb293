import { cx, inReadingOrder } from '@griot/ui';
import type { ReactNode } from 'react';
import type { PlacedWidget } from '../answers.ts';

export const ROW_HEIGHT = 76;
export const GAP = 16;

/** As tall on a phone as what they hold. */
const FLOWING = new Set(['kpi', 'table', 'list', 'alert_list', 'text']);

export interface BoardProps {
  items: PlacedWidget[];
  render: (item: PlacedWidget) => ReactNode;
}

/** The dashboard as it is read: the grid on a wide screen, one under the other in reading order on a phone. */
export function BoardView({ items, render }: BoardProps) {
  return (
    <div
      className="flex flex-col gap-4 md:grid md:grid-cols-12"
      style={{ gridAutoRows: ROW_HEIGHT, gap: GAP }}
      data-board
    >
      {inReadingOrder(items).map((item) => {
        const { x, y, w, h } = item.place;
        return (
          <div
            key={item.widget.id}
            data-widget={item.widget.id}
            className={cx('min-h-0 min-w-0 *:h-full', !FLOWING.has(item.widget.type) && 'max-md:h-(--phone)')}
            style={{
              gridColumn: `${x + 1} / span ${w}`,
              gridRow: `${y + 1} / span ${h}`,
              // Charts need a height of their own where no grid gives them one.
              ['--phone' as string]: `${Math.min(Math.max(h, 3), 5) * ROW_HEIGHT}px`,
            }}
          >
            {render(item)}
          </div>
        );
      })}
    </div>
  );
}
