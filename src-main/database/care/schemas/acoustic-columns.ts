/**
 * Layouts of the knee acoustics database, oldest first: those of the application by the commit that made them, the last of
 * these as `head`, and the one that its migrations make, which differs from every one of the application's.
 */
export const acousticLayouts = [
  'a74859e',
  'e84233e',
  '75af70a',
  '497b2b7',
  '9caad0b',
  '164ad5e',
  '3dc3775',
  '790e775',
  'head',
  'alembic',
] as const;
/** `draft` is what the documentation describes and no commit has: its table of single cycles is inferred. */
export type AcousticLayout = (typeof acousticLayouts)[number] | 'draft';

/** Whether a layout has what came with another; the one of the migrations is as new as the last. */
export function since(layout: AcousticLayout, first: AcousticLayout): boolean {
  const order: readonly AcousticLayout[] = acousticLayouts;
  return order.indexOf(layout) >= order.indexOf(first);
}

/** The text of each of some lines, without a type repeated: `varchar(50): a b c`. */
export function columns(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const at = line.indexOf(':');
    const type = line.slice(0, at);
    return line
      .slice(at + 1)
      .trim()
      .split(/\s+/)
      .map((name) => `${name} ${type}`);
  });
}

const CHANNELS = ['', '_ch1', '_ch2', '_ch3', '_ch4'];

/** Names of all channels together and of each of the four. */
export function byChannel(name: string): string {
  return CHANNELS.map((channel) => `${name}${channel}`).join(' ');
}

export const FLAG = 'boolean not null';
export const TIME = 'timestamp without time zone';
export const NUMBER = 'double precision';
/** `[start, end, start, end, …]` in seconds. */
export const INTERVALS = 'double precision[]';

/** Whether and where something is wrong, in all channels together and in each. */
export function artefact(flag: string, segments: string): readonly string[] {
  return columns(`${FLAG}: ${byChannel(flag)}`, `${INTERVALS}: ${byChannel(segments)}`);
}

/** Whose rows of the four processing tables are: a participant's at first, an enrolment's in the end. */
export function owner(layout: AcousticLayout): string {
  return since(layout, 'head')
    ? 'study_id integer not null references studies (id)'
    : 'participant_id integer not null references participants (id)';
}

export function ownerColumn(layout: AcousticLayout): string {
  return since(layout, 'head') ? 'study_id' : 'participant_id';
}

/** When and how a row came about. */
export function processing(layout: AcousticLayout): readonly string[] {
  return layout === 'alembic'
    ? [`processing_date ${TIME}`, 'processing_status varchar(20) not null']
    : [`processing_date ${TIME} not null`, 'processing_status varchar(50) not null', 'error_message text'];
}

export function written(): readonly string[] {
  return columns(`${TIME} not null: created_at updated_at`);
}

export function active(layout: AcousticLayout): readonly string[] {
  return since(layout, 'head') ? [`is_active ${FLAG}`] : [];
}

/** Sides, manoeuvres and states that the application knows. */
export function checks(prefix: string, wanted: 'with status' | 'without status'): readonly string[] {
  return [
    `constraint ${prefix}_valid_knee check (knee in ('left', 'right'))`,
    `constraint ${prefix}_valid_maneuver check (maneuver in ('fe', 'sts', 'walk'))`,
    ...(wanted === 'with status' ? [status(prefix)] : []),
  ];
}

export function status(prefix: string): string {
  return `constraint ${prefix}_valid_status check (processing_status in ('not_processed', 'success', 'error'))`;
}
