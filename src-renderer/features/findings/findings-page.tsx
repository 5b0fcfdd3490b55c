import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FindingInfo } from '#shared/model/finding.ts';
import { orpc } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { usePlaceQuery } from '../../client/place.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { CheckDetail } from './check-detail.tsx';
import { CheckList } from './check-list.tsx';

interface FindingsPageProps {
  readonly database: string;
}

/** What should not be in an experiment: every check that its lens makes possible, and the rows of one of them. */
export function FindingsPage({ database }: FindingsPageProps): ReactNode {
  const id = usePlaceQuery()['check'];
  const asked: Answer<readonly FindingInfo[]> = answerOf(
    useQuery(orpc.findings.list.queryOptions({ input: { database } })),
  );
  const check = asked.data?.find((each) => each.id === id);
  const place = { at: 'findings', database } as const;
  useCrumbs([{ label: 'Findings', place }, ...(check === undefined ? [] : [{ label: check.title, place }])]);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  if (asked.data.length === 0) {
    return (
      <Empty
        title="There is nothing in this database that could be checked"
        text="It has no sessions, no steps and no keys"
      />
    );
  }
  if (id !== undefined && check === undefined) return <Empty title={`This database has no check “${id}”`} />;
  return check === undefined ? (
    <CheckList database={database} checks={asked.data} />
  ) : (
    <CheckDetail key={check.id} database={database} check={check} />
  );
}
