import { IconFileDownload } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './drop-overlay.module.css';
import { takeDrop } from './take-drop.ts';

/** While something is dragged over the window: says what letting go will do. */
export function DropOverlay(): ReactNode {
  const [dragged, setDragged] = useState<DragKind>();
  useEffect(() => followDrags(setDragged), []);
  if (dragged === undefined) return null;
  return (
    <div className={classes.overlay} role="status">
      <div className={classes.box}>
        <IconFileDownload size={28} aria-hidden="true" />
        <p>{dragged === 'text' ? 'Let go to make a connection from this text' : dropWords()}</p>
      </div>
    </div>
  );
}

function dropWords(): string {
  return window.desktop === undefined
    ? 'Let go to find this file on the server; a lens is kept, an .env file makes a connection'
    : 'Let go to open: databases and data files read-only, a lens to keep it, an .env file as a connection';
}

export type DragKind = 'files' | 'text';

/** `dragenter` and `dragleave` come for every element crossed, so they are counted. */
function followDrags(set: (kind: DragKind | undefined) => void): () => void {
  let depth = 0;
  const end = () => {
    depth = 0;
    set(undefined);
  };
  const enter = (event: DragEvent) => {
    const kind = kindOf(event);
    if (kind === undefined) return;
    depth += 1;
    set(kind);
  };
  const over = (event: DragEvent) => {
    if (kindOf(event) === undefined) return;
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
  };
  const leave = () => {
    depth -= 1;
    if (depth <= 0) end();
  };
  const drop = (event: DragEvent) => {
    if (kindOf(event) === undefined || event.dataTransfer === null) return end();
    event.preventDefault();
    end();
    takeDrop(event.dataTransfer);
  };
  const handlers = { dragenter: enter, dragover: over, dragleave: leave, drop };
  for (const [name, handler] of Object.entries(handlers)) window.addEventListener(name, handler as EventListener);
  return () => {
    for (const [name, handler] of Object.entries(handlers)) window.removeEventListener(name, handler as EventListener);
  };
}

/** Text dragged inside the page, or over a field, is the page's own affair. */
function kindOf({ dataTransfer, target }: DragEvent): DragKind | undefined {
  const types = dataTransfer?.types ?? [];
  if (types.includes('Files')) return 'files';
  const field = (target as Element | null)?.closest?.('input, textarea, [contenteditable="true"]') ?? null;
  return types.includes('text/uri-list') && field === null && !types.includes('text/html') ? 'text' : undefined;
}
