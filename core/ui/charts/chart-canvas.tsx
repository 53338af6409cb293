import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { Skeleton } from '../basics/skeleton.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { type ChartTheme, readChartTheme } from './chart-theme.ts';

export interface ChartHandle {
  /** A PNG of what is drawn, as a data address; null before the first drawing. */
  image: () => string | null;
}

export interface ChartCanvasProps {
  /** Must be stable between renders (useCallback): the chart is drawn again when it changes. */
  option: (theme: ChartTheme, width: number) => EChartsCoreOption;
  /** Pixels at least; the chart grows with its card. */
  height: number;
  summary: string;
  onPick?: ((dataIndex: number) => void) | undefined;
  onOpen?: ((dataIndex: number) => void) | undefined;
  onEngineFailed: () => void;
  ref?: Ref<ChartHandle>;
}

/** Longest pause between the two halves of a double click. */
const DOUBLE_CLICK_MS = 220;

interface PointerEvent {
  dataIndex?: number;
}

/** Draws with ECharts, fetched when the first chart is shown; follows its box, the theme and the person's choices. */
export function ChartCanvas({ option, height, summary, onPick, onOpen, onEngineFailed, ref }: ChartCanvasProps) {
  const { dark, preferences } = usePreferences();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const [ready, setReady] = useState(false);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const callbacks = useRef({ onPick, onOpen, onEngineFailed });
  useEffect(() => {
    callbacks.current = { onPick, onOpen, onEngineFailed };
  });

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let gone = false;
    const sizes = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      const tall = Math.round(entry?.contentRect.height ?? 0);
      if (width > 0)
        setSize((before) => (before.width === width && before.height === tall ? before : { width, height: tall }));
    });
    sizes.observe(element);
    // Letters measured before the font is there would leave labels cut.
    Promise.all([import('./engine.ts'), document.fonts.ready])
      .then(([{ createChart }]) => {
        if (gone) return;
        const made = createChart(element);
        chart.current = made;
        // Where a double click opens, a click waits to see whether it is the first half of one.
        let waiting: ReturnType<typeof setTimeout> | undefined;
        made.on('click', (event) => {
          const { dataIndex } = event as PointerEvent;
          if (dataIndex === undefined) return;
          clearTimeout(waiting);
          const pick = () => callbacks.current.onPick?.(dataIndex);
          if (callbacks.current.onOpen) waiting = setTimeout(pick, DOUBLE_CLICK_MS);
          else pick();
        });
        made.on('dblclick', (event) => {
          const { dataIndex } = event as PointerEvent;
          clearTimeout(waiting);
          if (dataIndex !== undefined) callbacks.current.onOpen?.(dataIndex);
        });
        setReady(true);
      })
      .catch(() => {
        if (!gone) callbacks.current.onEngineFailed();
      });
    return () => {
      gone = true;
      sizes.disconnect();
      chart.current?.dispose();
      chart.current = null;
      setReady(false);
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: contrast changes the tokens that the theme reads from the page
  useEffect(() => {
    if (!ready || size.width === 0) return;
    const theme = readChartTheme(dark ? 'dark' : 'light');
    chart.current?.resize({ ...size, silent: true });
    chart.current?.setOption(option(theme, size.width), { notMerge: true });
  }, [ready, option, size, dark, preferences.contrast]);

  useImperativeHandle(ref, () => ({
    image: () =>
      chart.current?.getDataURL({
        type: 'png',
        pixelRatio: 2,
        backgroundColor: readChartTheme(dark ? 'dark' : 'light').surface,
      }) ?? null,
  }));

  return (
    <div className="relative flex-1" style={{ minHeight: height }}>
      {!ready && <Skeleton className="absolute inset-0 h-full" />}
      <div ref={box} role="img" aria-label={summary} className="absolute inset-0" />
    </div>
  );
}
