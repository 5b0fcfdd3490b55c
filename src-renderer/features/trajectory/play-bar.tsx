import { ActionIcon, Menu, NumberInput, Tooltip } from '@mantine/core';
import {
  IconChevronsLeft,
  IconChevronsRight,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconRepeat,
  IconRepeatOff,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Range } from '../../client/query-words.ts';
import { saveSetting } from '../../client/settings.ts';
import { TimeMarks } from '../marks/time-marks.tsx';
import { CHART_LEFT, CHART_RIGHT } from '../series/chart.tsx';
import { clockText } from '../series/ticks.ts';
import { type Cursor, SPEEDS } from './cursor.ts';
import { isDate, momentText, secondsAt, timeText } from './moment.ts';
import classes from './play-bar.module.css';
import { TimeStrip } from './time-strip.tsx';
import type { Episode } from './use-episode.ts';

interface PlayBarProps {
  readonly episode: Episode;
  /** The part of time the curves show, when it is not all. */
  readonly range: Range | undefined;
}

/** Play, pause, step, speed, and the time line; its track lies over the x axis of the curves below. */
export function PlayBar({ episode, range }: PlayBarProps): ReactNode {
  const { cursor } = episode;
  return (
    <section className={classes.bar} aria-label="Time">
      <div className={classes.controls}>
        <Buttons cursor={cursor} />
        <FrameInput episode={episode} />
        <Clock episode={episode} />
        <div className={classes.space} />
        <SpeedMenu cursor={cursor} />
      </div>
      <Track episode={episode} range={range} />
    </section>
  );
}

function Buttons({ cursor }: { readonly cursor: Cursor }): ReactNode {
  const playing = useSyncExternalStore(cursor.subscribe, () => cursor.get().playing);
  const button = (label: string, keys: string, icon: ReactNode, act: () => void) => (
    <Tooltip label={`${label}  ${keys}`}>
      <ActionIcon aria-label={label} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={classes.buttons}>
      {button('First frame', 'Home', <IconPlayerSkipBack size={15} />, () => cursor.seek(cursor.frames.first))}
      {button('Previous frame', '←', <IconChevronsLeft size={16} />, () => cursor.step(-1))}
      <Tooltip label={`${playing ? 'Pause' : 'Play'}  Space`}>
        <ActionIcon
          variant="filled"
          color="teal"
          aria-label={playing ? 'Pause' : 'Play'}
          onClick={() => cursor.toggle()}
        >
          {playing ? <IconPlayerPauseFilled size={15} /> : <IconPlayerPlayFilled size={15} />}
        </ActionIcon>
      </Tooltip>
      {button('Next frame', '→', <IconChevronsRight size={16} />, () => cursor.step(1))}
      {button('Last frame', 'End', <IconPlayerSkipForward size={15} />, () => cursor.seek(cursor.frames.last))}
      <LoopButton cursor={cursor} />
    </div>
  );
}

