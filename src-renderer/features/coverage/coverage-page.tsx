import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { CoverageMatrix, CoverageOverview } from '#shared/model/coverage.ts';
import { orpc } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { usePlaceQuery } from '../../client/place.ts';
import { type Answer, answerOf, useLens } from '../../client/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Counts } from './counts.tsx';
import classes from './coverage.module.css';
import { groupNamed, keyOfGroup, labelOfGroup } from './groups.ts';
import { Matrix } from './matrix.tsx';
import { StripView } from './strip-view.tsx';

interface CoveragePageProps {
  readonly database: string;
}

/** Who was recorded in what, how far it was processed and what failed: counts by study, and the matrix of one. */
export function CoveragePage({ database }: CoveragePageProps): ReactNode {
  const lens = useLens(database);
  useCrumbs([{ label: lens.data?.coverage ?? 'Coverage', place: { at: 'coverage', database } }]);
  const asked: Answer<CoverageOverview | null> = answerOf(
    useQuery(orpc.coverage.overview.queryOptions({ input: { database } })),
  );
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.waiting) return <Waiting skeleton />;
  if (!asked.data || asked.data.groups.length === 0) {
    return <Empty title="Nobody takes part in anything here" text="The rows of this database are all in Tables" />;
  }
  return <CoverageView database={database} overview={asked.data} />;
}

function CoverageView({ database, overview }: CoveragePageProps & { readonly overview: CoverageOverview }): ReactNode {
  const query = usePlaceQuery();
  const group = groupNamed(overview, query['group']) ?? overview.groups[0]!;
  const title = overview.group === null ? overview.title : labelOfGroup(group.key, overview.group);
  return (
    <div className={classes.page}>
      <div className={classes.parts}>
        <Counts database={database} overview={overview} here={keyOfGroup(group.key)} />
        <section aria-label={title}>
          <h2 className={clsx(classes.title, classes.still)}>{title}</h2>
          <MatrixOf database={database} overview={overview} group={group.key} />
        </section>
        {overview.strip !== null && group.steps > 0 && (
          <StripView database={database} overview={overview} group={group.key} />
        )}
      </div>
    </div>
  );
}

interface MatrixOfProps extends CoveragePageProps {
  readonly overview: CoverageOverview;
  readonly group: string | null;
}

function MatrixOf({ database, overview, group }: MatrixOfProps): ReactNode {
  const asked: Answer<CoverageMatrix> = answerOf(
    useQuery({
      ...orpc.coverage.matrix.queryOptions({ input: { database, group } }),
      placeholderData: keepPreviousData,
    }),
  );
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  return <Matrix database={database} overview={overview} matrix={asked.data} stale={asked.asking} />;
}
