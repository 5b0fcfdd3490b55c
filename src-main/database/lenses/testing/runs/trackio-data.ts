/** Trackio's file: two runs with steps, one that has only a configuration; numbers of the tenth run come after the second's. */
export type TrackioVariant = 'configs' | 'projects';

export function trackioDatabase(variant: TrackioVariant): readonly string[] {
  const old = variant === 'projects';
  const project = old ? 'project_name text not null, ' : '';
  const row = (run: string, step: number, metrics: string) =>
    `('2025-10-01T12:00:0${step}', ${old ? "'demo', " : ''}'${run}', ${step}, '${metrics}')`;
  return [
    `create table metrics (id integer primary key autoincrement, timestamp text not null, ${project}run_name text not null,
      step integer not null, metrics text not null)`,
    `create index idx_metrics_run_step on metrics (${old ? 'project_name, ' : ''}run_name, step)`,
    `insert into metrics (timestamp, ${old ? 'project_name, ' : ''}run_name, step, metrics) values
      ${[
        row('run-2', 0, '{"train/loss": 1.5, "nested": {"a": 1}, "image": {"_type": "trackio.image", "_value": 3}}'),
        row('run-2', 1, '{"train/loss": "NaN"}'),
        row('run-2', 2, '{"train/loss": 0.30000000000000004, "note": "text"}'),
        row('run-2', 2, '{"lr": 0.1}'),
        row('run-10', 0, '{"train/loss": 9, "only here": 4}'),
      ].join(', ')}`,
    ...(old
      ? []
      : [
          `create table configs (id integer primary key autoincrement, run_name text not null, config text not null,
            created_at text not null, unique (run_name))`,
          `insert into configs (run_name, config, created_at) values
            ('run-2', '{"lr": 0.001, "optimizer": "adam", "deep": {"layers": 3}, "_Username": "ann"}', '2025-10-01T11:59:59'),
            ('planned', '{"lr": 1e-05, "optimizer": 7}', '2025-10-01T11:59:59')`,
          `create table alerts (id integer primary key autoincrement, timestamp text not null, run_name text not null,
            title text not null, text text, level text not null default 'warn', step integer, alert_id text)`,
          `insert into alerts (timestamp, run_name, title, level, step) values ('2025-10-01T12:00:01', 'run-2', 'loss is NaN', 'error', 1)`,
        ]),
  ];
}
