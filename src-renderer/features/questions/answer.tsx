import { SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconChartLine, IconLayoutRows, IconTable } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { columnOf } from '#shared/model/page.ts';
import type { QuestionInfo } from '#shared/model/question.ts';
import { client } from '../../client/client.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { extentText } from '../../ui/data-grid/extent-text.ts';
import { FilterBar } from '../../ui/data-grid/filter-bar.tsx';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import type { Extent } from '../../ui/data-grid/pages.ts';
import { isPlain, type RowSource, viewOf } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { Split } from '../../ui/split.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { AnswerChart } from './answer-chart.tsx';
import classes from './question-page.module.css';
import { SqlButton } from './sql-button.tsx';
import type { Values } from './values.ts';

export interface AnswerProps {
  readonly database: string;
  readonly question: QuestionInfo;
  readonly values: Values;
}

type Shown = 'both' | 'chart' | 'table';

/** The answer: a chart where the question has one, and the rows, which are searched, filtered and sorted like any list. */
export function Answer(props: AnswerProps): ReactNode {
  const { question } = props;
  const [view, setView] = useGridView();
  const [extent, setExtent] = useState<Extent>();
  const columns = useMemo(() => question.columns.map(columnOf), [question]);
  const asked = usePlaceQuery()['show'];
  const shown: Shown = question.chart === undefined ? 'table' : asked === 'chart' || asked === 'table' ? asked : 'both';
  const rows = shown !== 'chart' && <AnswerRows {...props} onExtent={setExtent} />;
  const chart = shown !== 'table' && <AnswerChart {...props} view={view} />;
  return (
    <>
      <FilterBar view={view} onView={setView} columns={columns} placeholder="Search the answer">
        {extent !== undefined && shown !== 'chart' && extentText(extent, ['row', 'rows'])}
        <SqlButton {...props} />
        {shown !== 'chart' && <ExportButton label="Export rows…" />}
        {question.chart !== undefined && (
          <SegmentedControl
            aria-label="Show the answer as"
            data={views}
            value={shown}
            onChange={(next) => setPlaceQuery({ show: next === 'both' ? '' : next })}
          />
        )}
      </FilterBar>
      {chart && rows ? (
        <Split name="answer" axis="y" initial={260} least={[140, 100]} label="Height of the rows">
          {chart}
          {rows}
        </Split>
      ) : (
        chart || rows
      )}
    </>
  );
}

const views = [
  { value: 'both', label: <ViewSign icon={<IconLayoutRows size={15} />} title="Chart and table" /> },
  { value: 'chart', label: <ViewSign icon={<IconChartLine size={15} />} title="Chart" /> },
  { value: 'table', label: <ViewSign icon={<IconTable size={15} />} title="Table" /> },
];

function ViewSign({ icon, title }: { readonly icon: ReactNode; readonly title: string }): ReactNode {
  return (
    <Tooltip label={title}>
      <span className={classes.sign}>
        {icon}
        <VisuallyHidden>{title}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}

function AnswerRows({
  database,
  question: { id: question, title },
  values,
  onExtent,
}: AnswerProps & { onExtent(extent: Extent): void }): ReactNode {
  const [view, setView] = useGridView();
  const source = useMemo<RowSource>(() => {
    const asked = { database, question, values };
    return {
      key: ['question', { database }, question, values],
      page: (request, signal) => client.questions.page({ ...asked, request }, { signal }),
      count: (request, signal) => client.questions.count({ ...asked, request }, { signal }),
      cell: (key, column, signal) => client.questions.cell({ ...asked, key, column }, { signal }),
      out: {
        database,
        name: question,
        sourceOf: (view) => ({ kind: 'question', question, values, view: viewOf(view) }),
      },
    };
  }, [database, question, values]);
  return (
    <InspectedGrid
      panel="question"
      label={`Answer to ${title}`}
      remember={`question.${question}`}
      source={source}
      view={view}
      onView={setView}
      numbers
      takesFocus={false}
      onExtent={onExtent}
      empty={
        <Empty title={isPlain(view) ? 'The answer has no rows' : 'No row of the answer passes these conditions'} />
      }
    />
  );
}
