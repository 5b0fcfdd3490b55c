import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { countOf, roundNumber, shortCount } from '../../format/number.ts';
import { clockText } from '../series/ticks.ts';
import { secondsAt } from './moment.ts';

/** `30 agents · 90 000 rows · 30 frames/s · 1:40.00`. */
export function headFacts(header: TrajectoryHeader): readonly string[] {
  const { time, frameRate, agents, sketch } = header;
  const moving = agents.filter(({ apart }) => !apart).length;
  const apart = agents.length - moving;
  const facts = [
    hasAgents(header) ? `${countOf(moving, ['agent', 'agents'])}${sketch ? ' so far' : ''}` : '',
    apart > 0 ? `${countOf(apart, ['other', 'others'])}` : '',
    rowsText(header),
    frameRate === null ? '' : `${roundNumber(frameRate)} ${frameRate === 1 ? 'frame' : 'frames'}/s`,
  ];
  const seconds = time === null ? undefined : secondsAt(time.last, { header, first: time.first });
  if (seconds !== undefined) facts.push(clockText(seconds));
  return facts.filter((fact) => fact !== '');
}

/** Where nobody is told apart, all rows come as one nameless agent. */
export function hasAgents({ agents }: Pick<TrajectoryHeader, 'agents'>): boolean {
  return agents.length > 1 || (agents[0]?.id ?? '') !== '';
}

/** How many rows there are, as far as that is known. */
export function rowsText({ rows, sketch }: Pick<TrajectoryHeader, 'rows' | 'sketch'>): string {
  return sketch ? `about ${shortCount(rows)} rows` : countOf(rows, ['row', 'rows']);
}
