import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DatabaseInfo } from '#shared/model/database.ts';
import { orpc } from '../../client/client.ts';
import { toPlace } from '../../client/place.ts';
import type { PaletteItem } from './rank.ts';

/** Every named question of the open databases. */
export function useQuestionItems(open: readonly DatabaseInfo[]): readonly PaletteItem[] {
  const questions = useQueries({
    queries: open.map(({ id }) => orpc.questions.list.queryOptions({ input: { database: id } })),
    combine: (results) => results.map(({ data }) => data),
  });
  return useMemo(
    () =>
      open.flatMap(({ id, label }, at) =>
        (questions[at] ?? []).map(
          ({ id: question, title }): PaletteItem => ({
            id: `${id} ask ${question}`,
            label: `Ask: ${title}`,
            aside: label,
            group: 'Questions',
            run: () => toPlace({ at: 'question', database: id, question }),
          }),
        ),
      ),
    [open, questions],
  );
}
