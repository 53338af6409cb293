import type { LiveSource } from '@griot/ui';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { SessionState } from '../session/session.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';

export interface ShellServices {
  keeper: SessionKeeper;
  live: LiveSource;
}

const Context = createContext<ShellServices | null>(null);
export const ShellServicesProvider = Context.Provider;

export function useShellServices(): ShellServices {
  const services = useContext(Context);
  if (!services) throw new Error('useShellServices outside its provider');
  return services;
}

export function useSession(): SessionState {
  const { keeper } = useShellServices();
  return useSyncExternalStore(keeper.subscribe, keeper.state);
}

/** True when the person signed in holds the permission. */
export function useMay(permission: string): boolean {
  const state = useSession();
  return state.status === 'signed_in' && state.session.user.permissions.includes(permission);
}
