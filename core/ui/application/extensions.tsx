import { createContext, type FunctionComponent, lazy, type ReactNode, useContext, useMemo } from 'react';
import type { ChartActionProps, PanelProps, Text, WebCapability } from './web-application.ts';

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
