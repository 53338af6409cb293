import {
  Activity,
  BarChart3,
  Bell,
  Building2,
  Database,
  Factory,
  Folder,
  LayoutDashboard,
  type LucideIcon,
  Map as MapIcon,
  MessageCircle,
  ScrollText,
  ShieldCheck,
  Sparkles,
  Square,
  Users,
  Wallet,
  Workflow,
} from 'lucide-react';

/** Icons that navigation items may name; a name that is not here gets a plain square. */
const icons: Record<string, LucideIcon> = {
  activity: Activity,
  'bar-chart': BarChart3,
  bell: Bell,
  building: Building2,
  database: Database,
  events: ScrollText,
  factory: Factory,
  folder: Folder,
  'layout-dashboard': LayoutDashboard,
  map: MapIcon,
  message: MessageCircle,
  report: ScrollText,
  shield: ShieldCheck,
  sparkles: Sparkles,
  users: Users,
  wallet: Wallet,
  workflow: Workflow,
};

export function navigationIcon(name: string): LucideIcon {
  return icons[name] ?? Square;
}
