import { createContext, type FunctionComponent, lazy, type ReactNode, useContext, useMemo } from 'react';
import type { Text, WebCapability } from './web-application.ts';

/** What a chart shows, in the words of core/widgets: a capability can keep it, send it, ask about it. */
export interface ChartSource {
  application: string;
  /** A widget without its id: `{ type: 'chart_bar', query: { metrics: ['ca_total'], … } }`. */
  widget: Record<string, unknown>;
}

export interface ChartActionProps {
  title: string;
  source: ChartSource;
  onClose: () => void;
}

/** Something that can be done with any chart that says what it measures: an entry of its menu. */
export interface ChartAction {
  id: string;
  label: Text;
  permission: string;
  /** A dialog, shown while the action goes on. */
  load: () => Promise<{ default: FunctionComponent<ChartActionProps> }>;
}

export interface PanelProps {
  /** Rows at most. */
  limit: number;
}

interface Extensions {
  permissions: ReadonlySet<string>;
  actions: { id: string; label: Text; Dialog: FunctionComponent<ChartActionProps> }[];
  panels: ReadonlyMap<string, FunctionComponent<PanelProps>>;
}

const Context = createContext<Extensions>({ permissions: new Set(), actions: [], panels: new Map() });

/** What capabilities lend each other through the shell, so that none of them knows another. */
export function ExtensionsProvider(props: {
  capabilities: readonly WebCapability[];
  permissions: readonly string[];
  children: ReactNode;
}) {
  const { capabilities, permissions } = props;
  const value = useMemo<Extensions>(
    () => ({
      permissions: new Set(permissions),
      actions: capabilities
        .flatMap((capability) => capability.chartActions ?? [])
        .filter((action) => permissions.includes(action.permission))
        .map(({ id, label, load }) => ({ id, label, Dialog: lazy(load) })),
      panels: new Map(
        capabilities.flatMap(({ panels = {} }) => Object.entries(panels).map(([name, load]) => [name, lazy(load)])),
      ),
    }),
    [capabilities, permissions],
  );
  return <Context value={value}>{props.children}</Context>;
}

export function useChartActions(): Extensions['actions'] {
  return useContext(Context).actions;
}

/** A part of another capability by its name; undefined where it is not installed. */
export function usePanel(name: string): FunctionComponent<PanelProps> | undefined {
  return useContext(Context).panels.get(name);
}

/** Whether the person signed in holds the permission: what they may not do is not offered. */
export function useMay(permission: string): boolean {
  return useContext(Context).permissions.has(permission);
}