function LoopButton({ cursor }: { readonly cursor: Cursor }): ReactNode {
  const loop = useSyncExternalStore(cursor.subscribe, () => cursor.get().loop);
  const part = useSyncExternalStore(cursor.subscribe, () => cursor.get().part);
  const label = part ? 'Play this part over and over' : 'Start over at the end';
  return (
    <>
      <Tooltip label={`${label}  L, a part with [ and ]`}>
        <ActionIcon
          aria-label={label}
          aria-pressed={loop}
          variant={loop ? 'light' : 'subtle'}
          color={loop ? 'teal' : 'gray'}
          onClick={() => cursor.setLoop(!loop)}
        >
          <IconRepeat size={15} />
        </ActionIcon>
      </Tooltip>
      {part && (
        <Tooltip label="Play everything again">
          <ActionIcon aria-label="Play everything again" onClick={() => cursor.setPart(undefined)}>
            <IconRepeatOff size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

/** The frame as a number that can be typed; a date is only shown. */
function FrameInput({ episode }: { readonly episode: Episode }): ReactNode {
  const { cursor, header, first, last } = episode;
  const time = useSyncExternalStore(cursor.subscribe, () => cursor.get().time);
  const [draft, setDraft] = useState<string | number>();
  const title = header.time?.title ?? 'Time';
  if (isDate(header.time)) return <span className={classes.date}>{timeText(time, header.time)}</span>;
  return (
    <div className={classes.frame}>
      <span aria-hidden="true">{title}</span>
      <NumberInput
        aria-label={`${title}, from ${timeText(first, header.time)} to ${timeText(last, header.time)}`}
        w={Math.max(92, String(last).length * 8 + 24)}
        hideControls
        value={draft ?? time}
        clampBehavior="none"
        onChange={(value) => {
          if (value === time) return;
          setDraft(value);
          if (typeof value === 'number') cursor.seek(value);
        }}
        onBlur={() => setDraft(undefined)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'Escape') setDraft(undefined);
        }}
      />
      <span className={classes.quiet}>of {timeText(last, header.time)}</span>
    </div>
  );
}

function Clock({ episode }: { readonly episode: Episode }): ReactNode {
  const { cursor, last } = episode;
  const time = useSyncExternalStore(cursor.subscribe, () => cursor.get().time);
  const [now, end] = [secondsAt(time, episode), secondsAt(last, episode)];
  if (now === undefined || end === undefined) return null;
  return (
    <span className={classes.clock}>
      {clockText(now)}
      <span className={classes.quiet}> / {clockText(end)}</span>
    </span>
  );
}

function SpeedMenu({ cursor }: { readonly cursor: Cursor }): ReactNode {
  const speed = useSyncExternalStore(cursor.subscribe, () => cursor.get().speed);
  const choose = (next: number) => {
    cursor.setSpeed(next);
    saveSetting('trajectory.speed', next);
  };
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Tooltip label="Speed  < >">
          <button type="button" className={classes.speed} aria-label={`Speed ${speed} ×`}>
            {speed} ×
          </button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {SPEEDS.toReversed().map((each) => (
          <Menu.Item key={each} onClick={() => choose(each)} {...(each === speed && { 'data-current': true, fw: 600 })}>
            {each} × <span className={classes.quiet}>{formatRate(each * cursor.rate)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const formatRate = (rate: number): string => `${Number(rate.toPrecision(3))} frames/s`;

/** A range over the same times as the curves' axis, moved outside React: sixty frames a second would be too much for it. */
function Track({ episode, range }: PlayBarProps): ReactNode {
  const { cursor, header, first, last } = episode;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const show = () => {
      const node = input.current;
      if (!node) return;
      const { time } = cursor.get();
      node.value = String(time);
      node.style.setProperty('--done', String(last > first ? (time - first) / (last - first) : 0));
      node.setAttribute('aria-valuetext', momentText(time, episode));
    };
    show();
    return cursor.subscribe(show);
  }, [cursor, episode, first, last]);
  const share = (time: number) => ((time - first) / (last - first)) * 100;
  return (
    <div className={classes.track} style={{ marginLeft: CHART_LEFT, marginRight: CHART_RIGHT }}>
      {range && (
        <div
          className={classes.range}
          style={{ left: `${share(range[0])}%`, right: `${100 - share(range[1])}%` }}
          aria-hidden="true"
        />
      )}
      <TimeStrip episode={episode} />
      <TimeMarks first={first} last={last} />
      <input
        ref={input}
        type="range"
        className={classes.slider}
        aria-label={header.time?.title ?? 'Time'}
        min={first}
        max={last}
        step="any"
        defaultValue={first}
        onInput={({ currentTarget }) => {
          cursor.seek(Number(currentTarget.value));
          currentTarget.value = String(cursor.get().time);
        }}
      />
    </div>
  );
}
