import { TileEditor } from '@griot/ui';
import type { PlacedWidget } from '../answers.ts';
import { itemsOf, tilesOf } from './arrange.ts';
import { type BoardProps, GAP, ROW_HEIGHT } from './board-view.tsx';

export interface BoardEditorProps extends BoardProps {
  selected: string | null;
  nameOf: (item: PlacedWidget) => string;
  onSelect: (id: string | null) => void;
  onChange: (items: PlacedWidget[]) => void;
  onCopy: (id: string) => void;
  onRemove: (id: string) => void;
}

const MOST_ROWS = 40;

/** The dashboard as it is arranged; what is chosen is set up beside it. */
export default function BoardEditor(props: BoardEditorProps) {
  return (
    <TileEditor
      items={tilesOf(props.items)}
      rowHeight={ROW_HEIGHT}
      gap={GAP}
      mostRows={MOST_ROWS}
      render={({ item }) => props.render(item)}
      nameOf={({ item }) => props.nameOf(item)}
      chosen={props.selected}
      onChange={(tiles) => props.onChange(itemsOf(tiles))}
      onOpen={props.onSelect}
      onLeave={() => props.onSelect(null)}
      onCopy={props.onCopy}
      onRemove={props.onRemove}
    />
  );
}
