import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { cellNumber } from '#shared/model/cell.ts';
import type { OutlineStep, TranscriptShape } from '#shared/model/transcript.ts';
import { roundNumber } from '../../../format/number.ts';
import classes from './side.module.css';
import type { StepPanelProps } from './side-panels.tsx';
import { type TreeLine, treeLines } from './tree-lines.ts';

/** Which steps go on from which: a search as a tree to walk. */
export function TreePanel({ outline: { steps }, shape, word, view }: StepPanelProps): ReactNode {
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const lines = useMemo(() => treeLines(steps, folded), [steps, folded]);
  const value = shape.numbers[Math.max(shape.reward, 0)];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 24,
    overscan: 12,
  });
  const here = lines.findIndex(({ place }) => place === view.current);
  useEffect(() => {
    if (here >= 0) virtual.scrollToIndex(here, { align: 'auto' });
  }, [here, virtual]);
  const fold = (place: number, is: boolean) =>
    setFolded((now) => {
      const next = new Set(now);
      if (is) next.add(place);
      else next.delete(place);
      return next;
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (walk(event.key, { lines, here, goTo: view.goTo, fold })) event.preventDefault();
  };
  return (
    <div className={classes.column}>
      <p className={classes.head}>
        Each {word} below the one it goes on from{value === undefined ? '' : `, with its ${value.title.toLowerCase()}`}
      </p>
      <div ref={scroller} className={classes.scroll} role="tree" tabIndex={0} aria-label="Tree" onKeyDown={onKeyDown}>
        <div style={{ height: virtual.getTotalSize() }} className={classes.content}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            return (
              line && (
                <Line
                  key={line.place}
                  {...{ line, shape, word }}
                  step={steps[line.place]!}
                  top={start}
                  here={index === here}
                  onPick={() => view.goTo(line.place)}
                  onFold={() => fold(line.place, !line.folded)}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface Walking {
  readonly lines: readonly TreeLine[];
  readonly here: number;
  goTo(place: number): void;
  fold(place: number, is: boolean): void;
}

/** Up and down the lines; left to fold or to the parent, right to unfold or to the first that goes on from it. */
function walk(key: string, { lines, here, goTo, fold }: Walking): boolean {
  const line = lines[here];
  const by = (to: number | undefined) => {
    if (to !== undefined) goTo(to);
  };
  if (key === 'ArrowDown') by(lines[here + 1]?.place);
  else if (key === 'ArrowUp') by(lines[here - 1]?.place);
  else if (key === 'ArrowLeft' && line !== undefined) {
    if (line.children.length > 1 && !line.folded) fold(line.place, true);
    else by(line.parent);
  } else if (key === 'ArrowRight' && line !== undefined) {
    if (line.folded) fold(line.place, false);
    else by(line.children[0]);
  } else return false;
  return true;
}

interface LineProps {
  readonly line: TreeLine;
  readonly step: OutlineStep;
  readonly shape: TranscriptShape;
  readonly word: string;
  readonly top: number;
  readonly here: boolean;
  onPick(): void;
  onFold(): void;
}

function Line({ line, step, shape, word, top, here, onPick, onFold }: LineProps): ReactNode {
  const { place, depth, children, folded, elsewhere } = line;
  const value = cellNumber(step.numbers[Math.max(shape.reward, 0)] ?? null);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, its keys walk the lines
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the focus, its keys walk the lines
    <div
      role="treeitem"
      aria-selected={here}
      aria-level={depth + 1}
      {...(children.length > 0 && { 'aria-expanded': !folded })}
      className={clsx(classes.node, here && classes.here)}
      style={{ top, paddingLeft: 6 + depth * 14 }}
      onClick={onPick}
    >
      {children.length > 1 ? (
        <ActionIcon
          size={16}
          tabIndex={-1}
          className={clsx(classes.fold, !folded && classes.unfolded)}
          aria-label={`${folded ? 'Unfold' : 'Fold'} ${word} ${place + 1}`}
          onClick={(event) => {
            event.stopPropagation();
            onFold();
          }}
        >
          <IconChevronRight size={12} />
        </ActionIcon>
      ) : (
        <span className={classes.stem} aria-hidden="true" />
      )}
      <b>{place + 1}</b>
      {value !== undefined && <span>{roundNumber(value)}</span>}
      {step.failed && <IconAlertTriangle size={13} className={classes.fault} aria-label="error" />}
      {elsewhere && <span className={classes.quiet}>goes on from {step.parent}, elsewhere</span>}
      {folded && <span className={classes.quiet}>{children.length} go on from it</span>}
    </div>
  );
}
