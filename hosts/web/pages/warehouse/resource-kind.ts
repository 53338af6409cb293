import type { Tone } from '@griot/ui';
import { Camera, CheckCheck, Database, LayoutDashboard, type LucideIcon, Sigma, Sprout, Table2 } from 'lucide-react';
import type { ResourceKind, ResourceStatus } from '../../api/warehouse.ts';

/** In the order of the way that figures take. */
export const KINDS: readonly ResourceKind[] = ['source', 'seed', 'snapshot', 'model', 'test', 'metric', 'exposure'];

export const kindIcons: Record<ResourceKind, LucideIcon> = {
  source: Database,
  seed: Sprout,
  snapshot: Camera,
  model: Table2,
  test: CheckCheck,
  metric: Sigma,
  exposure: LayoutDashboard,
};

export const statusTones: Record<ResourceStatus, Tone> = {
  built: 'ok',
  reused: 'neutral',
  error: 'bad',
  skipped: 'warn',
  pass: 'ok',
  warn: 'warn',
  fail: 'bad',
};
