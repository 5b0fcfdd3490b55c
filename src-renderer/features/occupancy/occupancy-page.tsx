import { Button, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { StatesOverview } from '#shared/model/states.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import type { Range } from '../../client/query-words.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Bands } from './bands.tsx';
import { CareView } from './care-view.tsx';
import { ExpectedView } from './expected-view.tsx';
import figures from './figures.module.css';
import { MovesView } from './moves-view.tsx';
import classes from './occupancy.module.css';
import { PartTabs } from './part-tabs.tsx';
import { ProfileView } from './profile-view.tsx';
import { useOverview } from './use-states.ts';
import { readView, type StatesView, within, writeView, zoomed } from './view.ts';
import { momentOf, momentText } from './zoned.ts';

interface OccupancyPageProps {
  readonly database: string;
}

/** When rooms, sensors or whatever the lens declares were on and off. */
export function OccupancyPage({ database }: OccupancyPageProps): ReactNode {
  const lens = useLens(database);
  useCrumbs([{ label: lens.data?.states ?? 'States', place: { at: 'occupancy', database } }]);
  const asked = useOverview(database);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.waiting) return <Waiting skeleton />;
  if (!asked.data || asked.data.sessions.length === 0) {
    return <Empty title="Nothing in this database was ever on or off" text="Its rows are all in Tables" />;
  }
  return <Occupancy database={database} overview={asked.data} />;
}

function Occupancy({ database, overview }: OccupancyPageProps & { readonly overview: StatesOverview }): ReactNode {
  const query = usePlaceQuery();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback((part: Partial<StatesView>) => setPlaceQuery(writeView(part), { push: true }), []);
  const whole = useMemo(() => wholeOf(overview), [overview]);
  const range = useMemo(() => view.range ?? whole, [view.range, whole]);
  const session = overview.sessions.find(({ id }) => id === view.session)?.id ?? overview.sessions[0]?.id ?? '';
  const onRange = useCallback((next: Range) => change({ range: within(next, whole) }), [change, whole]);
  const onDay = useCallback((day: string) => onRange(dayOf(day, overview.timeZone)), [onRange, overview.timeZone]);
  return (
    <div className={classes.page}>
      <Bar {...{ overview, range, whole, onRange }} onAll={() => change({ range: undefined })} />
      <Bands {...{ database, overview, range, session, onRange }} onSession={(next) => change({ session: next })} />
      <section className={figures.close} aria-label={`${session} in detail`}>
        <div className={figures.titleLine}>
          <h2 className={figures.title}>{overview.sessions.find(({ id }) => id === session)?.label}</h2>
          <PartTabs overview={overview} part={view.part} onPart={(part) => change({ part })} />
        </div>
        {view.part === 'hours' && <ProfileView {...{ database, overview, session, range, onDay }} />}
        {view.part === 'moves' && <MovesView database={database} range={range} />}
        {view.part === 'expected' && <ExpectedView database={database} session={session} range={range} />}
        {view.part === 'care' && <CareView {...{ database, overview, range, onRange }} />}
      </section>
    </div>
  );
}

interface BarProps {
  readonly overview: StatesOverview;
  readonly range: Range;
  readonly whole: Range;
  onRange(range: Range): void;
  onAll(): void;
}

const DAY = 86_400;
const lengths = [
  ['1', 'Day'],
  ['7', 'Week'],
  ['30', '30 days'],
] as const;

/** What part of the record is shown, and the way to others. */
function Bar({ overview: { timeZone }, range, whole, onRange, onAll }: BarProps): ReactNode {
  const [from, to] = range;
  const middle = (from + to) / 2;
  const shift = (share: number) => onRange([from + (to - from) * share, to + (to - from) * share]);
  const length = lengths.find(([days]) => Math.abs((to - from) / DAY - Number(days)) < 0.05)?.[0] ?? '';
  const isWhole = from <= whole[0] && to >= whole[1];
  return (
    <div className={classes.head}>
      <span className={classes.range}>
        {momentText(from, timeZone, to - from > 600 ? 60 : 1)} to {momentText(to, timeZone, to - from > 600 ? 60 : 1)}
        <span className={classes.zone}> {timeZone.replaceAll('_', ' ')}</span>
      </span>
      <SegmentedControl
        size="xs"
        aria-label="Length of time"
        data={lengths.map(([value, label]) => ({ value, label }))}
        value={length}
        onChange={(days) => onRange([to - Number(days) * DAY, to])}
      />
      <Button.Group>
        <Button
          variant="default"
          size="compact-sm"
          aria-label="Earlier"
          disabled={from <= whole[0]}
          onClick={() => shift(-0.5)}
        >
          <IconChevronLeft size={14} />
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label="Later"
          disabled={to >= whole[1]}
          onClick={() => shift(0.5)}
        >
          <IconChevronRight size={14} />
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label="Nearer"
          onClick={() => onRange(zoomed(range, middle, 0.5, whole))}
        >
          <IconZoomIn size={14} />
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          aria-label="Farther"
          disabled={isWhole}
          onClick={() => onRange(zoomed(range, middle, 2, whole))}
        >
          <IconZoomOut size={14} />
        </Button>
      </Button.Group>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconZoomReset size={14} />}
        disabled={isWhole}
        onClick={onAll}
      >
        Show all
      </Button>
    </div>
  );
}

/** From the first row to just behind the last, so that one row alone is a time too. */
function wholeOf({ extent: [first, last] }: StatesOverview): Range {
  return [Math.floor(first), Math.max(Math.floor(last) + 1, Math.floor(first) + 60)];
}

/** A day by the clocks of the zone, 23 or 25 hours where they change. */
function dayOf(day: string, timeZone: string): Range {
  const midnight = (date: string) => momentOf(Date.parse(`${date}T00:00:00Z`) / 1000, timeZone);
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY * 1000).toISOString().slice(0, 10);
  return [midnight(day), midnight(next)];
}
