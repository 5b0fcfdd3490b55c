import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import { columnsAre } from '../../questions/columns-are.ts';

/** Training episodes (alias `t`) with their experiments (alias `e`), as one of the three databases keeps them. */
export interface Training {
  readonly context: LensContext;
  readonly episodes: TableInfo;
  readonly from: Sql;
  readonly experiment: Sql;
  /** What a chart draws as one line: the experiment, and its phase where episodes begin anew with it. */
  readonly line: Sql;
  readonly day: Sql | null;
  /** A number of an episode as a double, by what it means; `null` where this database does not keep it. */
  readonly number: (metric: Metric) => Sql | null;
  /** The condition that an episode is of one experiment, by its id in the lens. */
  readonly of: (session: string | number | null | undefined) => Sql;
}

/** Numbers that all three may have, with the columns that hold them. */
const metricColumns = {
  reward: ['total_reward'],
  loss: ['avg_loss'],
  epsilon: ['epsilon_value', 'epsilon'],
  waiting: ['avg_waiting_time'],
  speed: ['avg_speed'],
  queue: ['avg_queue_length'],
  throughput: ['passenger_throughput', 'passengers_completed'],
  trips: ['completed_trips', 'vehicles_completed'],
  buses: ['buses_processed'],
  jeepneys: ['jeepneys_processed'],
  pt_throughput: ['pt_passenger_throughput'],
  pt_waiting: ['pt_avg_waiting'],
  pt_efficiency: ['pt_service_efficiency'],
} as const;
export type Metric = keyof typeof metricColumns;

interface Layout {
  readonly table: string;
  /** A column that only this layout's episodes have. */
  readonly mark: string;
  /** Column of the episodes, and of the experiments, that joins them. */
  readonly join: readonly [string, string];
  readonly experiment: string;
  readonly phase?: string;
  readonly day?: (context: LensContext, episodes: TableInfo) => Sql;
}

const layouts: readonly Layout[] = [
  {
    table: 'training_episodes',
    mark: 'scenario_info',
    join: ['experiment_id', 'id'],
    experiment: 'experiment_name',
    day: ({ dialect }, episodes) =>
      dialect.jsonText(name('t', 'scenario_info'), ['day'], findColumn(episodes, 'scenario_info') ?? null),
  },
  {
    table: 'training_episodes',
    mark: 'phase_type',
    join: ['experiment_id', 'experiment_id'],
    experiment: 'experiment_name',
    phase: 'phase_type',
    day: () => name('t', 'scenario_day'),
  },
  { table: 'episodes', mark: 'scenario_name', join: ['experiment_name', 'name'], experiment: 'name' },
];

export function trainingOf(context: LensContext): Training | null {
  const experiments = context.find('experiments');
  for (const layout of layouts) {
    const episodes = context.find(layout.table);
    if (experiments === undefined || episodes === undefined || !findColumn(episodes, layout.mark)) continue;
    return trainingAs(context, layout, experiments, episodes);
  }
  return null;
}

function trainingAs(context: LensContext, layout: Layout, experiments: TableInfo, episodes: TableInfo): Training {
  const { dialect } = context;
  const [own, other] = layout.join;
  const id = dialect.text(name('t', own));
  const experiment = sql`coalesce(${dialect.text(name('e', layout.experiment))}, ${id})`;
  const { phase } = layout;
  const phased = phase === undefined ? null : sql`${experiment} || coalesce(' · ' || ${name('t', phase)}, '')`;
  return {
    context,
    episodes,
    from: sql`${tableAs(episodes, 't')} left join ${tableAs(experiments, 'e')} on ${name('e', other)} = ${name('t', own)}`,
    experiment,
    line: phased ?? experiment,
    day: layout.day?.(context, episodes) ?? null,
    number: (metric) => {
      const column = metricColumns[metric].find((each) => findColumn(episodes, each) !== undefined);
      return column === undefined ? null : sql`cast(${name('t', column)} as double precision)`;
    },
    of: (session) => columnsAre(context, episodes, 't', [own], session),
  };
}

/** The same, NULL where it is not kept. */
export function numberOr(training: Training, metric: Metric): Sql {
  return training.number(metric) ?? raw('cast(null as double precision)');
}
