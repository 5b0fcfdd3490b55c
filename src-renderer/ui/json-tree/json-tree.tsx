import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { branchText, type JsonLine, jsonLines } from './json-lines.ts';
import type { JsonNode } from './json-node.ts';
import classes from './json-tree.module.css';

interface JsonTreeProps {
  readonly root: JsonNode;
}

/** A tree of any size: only the lines in sight are drawn. */
export function JsonTree({ root }: JsonTreeProps): ReactNode {
  const [search, setSearch] = useState('');
  const [set, setSet] = useState<ReadonlyMap<string, boolean>>(new Map());
  const lines = useMemo(() => jsonLines(root, set, search), [root, set, search]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 22,
    overscan: 12,
  });
  const toggle = ({ path, unfolded }: JsonLine) => setSet((now) => new Map(now).set(path, !unfolded));
  return (
    <>
      <TextInput
        className={classes.search ?? ''}
        type="search"
        aria-label="Search in the value"
        placeholder="Search in the value"
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {lines.length === 0 && <p className={classes.none}>Nothing in it holds this text</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard */}
      <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label="Value as a tree">
        <div style={{ height: virtual.getTotalSize() }} className={classes.content}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            return line && <Line key={line.path} line={line} top={start} toggle={toggle} />;
          })}
        </div>
      </section>
    </>
  );
}

interface LineProps {
  readonly line: JsonLine;
  readonly top: number;
  toggle(line: JsonLine): void;
}

function Line({ line, top, toggle }: LineProps): ReactNode {
  const { node, name, depth, unfolded } = line;
  return (
    <div className={classes.line} style={{ top, paddingLeft: 4 + depth * 14 }}>
      {node.kind === 'branch' ? (
        <ActionIcon
          size={16}
          className={clsx(classes.fold, unfolded && classes.unfolded)}
          aria-label={`${unfolded ? 'Fold' : 'Unfold'} ${name ?? 'all'}`}
          aria-expanded={unfolded}
          onClick={() => toggle(line)}
        >
          <IconChevronRight size={12} />
        </ActionIcon>
      ) : (
        <span className={classes.noFold} />
      )}
      {name !== undefined && <span className={classes.name}>{name}</span>}
      {node.kind === 'branch' ? (
        <span className={classes.branch}>{branchText(node)}</span>
      ) : (
        <span className={classes[node.type]} title={node.text.length > 60 ? node.text.slice(0, 2000) : undefined}>
          {node.text.slice(0, 500)}
        </span>
      )}
    </div>
  );
}
