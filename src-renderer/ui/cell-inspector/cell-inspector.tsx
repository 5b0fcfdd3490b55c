import { Button, Group, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { answerOf } from '../../client/queries.ts';
import { isWhole } from '../../format/cell.ts';
import { formatBytes, formatCount } from '../../format/number.ts';
import { copyToClipboard } from '../copy-text.ts';
import type { RowSource } from '../data-grid/row-source.ts';
import { FailureView } from '../failure-view.tsx';
import { FileButton } from '../file-button.tsx';
import { JsonTree } from '../json-tree/json-tree.tsx';
import { PanelHead } from '../side-panel.tsx';
import classes from './cell-inspector.module.css';
import { type CellView, cellViews } from './cell-views.ts';
import { HexView, ImageView, TextView } from './value-views.tsx';

interface CellInspectorProps {
  readonly cell: Cell;
  readonly column: AnswerColumn;
  /** Row number, from 0. */
  readonly row: number;
  /** All of the row. */
  readonly cells: readonly Cell[];
  /** Where the whole of a value that was cut can be read. */
  readonly whole?: { readonly source: RowSource; readonly key: string } | undefined;
  close(): void;
}

/** One value, whole: as a tree, text, bytes or an image. A value that was cut for the list is read on demand. */
export function CellInspector({ cell, column, row, cells, whole, close }: CellInspectorProps): ReactNode {
  const [wanted, setWanted] = useState(false);
  const cut = !isWhole(cell);
  const read = whole?.source.cell?.bind(whole.source);
  const readable = whole !== undefined && read !== undefined;
  const asked = answerOf(
    useQuery({
      queryKey: [...(whole?.source.key ?? []), 'cell', whole?.key, column.name],
      queryFn: ({ signal }) => (readable ? read(whole.key, column.name, signal) : cell),
      gcTime: 10_000,
      enabled: wanted && readable,
    }),
  );
  const shown = asked.data ?? cell;
  return (
    <>
      <PanelHead title={column.title} aside={`${column.type} · row ${formatCount(row + 1)}`} close={close} />
      {cut && asked.data === undefined && (
        <Group gap="xs" className={classes.cut}>
          <span>Only the beginning of {sizeText(cell)} is here</span>
          {readable && (
            <Button loading={wanted && asked.waiting && asked.failure === undefined} onClick={() => setWanted(true)}>
              Read all of it
            </Button>
          )}
        </Group>
      )}
      {asked.failure !== undefined && <FailureView failure={asked.failure} again={asked.again} />}
      <Value cell={shown} cells={cells} />
    </>
  );
}

function sizeText(cell: Cell): string {
  if (!isTagged(cell)) return '';
  if (cell.k === 'cut') return `${formatCount(cell.size)} characters`;
  return cell.k === 'blob' ? formatBytes(cell.size) : '';
}

function Value({ cell, cells }: Pick<CellInspectorProps, 'cell' | 'cells'>): ReactNode {
  const views = cellViews(cell);
  const [kind, setKind] = useState<string>();
  const view = views.find((one) => one.kind === kind) ?? views[0];
  if (view === undefined) return null;
  return (
    <>
      <Group justify="space-between" className={classes.bar}>
        {views.length > 1 ? (
          <SegmentedControl
            aria-label="How to show the value"
            data={views.map((one) => ({ value: one.kind, label: one.label }))}
            value={view.kind}
            onChange={setKind}
          />
        ) : (
          <FileButton cell={cell} beside={cells} />
        )}
        <Button variant="default" onClick={() => copyToClipboard(cellToText(cell), 'the value')}>
          Copy
        </Button>
      </Group>
      <ViewOf view={view} />
    </>
  );
}

function ViewOf({ view }: { readonly view: CellView }): ReactNode {
  switch (view.kind) {
    case 'tree':
      return <JsonTree root={view.root} />;
    case 'text':
      return <TextView text={view.text} />;
    case 'hex':
      return <HexView hex={view.hex} />;
    case 'image':
      return <ImageView hex={view.hex} type={view.type} />;
  }
}
