import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { STATE_COLUMN } from '#shared/model/run-state.ts';
import { tellListed } from '../../client/names.ts';
import { addressOf, type Place, toPlace, usePlace } from '../../client/place.ts';
import { useSetting } from '../../client/settings.ts';
import { countOf, shortCount } from '../../format/number.ts';
import { capital, plural } from '../../format/words.ts';
import { DataGrid } from '../../ui/data-grid/data-grid.tsx';
import { FilterBar } from '../../ui/data-grid/filter-bar.tsx';
import type { CellDrawing, GridMenuItem } from '../../ui/data-grid/grid-props.ts';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import type { Extent } from '../../ui/data-grid/pages.ts';
import { cellOf, type GridRow, type GridView, isPlain, type RowSource } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { Split } from '../../ui/split.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { useMarkSigns } from '../marks/mark-sign.tsx';
import { type Fact, FactList, type WholeFact } from './fact-list.tsx';
import classes from './level-list.module.css';
import { useQuietColumns } from './quiet-columns.ts';
import { drawRollUp, rollUpText } from './roll-up-cell.tsx';
import { sumOf } from './roll-up-store.ts';
import { drawRunState, stateOfRow } from './run-state-cell.tsx';
import { idOf, type UsedRollUps } from './use-roll-ups.ts';

interface LevelListProps {
  /** What one row is called. */
  readonly word: string;
  /** What a row of the trajectories is called. */
  readonly stepWord: string | null;
  readonly remember: string;
  readonly source: RowSource;
  readonly rollUps: UsedRollUps;
  /** Columns that say nothing here, besides `id`. Must keep its identity. */
  readonly hidden?: readonly string[];
  /** Where a row leads. Must keep its identity. */
  readonly placeOf: (id: string) => Place;
  /** Further totals, after the number of rows ("30 episodes"). */
  readonly totals?: readonly string[];
  /** How many there are without conditions. */
  readonly total: number | undefined;
  /** Draws cells in another way than roll-ups are. Must keep its identity. */
  readonly renderCell?: CellDrawing['renderCell'];
  /** The whole of a value that the list cut. Must keep its identity. */
  readonly wholeOf?: (id: string) => WholeFact;
  /** What else a right click on a row can do. */
  readonly rowItems?: (row: GridRow) => readonly GridMenuItem[];
  /** Shown at the side while no row is selected. */
  readonly aside?: ReactNode;
}

/** Windows from this width on begin with the facts shown. */
const ROOMY = 1200;

/** Sessions or episodes: a list with roll-ups, searched and sorted in the engine, and the facts of the selected one. */
export function LevelList(props: LevelListProps): ReactNode {
  const { word, placeOf, rollUps } = props;
  const [view, setView] = useGridView();
  const [extent, setExtent] = useState<Extent>();
  const [selected, setSelected] = useState<GridRow>();
  const [factsShown, setFactsShown] = useSetting('facts.shown', window.innerWidth >= ROOMY);
  const { rows, onSeen } = useSeen(placeOf, rollUps);
  const drawOwn = props.renderCell ?? drawRollUp;
  const draw = useCallback<NonNullable<CellDrawing['renderCell']>>(
    (row, column, cell) => (column.name === STATE_COLUMN ? drawRunState(row) : drawOwn(row, column, cell)),
    [drawOwn],
  );
  const renderCell = useMarkSigns(placeOf, draw);
  const { source, hidden } = useQuietColumns(props.source, props.hidden);
  const columns = rows[0]?.columns;
  const rolledUp = rollUps.state.columns;
  const filterable = useMemo(
    () => [...(columns?.filter(({ kind }) => kind !== 'json' && kind !== 'blob') ?? []), ...rolledUp],
    [columns, rolledUp],
  );
  const open = (row: GridRow) => toPlace(placeOf(idOf(row)));
  return (
    <div className={classes.page}>
      <FilterBar view={view} onView={setView} columns={filterable} placeholder={`Search ${plural(word)}`}>
        <span className={classes.totals} aria-live="polite">
          {totalsText(props, rows, extent, isPlain(view))}
        </span>
        <ExportButton label={`Export ${plural(word)}…`} />
        <FactsButton shown={factsShown} onShow={setFactsShown} />
      </FilterBar>
      <Split name="facts" axis="x" initial={290} least={[400, 200]} label="Width of the facts">
        <DataGrid
          label={capital(plural(word))}
          remember={props.remember}
          source={source}
          view={view}
          onView={setView}
          hidden={hidden}
          extra={rollUps.extra}
          renderCell={renderCell}
          waitingFor={(wanted) => computing(wanted, rollUps, word)}
          onRows={onSeen}
          onOpen={open}
          onCursor={setSelected}
          onExtent={setExtent}
          hrefOf={useCallback((row: GridRow) => addressOf(placeOf(idOf(row))), [placeOf])}
          rowMenu={(row) => [
            { label: `Open this ${word}`, shortcut: 'Enter', run: () => open(row) },
            ...(props.rowItems?.(row) ?? []),
          ]}
          empty={
            <NoRows
              word={word}
              filtered={!isPlain(view)}
              widen={() => setView({ ...view, conditions: [], search: '' })}
            />
          }
        />
        {factsShown && (
          <aside className={classes.side} aria-label={`Facts of the selected ${word}`}>
            {selected ? (
              <RowFacts row={selected} rollUps={rollUps} whole={props.wholeOf?.(idOf(selected))} />
            ) : (
              (props.aside ?? <Hint word={word} />)
            )}
          </aside>
        )}
      </Split>
    </div>
  );
}

