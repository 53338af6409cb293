import type { Polygon } from './geometry.ts';

/** One area of the map. */
export interface MapArea {
  id: string;
  name: string;
  polygon: Polygon;
  /** Key of the class that colours it. */
  classKey: string;
  /** Said after the name: « 82,4 % ». */
  figure?: string;
}

export interface MapClass {
  key: string;
  label: string;
  light: string;
  dark: string;
}

export interface MapEngineProps {
  title: string;
  areas: MapArea[];
  outline?: Polygon | undefined;
  namesFromZoom?: number | undefined;
  classes: MapClass[];
  dark: boolean;
  selected: string | null;
  onSelect: (id: string | null) => void;
  /** Where the selected area's centre lies in the box, in pixels; null when it is out of sight. */
  onAnchor: (point: { x: number; y: number } | null) => void;
}

export function colourOf(classes: MapClass[], key: string, dark: boolean): string {
  const found = classes.find((one) => one.key === key);
  return (dark ? found?.dark : found?.light) ?? '#8a8578';
}
