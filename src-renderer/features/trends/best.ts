import type { Series } from '#shared/model/experiment.ts';

/** Ids of the episodes with the highest (or lowest) values of lines over episodes, the best first; the earlier of equals. */
export function bestEpisodes(series: readonly Series[], count: number, lowest: boolean): readonly string[] {
  const values = series.flatMap(({ points, episodes }) =>
    points.flatMap(([, value], at) => {
      const id = episodes?.[at];
      return id === undefined ? [] : [{ id, value }];
    }),
  );
  values.sort((one, other) => (lowest ? one.value - other.value : other.value - one.value));
  return values.slice(0, Math.max(0, count)).map(({ id }) => id);
}
