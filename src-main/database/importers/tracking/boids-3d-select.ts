import type { DuckDBConnection } from '@duckdb/node-api';
import type { PropertyDefinition } from '../../care/schemas/tracking-vocabulary.ts';
import { listLiteral, literal } from '../../drivers/duckdb/settings.ts';
import type { EpisodeFile } from './boids-3d-files.ts';
import type { TrackingTarget } from './target.ts';

/** Files that are read as one. */
export interface Files {
  readonly paths: readonly string[];
  /** Whether they may have different columns: the engine then keeps all of them open to compare. */
  readonly differ: boolean;
}

/** Which columns the files have, as expressions over them. */
export interface Layout extends Files {
  readonly position: readonly [x: string, y: string, z: string];
  readonly velocity: readonly [x: string, y: string, z: string];
  readonly properties: readonly LayoutProperty[];
}

interface LayoutProperty extends Pick<PropertyDefinition, 'id' | 'type'> {
  readonly value: string;
}

/**
 * Two layouts: columns `x`, `v_x`, `distance_target_center_1`…, or lists `position`, `velocity`, `distance_target_centers`.
 * Properties of the second target on carry its number.
 */
export async function layoutOf(duckdb: DuckDBConnection, files: Files): Promise<Layout> {
  const reader = await duckdb.runAndReadAll(`describe select * from ${source(files)}`);
  const columns = new Map(reader.getRowsJson().map(([name, type]) => [String(name), String(type)]));
  const has = (name: string) => columns.has(name);
  const element = (list: string, at: number) => `cast(${list}[${at}] as double)`;
  const axes = (list: string, names: readonly [string, string, string]): readonly [string, string, string] =>
    has(list)
      ? [element(list, 1), element(list, 2), element(list, 3)]
      : (names.map((name) => (has(name) ? `cast(${name} as double)` : 'cast(null as double)')) as [
          string,
          string,
          string,
        ]);
  return {
    ...files,
    position: axes('position', ['x', 'y', 'z']),
    velocity: axes('velocity', ['v_x', 'v_y', 'v_z']),
    properties: [...targetProperties(columns), ...sceneProperties(columns), ...speciesProperty(columns)],
  };
}

const axisNames = ['x', 'y', 'z'] as const;

