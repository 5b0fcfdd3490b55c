import { Button, NumberInput, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { plural } from '../../format/words.ts';
import { say } from '../../ui/toast.ts';
import { chooseMeasure, measureLabel } from '../series/measure-picker.tsx';
import { bestEpisodes } from './best.ts';
import classes from './trends.module.css';
import type { ViewProps } from './trends-page.tsx';
import { MOST_LINES } from './view.ts';

/** Points that a line over episodes may have before it is reduced; beyond, some episodes are not in the answer. */
const POINTS = 20_000;

/** The best few episodes by what a measure comes to in each, of the chosen sessions. */
export function BestForm({ database, measures, words, view, onView }: ViewProps): ReactNode {
  const [count, setCount] = useState(5);
  const [lowest, setLowest] = useState(false);
  const [wanted, setWanted] = useState<string>();
  const [asking, setAsking] = useState(false);
  const measure = chooseMeasure(measures, wanted);
  const choose = async () => {
    if (measure === undefined) return;
    setAsking(true);
    try {
      const request = { measure: measure.id, sessions: [...view.sessions], points: POINTS };
      const { series } = await client.series.get({ database, request });
      const episodes = bestEpisodes(series, count, lowest);
      const kept = measures.some(({ id, level }) => view.measures.includes(id) && level === 'step');
      const step = measures.find(({ level }) => level === 'step');
      onView({ episodes, hidden: [], range: undefined, ...(!kept && step && { measures: [] }) });
      if (episodes.length === 0) say({ text: `No ${words.episode} has a finite value of ${measure.title}` });
      else if (series.some(({ method }) => method === 'mean+m4')) {
        say({ text: `There are very many: the best of the extremes of ${POINTS} places in order` });
      }
    } catch (error) {
      say({ text: failureOf(error).message, tone: 'bad' });
    } finally {
      setAsking(false);
    }
  };
  return (
    <div className={classes.best}>
      <Select
        size="xs"
        aria-label="Highest or lowest"
        w={98}
        data={['Highest', 'Lowest']}
        value={lowest ? 'Lowest' : 'Highest'}
        onChange={(next) => setLowest(next === 'Lowest')}
        allowDeselect={false}
      />
      <NumberInput
        size="xs"
        aria-label={`How many ${plural(words.episode ?? 'episode')}`}
        w={56}
        min={1}
        max={MOST_LINES}
        value={count}
        onChange={(next) => setCount(Math.min(MOST_LINES, Math.max(1, Math.trunc(Number(next) || 1))))}
      />
      <span>by</span>
      <Select
        size="xs"
        aria-label="By the measure"
        className={classes.by}
        data={measures.map((each) => ({ value: each.id, label: measureLabel(each) }))}
        value={measure?.id ?? null}
        onChange={(next) => setWanted(next ?? undefined)}
        searchable={measures.length > 8}
        allowDeselect={false}
        comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
      />
      <Button size="compact-sm" variant="default" loading={asking} onClick={() => void choose()}>
        Choose
      </Button>
    </div>
  );
}