/** The rows in sight, whose roll-ups are asked for and whose names the places know that they lead to. */
function useSeen(placeOf: LevelListProps['placeOf'], { onRows }: UsedRollUps) {
  const here = usePlace();
  const [rows, setRows] = useState<readonly GridRow[]>([]);
  const onSeen = useCallback(
    (seen: readonly GridRow[]) => {
      setRows(seen);
      onRows(seen);
      tellListed(
        here,
        seen.map((row) => [placeOf(idOf(row)), nameOf(row)]),
      );
    },
    [onRows, here, placeOf],
  );
  return { rows, onSeen };
}

/** Roll-ups are computed of every row before the list can be sorted or filtered by them. */
function computing({ sort, conditions }: GridView, { state }: UsedRollUps, word: string): string | undefined {
  const named = new Set([...sort, ...conditions].map(({ column }) => column));
  const titles = state.columns.filter(({ name }) => named.has(name)).map(({ title }) => title.toLowerCase());
  if (titles.length === 0) return undefined;
  return `Computing ${titles.join(' and ')} of every ${word}…`;
}

function totalsText(
  { word, stepWord, totals = [], total, rollUps: { state } }: LevelListProps,
  rows: readonly GridRow[],
  extent: Extent | undefined,
  plain: boolean,
): string {
  const words = [word, plural(word)] as const;
  const shown = extent?.known === 'exact' ? extent.rows : undefined;
  if (!plain) {
    if (shown === undefined || total === undefined) return '';
    return `${shown} of ${countOf(total, words)}`;
  }
  const parts = total === undefined ? [] : [countOf(total, words)];
  const steps = rows.length === shown ? sumOf(state, 'steps', rows.map(idOf)) : undefined;
  if (steps !== undefined && stepWord !== null) totals = [...totals, `${shortCount(steps)} ${plural(stepWord)}`];
  return [...parts, ...totals].join(' · ');
}

interface RowFactsProps {
  readonly row: GridRow;
  readonly rollUps: UsedRollUps;
  readonly whole: WholeFact | undefined;
}

/** Everything known of a row: what the list shows, what it hides, and the roll-ups. */
function RowFacts({ row, rollUps, whole }: RowFactsProps): ReactNode {
  const own: readonly Fact[] = row.columns.flatMap((column, at) =>
    column.name === 'label' ? [] : [{ column, value: row.cells[at] ?? null, ...stateFact(row, column.name) }],
  );
  const added: readonly Fact[] = rollUps.extra.columns.map((column) => {
    const value = rollUps.extra.cell(row, column.name);
    return { column, value, shown: rollUpText(column, value) };
  });
  return (
    <>
      <h2 className={classes.title}>{nameOf(row)}</h2>
      <FactList key={idOf(row)} facts={[...own, ...added]} whole={whole} />
    </>
  );
}

const nameOf = (row: GridRow): string => String(cellOf(row, 'label') ?? idOf(row));

/** The state in words, with why. */
function stateFact(row: GridRow, column: string): Pick<Fact, 'shown'> {
  const known = column === STATE_COLUMN ? stateOfRow(row) : undefined;
  return known === undefined ? {} : { shown: `${capital(known.text)}. ${known.reason}` };
}

const withArticle = (word: string): string => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`;

function Hint({ word }: { readonly word: string }): ReactNode {
  return <p className={classes.hint}>Select {withArticle(word)} to see its facts here; Enter opens it</p>;
}

interface FactsButtonProps {
  readonly shown: boolean;
  onShow(shown: boolean): void;
}

function FactsButton({ shown, onShow }: FactsButtonProps): ReactNode {
  const label = shown ? 'Hide the facts' : 'Show the facts';
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} aria-pressed={shown} onClick={() => onShow(!shown)}>
        <IconLayoutSidebarRight size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

interface NoRowsProps {
  readonly word: string;
  readonly filtered: boolean;
  widen(): void;
}

function NoRows({ word, filtered, widen }: NoRowsProps): ReactNode {
  if (!filtered) return <Empty title={`There are no ${plural(word)} in this database yet`} />;
  return (
    <Empty title={`No ${word} passes the filter`}>
      <button type="button" className={classes.link} onClick={widen}>
        Show all {plural(word)}
      </button>
    </Empty>
  );
}