function targetProperties(columns: ReadonlyMap<string, string>): readonly LayoutProperty[] {
  const numbers = [...columns.keys()].flatMap((name) => {
    const number =
      /^(?:distance_target_center|distance_to_target_mesh_closest_point|target_mesh_closest_point)_(\d+)$/.exec(
        name,
      )?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  const targets = [...new Set(numbers)].sort((a, b) => a - b);
  return targets.flatMap((target) => {
    const behind = target === 1 ? '' : `_${target}`;
    const of = (id: string, column: string, value = column): readonly LayoutProperty[] =>
      columns.has(column) ? [{ id: `${id}${behind}`, type: 'float', value: `cast(${value} as double)` }] : [];
    const point = `target_mesh_closest_point_${target}`;
    return [
      ...of('distance_to_target_center', `distance_target_center_${target}`),
      ...of('distance_to_target_mesh', `distance_to_target_mesh_closest_point_${target}`),
      ...axisNames.flatMap((axis, at) => of(`target_mesh_closest_${axis}`, point, `${point}[${at + 1}]`)),
    ];
  });
}

function sceneProperties(columns: ReadonlyMap<string, string>): readonly LayoutProperty[] {
  const point = 'mesh_scene_closest_point';
  const of = (id: string, column: string, value = column): readonly LayoutProperty[] =>
    columns.has(column) ? [{ id, type: 'float', value: `cast(${value} as double)` }] : [];
  return [
    ...of('distance_to_scene_mesh', 'mesh_scene_distance'),
    ...axisNames.flatMap((axis, at) => of(`scene_mesh_closest_${axis}`, point, `${point}[${at + 1}]`)),
    ...of('distance_to_target_center', 'distance_target_centers', 'distance_target_centers[1]'),
    ...of(
      'distance_to_target_mesh',
      'distance_to_target_mesh_closest_points',
      'distance_to_target_mesh_closest_points[1]',
    ),
  ];
}

function speciesProperty(columns: ReadonlyMap<string, string>): readonly LayoutProperty[] {
  const column = ['species', 'variant'].find((name) => columns.has(name));
  return column === undefined ? [] : [{ id: 'species', type: 'string', value: `cast(${column} as varchar)` }];
}

export interface Select {
  /** Id of an episode by the path of its file. */
  readonly ids: ReadonlyMap<string, string>;
  readonly layout: Layout;
  readonly episodes: readonly EpisodeFile[];
  readonly target: TrackingTarget;
  readonly careful: boolean;
}

/** An episode without the rows of the environment. */
export function agentsOnly(episode: EpisodeFile): EpisodeFile {
  return { ...episode, rows: episode.agentRows, types: episode.types.filter((type) => type === 'agent') };
}

/** The observations of all files in one select; ids follow the files' own order. */
export function observationsOf(select: Select, more = ''): string {
  const { layout } = select;
  const [x, y, z] = layout.position;
  const [vx, vy, vz] = layout.velocity;
  return `select ${observationId}, f.episode, cast(time as integer), cast(id as integer), cast(type as varchar),
  ${x}, ${y}, ${z}, ${vx}, ${vy}, ${vz}${more === '' ? '' : `, ${more}`}
from ${joined(select)}`;
}

/** One row per observation of an agent and property that has a value. */
export function propertiesOf(select: Select, more = ''): string {
  const { properties } = select.layout;
  const float = properties.map(({ type, value }) => (type === 'float' ? value : 'cast(null as double)'));
  const text = properties.map(({ type, value }) => (type === 'string' ? value : 'cast(null as varchar)'));
  const [inner, outer] = more === '' ? ['', ''] : [`, row(${more}) as place`, ', place[1], place[2], place[3]'];
  return `select observation_id, property_id, value_float, value_text${outer} from (
  select ${observationId} as observation_id, unnest(${listLiteral(properties.map(({ id }) => id))}) as property_id,
    unnest([${float.join(', ')}]) as value_float, unnest([${text.join(', ')}]) as value_text${inner}
  from ${joined(select)} and type = 'agent'
) as one where value_float is not null or value_text is not null`;
}

/** Where a row is from, as `Relation.located` has it. */
export const placeOfRow = 'f.name, p.file_row_number + 1, cast(null as varchar)';

const observationId = 'f.first + p.file_row_number';

/** Rows that are kept, each with its episode. `first` is the id of a file's first row. */
function joined({ ids, layout, episodes, target, careful }: Select): string {
  let next = target.firstObservation;
  const files = episodes.map(({ file, allRows }) => {
    const first = next;
    next += allRows;
    return `(${literal(file.path)}, ${literal(ids.get(file.path) ?? '')}, ${first}, ${literal(file.name)})`;
  });
  const kept = [
    ...(target.generation > 'A' ? [] : [`type = 'agent'`]),
    ...(careful ? [`(p.filename, p.file_row_number) not in (${badRows(layout)})`] : []),
  ];
  return `${source(layout)} p join (values ${files.join(', ')}) f(file, episode, first, name) on p.filename = f.file
where ${kept.length === 0 ? 'true' : kept.join(' and ')}`;
}

export function source({ paths, differ }: Files): string {
  return `read_parquet(${listLiteral(paths)}, union_by_name = ${differ}, filename = true, file_row_number = true, hive_partitioning = false)`;
}

/** Rows that no table can take: without a frame, an id, a type or a place, or a second one of the same. */
export function badRows(layout: Layout): string {
  return `select filename, file_row_number from (${reasonsOf(layout)}) as judged where reason is not null`;
}

export function reasonsOf({ position: [x, y], ...files }: Layout): string {
  return `select filename, file_row_number, case when time is null then 'It has no time' when id is null then 'It has no id'
  when type is null then 'It has no type' when ${x} is null then 'It has no x' when ${y} is null then 'It has no y'
  when row_number() over (partition by filename, time, id, type order by file_row_number) > 1 then 'The same agent is there at this time already'
end as reason, time, id, type from ${source(files)}`;
}
