import { useComputedColorScheme } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { answerAlong } from '#shared/chart/along.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import type { Workspace } from '#shared/model/workspace.ts';
import { orpc } from '../../client/client.ts';
import { answerOf } from '../../client/queries.ts';
import { type DrawnWorkspace, drawWorkspace, wholeOf } from './draw.ts';
import { extentOf, isMisaligned, type Question, questionsOf, type Range, within } from './questions.ts';

/** How one question stands. */
export interface AskedQuestion {
  readonly question: Question;
  /** The one before stays until the next is here. */
  readonly answer: SeriesAnswer | undefined;
  readonly stale: boolean;
  readonly failure: ErrorData | undefined;
  readonly asking: boolean;
  readonly asOf: Date | undefined;
}

export interface WorkspaceChart {
  readonly asked: readonly AskedQuestion[];
  /** Nothing until something was answered. */
  readonly drawn: DrawnWorkspace | undefined;
}

/** Asks every open database, first for all there is, then again in the chart's own columns where that differs. */
export function useWorkspaceChart(
  workspace: Workspace,
  open: ReadonlyMap<string, string>,
  range: Range | undefined,
  points: number,
): WorkspaceChart {
  const scheme = useComputedColorScheme('light');
  const questions = useMemo(
    () => (points === 0 ? [] : questionsOf(workspace, open, points)),
    [workspace, open, points],
  );
  const first = useAsked(
    useMemo(() => (range ? questions.map((each) => within(each, range)) : questions), [questions, range]),
  );
  const whole = extentOf(first.flatMap((each) => visibleOf(each)));
  const [from, to] = range ?? whole;
  const extent = useMemo(() => [from, to] as const, [from, to]);
  const settled =
    range === undefined && first.every(({ answer, stale, asking }) => (answer !== undefined && !stale) || !asking);
  const again = useAsked(
    settled
      ? first.flatMap(({ answer, question }) => {
          if (answer === undefined) return [];
          const along = answerAlong(answer, question.along);
          return isMisaligned(along, extent, points) ? [within(question, extent)] : [];
        })
      : [],
  );
  const asked = first.map(
    (each) => again.find(({ question, answer }) => question.key === each.question.key && answer) ?? each,
  );
  const answered = asked.flatMap(({ question, answer }) => (answer === undefined ? [] : [{ question, answer }]));
  const said = asked.map(({ question, asOf }) => `${JSON.stringify(question.request)} ${asOf?.getTime()}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was answered when, not the lists made of it each time
  const drawn = useMemo(
    () => (answered.length === 0 ? undefined : drawWorkspace(workspace, answered, extent, scheme)),
    [said, workspace, extent, scheme],
  );
  return { asked, drawn };
}

/** Lines that are not hidden, along the common axis. */
function visibleOf({ answer, question: { along, series } }: AskedQuestion): readonly Series[] {
  if (answer === undefined) return [];
  const shown = new Set(series.flatMap(({ hidden, of }) => (hidden ? [] : [of.id])));
  return answerAlong(answer, along).series.filter((line) => shown.has(wholeOf(line).id));
}

/** One request per question, each with its answer before until the next is here. */
function useAsked(questions: readonly Question[]): readonly AskedQuestion[] {
  const before = useRef(new Map<string, Before>());
  const results = useQueries({
    queries: questions.map(({ database, request }) => orpc.series.get.queryOptions({ input: { database, request } })),
  });
  useEffect(() => {
    questions.forEach(({ key }, at) => {
      const { data, dataUpdatedAt } = results[at] ?? {};
      if (data !== undefined) before.current.set(key, { answer: data, asOf: new Date(dataUpdatedAt ?? 0) });
    });
  });
  return questions.flatMap((question, at) => {
    const result = results[at];
    if (result === undefined) return [];
    const { data, failure, asking } = answerOf(result);
    const old = data === undefined && failure === undefined ? before.current.get(question.key) : undefined;
    const asOf = data === undefined ? old?.asOf : new Date(result.dataUpdatedAt);
    return [{ question, answer: data ?? old?.answer, stale: data === undefined, failure, asking, asOf }];
  });
}

interface Before {
  readonly answer: SeriesAnswer;
  readonly asOf: Date;
}
