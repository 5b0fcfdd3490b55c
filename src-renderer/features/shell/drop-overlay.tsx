import { IconDatabase, IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { currentState } from '../../client/app-state.ts';
import { currentLocation, databaseOf } from '../../client/place.ts';
import classes from './drop-overlay.module.css';
import { type DropZone, fileZones, textZone } from './drop-zones.ts';
import { takeDrop } from './take-drop.ts';

interface Drag {
  readonly zones: readonly DropZone[];
  /** The zone that the pointer is over. */
  readonly over: DropZone;
}

/** While something is dragged over the window: says what letting go will do, where. */
export function DropOverlay(): ReactNode {
  const [drag, setDrag] = useState<Drag>();
  const overlay = useRef<HTMLDivElement>(null);
  useEffect(() => followDrags(setDrag, () => overlay.current), []);
  if (drag === undefined) return null;
  const [first, ...others] = drag.zones;
  return (
    <div ref={overlay} className={classes.overlay} role="status">
      {first !== undefined && <Zone zone={first} here={first === drag.over} />}
      {others.length > 0 && (
        <div className={classes.others}>
          {others.map((zone) => (
            <Zone key={zone.id} zone={zone} here={zone === drag.over} />
          ))}
        </div>
      )}
    </div>
  );
}

function Zone({
  zone: { id, what, title, text },
  here,
}: {
  readonly zone: DropZone;
  readonly here: boolean;
}): ReactNode {
  const Icon = what === 'import' ? IconFileImport : IconDatabase;
  return (
    <div className={classes.zone} data-drop-zone={id} data-here={here || undefined}>
      <Icon size={26} aria-hidden="true" />
      <p>{title}</p>
      {text !== '' && <p className={classes.text}>{text}</p>}
    </div>
  );
}

/** `dragenter` and `dragleave` come for every element crossed, so they are counted. */
function followDrags(set: (drag: Drag | undefined) => void, overlay: () => HTMLElement | null): () => void {
  let depth = 0;
  let drag: Drag | undefined;
  const show = (next: Drag | undefined) => {
    if (next?.over !== drag?.over) set(next);
    drag = next;
  };
  const end = () => {
    depth = 0;
    show(undefined);
  };
  const enter = (event: DragEvent) => {
    const kind = kindOf(event);
    if (kind === undefined) return;
    depth += 1;
    if (drag === undefined) show(begin(kind));
  };
  const over = (event: DragEvent) => {
    const kind = kindOf(event);
    if (kind === undefined) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    const now = drag ?? begin(kind);
    show({ ...now, over: zoneAt(event, now, overlay()) });
  };
  const leave = () => {
    depth -= 1;
    if (depth <= 0) end();
  };
  const drop = (event: DragEvent) => {
    const kind = kindOf(event);
    if (kind === undefined || event.dataTransfer === null) return end();
    event.preventDefault();
    const now = drag ?? begin(kind);
    const zone = zoneAt(event, now, overlay());
    end();
    takeDrop(event.dataTransfer, zone);
  };
  const handlers = { dragenter: enter, dragover: over, dragleave: leave, drop };
  for (const [name, handler] of Object.entries(handlers)) window.addEventListener(name, handler as EventListener);
  return () => {
    for (const [name, handler] of Object.entries(handlers)) window.removeEventListener(name, handler as EventListener);
  };
}

export type DragKind = 'files' | 'text';

/** On the page for it everything is imported. */
function begin(kind: DragKind): Drag {
  const { place } = currentLocation();
  const served = window.desktop === undefined;
  const all = kind === 'text' ? [textZone] : fileZones(currentState().databases ?? [], databaseOf(place), served);
  const zones = place.at === 'import' && kind === 'files' ? all.slice(-1).map(onPage) : all;
  return { zones, over: zones[0] as DropZone };
}

function onPage(zone: DropZone): DropZone {
  return { ...zone, title: 'Let go to look at these files', text: 'Nothing is written before you say so' };
}

/** The zone under the pointer; between two of them, the one it was over. */
function zoneAt({ clientX: x, clientY: y }: DragEvent, { zones, over }: Drag, overlay: HTMLElement | null): DropZone {
  const drawn = [...(overlay?.querySelectorAll<HTMLElement>('[data-drop-zone]') ?? [])];
  const hit = drawn.find((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return x >= left && x < right && y >= top && y < bottom;
  });
  return zones.find(({ id }) => id === hit?.dataset['dropZone']) ?? over;
}

/** Text dragged inside the page, or over a field, is the page's own affair. */
function kindOf({ dataTransfer, target }: DragEvent): DragKind | undefined {
  const types = dataTransfer?.types ?? [];
  if (types.includes('Files')) return 'files';
  const field = (target as Element | null)?.closest?.('input, textarea, [contenteditable="true"]') ?? null;
  return types.includes('text/uri-list') && field === null && !types.includes('text/html') ? 'text' : undefined;
}
