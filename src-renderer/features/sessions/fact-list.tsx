import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { namesFile } from '../../client/file-asked.ts';
import { answerOf } from '../../client/queries.ts';
import { formatCount } from '../../format/number.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { type JsonNode, parseJsonNode } from '../../ui/json-tree/json-node.ts';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { LeadingCell } from '../../ui/leading-cell.tsx';
import { unitText } from '../series/unit.ts';
import classes from './fact-list.module.css';

export interface Fact {
  readonly column: AnswerColumn;
  /** `undefined` while it is on its way. */
  readonly value: Cell | undefined;
  /** How it reads, when that is not the plain value. */
  readonly shown?: ReactNode;
}

interface FactListProps {
  readonly facts: readonly Fact[];
  /** Where the whole of a value that was cut is read; must name what the facts are about in `key`. */
  readonly whole?: WholeFact | undefined;
}

export interface WholeFact {
  readonly key: readonly unknown[];
  read(column: string, signal: AbortSignal): Promise<Cell>;
}

/** What is known of one session, episode or trajectory: short facts first, configurations as trees below. */
export function FactList({ facts, whole }: FactListProps): ReactNode {
  const known = facts.filter(({ value }) => value !== null);
  const long = known.filter(({ value }) => longText(value) !== undefined);
  const short = known.filter((fact) => !long.includes(fact));
  return (
    <div className={classes.facts}>
      <dl className={classes.list}>
        {short.map(({ column, value, shown }) => (
          <div key={column.name} className={classes.fact}>
            <dt>{column.title}</dt>
            <dd>
              {shown ?? <LeadingCell cell={value} column={column} />}
              {column.unit !== null && value !== undefined && (
                <span className={classes.unit}>{unitText(column.unit)}</span>
              )}
              {namesFile(value) && (
                <div>
                  <FileButton cell={value} beside={facts.map((fact) => fact.value)} />
                </div>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {long.map(({ column, value }) => (
        <section key={column.name} aria-label={column.title}>
          <h3 className={classes.title}>{column.title}</h3>
          {value !== undefined && isCut(value) && whole !== undefined ? (
            <CutValue cut={value} column={column.name} whole={whole} />
          ) : (
            <LongValue text={longText(value) ?? ''} />
          )}
        </section>
      ))}
    </div>
  );
}

interface CutValueProps {
  readonly cut: CutCell;
  readonly column: string;
  readonly whole: WholeFact;
}

/** The beginning of a value, and all of it once it is asked for. */
function CutValue({ cut, column, whole }: CutValueProps): ReactNode {
  const [wanted, setWanted] = useState(false);
  const asked = answerOf(
    useQuery({
      queryKey: [...whole.key, 'cell', column],
      queryFn: ({ signal }) => whole.read(column, signal),
      gcTime: 10_000,
      enabled: wanted,
    }),
  );
  if (asked.data !== undefined) return <LongValue text={longText(asked.data) ?? String(asked.data)} />;
  return (
    <>
      <p className={classes.cut}>
        Only the beginning of {formatCount(cut.size)} characters
        <Button variant="subtle" size="compact-xs" loading={wanted && asked.asking} onClick={() => setWanted(true)}>
          Read all of it
        </Button>
      </p>
      {asked.failure !== undefined && <FailureView failure={asked.failure} again={asked.again} />}
      <LongValue text={`${cut.head}…`} />
    </>
  );
}

type CutCell = Extract<Cell, { readonly k: 'cut' }>;

function isCut(cell: Cell): cell is CutCell {
  return isTagged(cell) && cell.k === 'cut';
}

function LongValue({ text }: { readonly text: string }): ReactNode {
  const root = useMemo(() => (/^\s*[[{]/.test(text) ? parseJsonNode(text) : undefined), [text]);
  if (root === undefined) return <pre className={classes.text}>{text}</pre>;
  return (
    <div className={classes.tree} style={{ height: treeHeight(root) }}>
      <JsonTree root={root} />
    </div>
  );
}

/** Room for the lines of the two upper levels, within reason; the tree scrolls in it. */
function treeHeight(root: JsonNode): number {
  const lines = (node: JsonNode, depth: number): number =>
    node.kind === 'leaf' || depth === 0 ? 1 : node.entries.reduce((sum, [, child]) => sum + lines(child, depth - 1), 1);
  return Math.min(Math.max(lines(root, 2), 4) * 22 + 52, 420);
}

/** Text that is a document rather than a word: JSON, or several lines. */
function longText(value: Cell | undefined): string | undefined {
  if (typeof value === 'string') return /^\s*[[{]|\n/.test(value) ? value : undefined;
  if (value === undefined || !isTagged(value)) return undefined;
  if (value.k === 'json') return value.t;
  return value.k === 'cut' ? `${value.head}…` : undefined;
}
