import { Button } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { FindingInfo } from '#shared/model/finding.ts';
import { columnOf } from '#shared/model/page.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { setPlaceQuery, toPlace, usePlaceQuery } from '../../client/place.ts';
import { saveSetting } from '../../client/settings.ts';
import { extentText } from '../../ui/data-grid/extent-text.ts';
import { FilterBar } from '../../ui/data-grid/filter-bar.tsx';
import { useGridView } from '../../ui/data-grid/grid-view.ts';
import type { Extent } from '../../ui/data-grid/pages.ts';
import { isPlain, type RowSource } from '../../ui/data-grid/row-source.ts';
import { Empty } from '../../ui/empty.tsx';
import { InspectedGrid } from '../../ui/inspected-grid.tsx';
import { say } from '../../ui/toast.ts';
import { QuestionForm } from '../questions/question-form.tsx';
import { type Values, valuesFrom, valuesToQuery } from '../questions/values.ts';
import classes from './findings.module.css';
import { LeaveOut } from './leave-out.tsx';

interface CheckDetailProps {
  readonly database: string;
  readonly check: FindingInfo;
}

/** The rows that a check found: ids lead to their episodes, the statement to the SQL page. */
export function CheckDetail({ database, check }: CheckDetailProps): ReactNode {
  const query = usePlaceQuery();
  const text = JSON.stringify(valuesFrom(query, check));
  const values = useMemo(() => JSON.parse(text) as Values, [text]);
  const [view, setView] = useGridView();
  const [extent, setExtent] = useState<Extent>();
  const columns = useMemo(() => check.columns.map(columnOf), [check]);
  const source = useMemo<RowSource>(() => {
    const asked = { database, finding: check.id, values };
    return {
      key: ['finding', { database }, check.id, values],
      page: (request, signal) => client.findings.page({ ...asked, request }, { signal }),
      count: (request, signal) => client.findings.count({ ...asked, request }, { signal }),
      cell: (key, column, signal) => client.findings.cell({ ...asked, key, column }, { signal }),
    };
  }, [database, check, values]);
  return (
    <div className={classes.detail}>
      <header className={classes.head}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => toPlace({ at: 'findings', database })}
        >
          All checks
        </Button>
        <p className={classes.aboutOne}>{check.about}</p>
        <QuestionForm
          database={database}
          question={check}
          values={values}
          onAsk={(next) => setPlaceQuery(valuesToQuery(next, check), { push: true })}
        />
      </header>
      <FilterBar view={view} onView={setView} columns={columns} placeholder="Search what was found">
        {extent !== undefined && extentText(extent, ['row', 'rows'])}
        <LeaveOut
          database={database}
          check={check}
          values={values}
          view={view}
          disabled={extent === undefined || extent.rows === 0}
        />
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<IconArrowRight size={14} />}
          onClick={() => void openSql(database, check.id, values)}
        >
          Open in the SQL page
        </Button>
      </FilterBar>
      <InspectedGrid
        panel="finding"
        label={`Found by ${check.title}`}
        remember={`finding.${check.id}`}
        source={source}
        view={view}
        onView={setView}
        numbers
        takesFocus={false}
        onExtent={setExtent}
        empty={
          <Empty
            title={
              isPlain(view) ? 'Nothing was found: all is well here' : 'Nothing that was found passes these conditions'
            }
          />
        }
      />
    </div>
  );
}

async function openSql(database: string, finding: string, values: Values): Promise<void> {
  try {
    saveSetting(`sql.draft.${database}`, await client.findings.sql({ database, finding, values }));
    toPlace({ at: 'sql', database });
  } catch (error) {
    say({ tone: 'bad', text: failureOf(error).message });
  }
}
