import { type ReactNode, useCallback, useMemo } from 'react';
import type { LensChoice, Measure } from '#shared/model/experiment.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Split } from '../../ui/split.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useMeasures } from '../series/use-series.ts';
import { NoLevels } from '../sessions/sessions-page.tsx';
import { Charts } from './charts.tsx';
import { Chooser } from './chooser.tsx';
import { readView, type TrendsView, writeView } from './view.ts';

interface TrendsPageProps {
  readonly database: string;
}

/** Curves of any measures of any sessions and episodes, under one another over the same x. */
export function TrendsPage({ database }: TrendsPageProps): ReactNode {
  useCrumbs([{ label: 'Trends', place: { at: 'trends', database } }]);
  const lens = useLens(database);
  const measures = useMeasures(database, {});
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (measures.failure) return <FailureView failure={measures.failure} again={measures.again} />;
  if (!lens.data || !measures.data) return <Waiting skeleton />;
  if (lens.data.words.episode === null) return <NoLevels database={database} />;
  if (measures.data.length === 0) {
    return (
      <Empty title="Nothing in this database has a number that could be drawn" text="Its rows are all in Tables" />
    );
  }
  return <Trends database={database} measures={measures.data} words={lens.data.words} />;
}

interface TrendsProps extends TrendsPageProps {
  readonly measures: readonly Measure[];
  readonly words: LensChoice['words'];
}

function Trends({ database, measures, words }: TrendsProps): ReactNode {
  const query = usePlaceQuery();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback((part: Partial<TrendsView>) => setPlaceQuery(writeView(part), { push: true }), []);
  return (
    <Split name="trends" axis="x" initial={270} least={[420, 200]} label="Width of the choice">
      <Charts database={database} measures={measures} words={words} view={view} onView={change} />
      <Chooser database={database} measures={measures} words={words} view={view} onView={change} />
    </Split>
  );
}

export interface ViewProps extends TrendsProps {
  readonly view: TrendsView;
  onView(part: Partial<TrendsView>): void;
}
