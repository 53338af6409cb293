import type { Scope } from './scopes-text.ts';

export interface Member {
  userId: string;
  login: string;
  email: string | null;
  name: string;
  roles: string[];
  scopes: Scope[];
  active: boolean;
}
export interface Role {
  name: string;
  label: string;
  permissions: string[];
  builtIn: boolean;
}
export interface Permission {
  name: string;
  label: string;
}
