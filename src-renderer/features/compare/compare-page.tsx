import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { Compared } from '#shared/compare/compare.ts';
import type { Items } from '#shared/compare/items.ts';
import type { LensChoice, Measure } from '#shared/model/experiment.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { countOf } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Split } from '../../ui/split.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useMeasures } from '../series/use-series.ts';
import { NoLevels } from '../sessions/sessions-page.tsx';
import { chosenMeasures } from '../trends/groups.ts';
import classes from './compare.module.css';
import { CompareChooser } from './compare-chooser.tsx';
import { CompareTable } from './compare-table.tsx';
import { Profiles } from './profiles.tsx';
import { RunsTable } from './runs-table.tsx';
import { SeedCharts } from './seed-chart.tsx';
import { SessionField } from './session-field.tsx';
import { useArranged, useItems, useMeasured } from './use-compared.ts';
import { type CompareView, readView, type Shown, writeView } from './view.ts';

interface ComparePageProps {
  readonly database: string;
}

/** Groups of sessions or episodes beside a baseline: how far apart they are, how sure that is, and how they came there. */
export function ComparePage({ database }: ComparePageProps): ReactNode {
  useCrumbs([{ label: 'Compare', place: { at: 'compare', database } }]);
  const lens = useLens(database);
  const measures = useMeasures(database, {});
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (measures.failure) return <FailureView failure={measures.failure} again={measures.again} />;
  if (!lens.data || !measures.data) return <Waiting skeleton />;
  if (lens.data.words.episode === null) return <NoLevels database={database} />;
  return <Comparing database={database} measures={measures.data} words={lens.data.words} />;
}

interface ComparingProps extends ComparePageProps {
  readonly measures: readonly Measure[];
  readonly words: LensChoice['words'];
}

function Comparing({ database, measures, words }: ComparingProps): ReactNode {
  const query = usePlaceQuery();
  const asked = useMemo(() => readView(query), [query]);
  const view = useMemo(
    () => (words.session === null ? { ...asked, level: 'episode' as const } : asked),
    [asked, words],
  );
  const change = useCallback((part: Partial<CompareView>) => setPlaceQuery(writeView(part), { push: true }), []);
  const items = useItems(database, view.level, view.sessions);
  const chosen = useMemo(() => measureIds(measures, view.measures), [measures, view.measures]);
  const values = useMeasured(database, items.data, chosen, view);
  const compared = useArranged(items.data, view, values.measured);
  if (items.failure) {
    return (
      <Split name="compare" axis="x" initial={270} least={[420, 200]} label="Width of the choice">
        <FailureView failure={items.failure} again={items.again} />
        <aside className={classes.chooser} aria-label="What is compared">
          <SessionField {...{ database, words, view }} onView={change} />
        </aside>
      </Split>
    );
  }
  if (compared === undefined || items.data === undefined) return <Waiting skeleton />;
  const props: CompareProps = {
    ...{ database, measures, words, view, onView: change, items: items.data, compared, chosen },
    asking: values.asking,
  };
  return (
    <Split name="compare" axis="x" initial={270} least={[420, 200]} label="Width of the choice">
      <div className={classes.page}>
        <Bar {...props} />
        {values.failure ? <FailureView failure={values.failure} again={values.again} /> : <Body {...props} />}
      </div>
      <CompareChooser {...props} />
    </Split>
  );
}

export interface CompareProps extends ComparingProps {
  readonly view: CompareView;
  onView(part: Partial<CompareView>): void;
  readonly items: Items;
  readonly compared: Compared;
  /** Ids of the measures that are compared. */
  readonly chosen: readonly string[];
  readonly asking: boolean;
}

/** Those that were chosen; else the one that the lens recommends. */
function measureIds(measures: readonly Measure[], wanted: readonly string[]): readonly string[] {
  if (wanted.length > 0) return wanted;
  return chosenMeasures(measures, [])
    .slice(0, 1)
    .map(({ id }) => id);
}

function Bar({ view, onView, compared, words }: CompareProps): ReactNode {
  const word = words[view.level] ?? view.level;
  const many = countOf(compared.items.items.length, [word, plural(word)]);
  return (
    <div className={classes.bar}>
      <span className={classes.what}>
        {many} in {countOf(compared.groups.length, ['group', 'groups'])}
      </span>
      <SegmentedControl
        aria-label="Show"
        value={view.show}
        onChange={(next) => onView({ show: next as Shown })}
        data={parts}
      />
    </div>
  );
}

const parts = [
  { value: 'table', label: 'Table' },
  { value: 'seeds', label: 'Over time' },
  { value: 'runs', label: 'Runs' },
  { value: 'profiles', label: 'Aggregates' },
];

function Body(props: CompareProps): ReactNode {
  const { compared, chosen } = props;
  if (compared.items.items.length === 0)
    return <Empty title="There is nothing here to compare" text="Its rows are all in Tables" />;
  if (chosen.length === 0)
    return <Empty title="Choose a measure" text="It is compared over the groups that facts make" />;
  if (props.view.show === 'seeds') return <SeedCharts {...props} />;
  if (props.view.show === 'runs') return <RunsTable {...props} />;
  if (props.view.show === 'profiles') return <Profiles {...props} />;
  return <CompareTable {...props} />;
}
