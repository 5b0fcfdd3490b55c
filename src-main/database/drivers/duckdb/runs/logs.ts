import { folderOf, has, type MadeView, namedFolder, quote, type RunView, together, withFile } from './made-view.ts';

/** What Ray Tune and the logger of Stable-Baselines3 write: a row per iteration, a folder per run. */
export function logViews(views: readonly MadeView[], root: string): readonly RunView[] {
  const results = views.filter(
    (view) => has(view, 'training_iteration') && view.paths.every((path) => isNamed(path, 'result')),
  );
  const tables = views.filter(
    (view) => has(view, 'training_iteration') && view.paths.every((path) => isNamed(path, 'progress')),
  );
  // The table has the columns of its first line only, and nested values as text.
  const ray = results.length > 0 ? results : tables;
  const progress = views.filter((view) => has(view, 'time/total_timesteps') && !has(view, 'training_iteration'));
  return [
    ...(ray.length > 0 ? rayViews(ray, views, root) : []),
    ...(progress.length > 0 ? [sb3View(progress, root)] : []),
  ];
}

function isNamed(path: string, name: string): boolean {
  return new RegExp(`(^|[/\\\\])${name}\\.[a-z]+$`, 'i').test(path);
}

function rayViews(ray: readonly MadeView[], views: readonly MadeView[], root: string): readonly RunView[] {
  const files = ray.reduce((sum, { paths }) => sum + paths.length, 0);
  const run = folderOf('__file');
  const rows = `select ${namedFolder(folderOf(`(${run})`), root)} as experiment, ${namedFolder(run, root)} as run,
    * exclude (__file) from (${together(ray, root)}) rows`;
  const configured = views.filter(({ paths }) => paths.every((path) => isNamed(path, 'params')));
  const documents = configured.map((view) => configOf(view, root)).join(' union all ');
  // Without a file of parameters, what each result repeats.
  const repeated = ray.every((view) => has(view, 'config')) ? 'to_json(any_value(r.config))' : 'cast(null as json)';
  const config = documents === '' ? repeated : 'any_value(c.config)';
  const joined = documents === '' ? '' : `left join (${documents}) c on c.run = r.run`;
  const trials = `select r.experiment, r.run, ${config} as config,
    count(*) as iterations from ${quote('ray_results')} r ${joined} group by r.experiment, r.run`;
  return [
    { name: 'ray_results', query: rows, comment: `results of ${files} trials` },
    { name: 'ray_trials', query: trials, comment: `${files} trials` },
  ];
}

/** Each `params.json` as one value. */
function configOf(view: MadeView, root: string): string {
  const run = namedFolder(folderOf('__file'), root);
  const columns = view.columns.filter(({ name }) => name !== view.fileColumn);
  const fields = columns.map(({ name }) => `${quote(name)} := ${quote(name)}`).join(', ');
  return `select ${run} as run, to_json(struct_pack(${fields})) as config from (${withFile(view, root)})`;
}

function sb3View(progress: readonly MadeView[], root: string): RunView {
  const files = progress.reduce((sum, { paths }) => sum + paths.length, 0);
  const run = folderOf('__file');
  const query = `select ${namedFolder(folderOf(`(${run})`), root)} as experiment, ${namedFolder(run, root)} as run,
    * exclude (__file) from (${together(progress, root)}) rows`;
  return { name: 'sb3_progress', query, comment: `progress of ${files} runs` };
}
