import { ActionIcon, Button, Checkbox, SegmentedControl, TextInput, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronsDown, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { failureOf } from '../../client/failure.ts';
import { countOf } from '../../format/number.ts';
import { capital, plural } from '../../format/words.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { say } from '../../ui/toast.ts';
import { BestForm } from './best-form.tsx';
import { QueryForm } from './query-form.tsx';
import classes from './trends.module.css';
import type { ViewProps } from './trends-page.tsx';
import { type Option, readOptions, useOptions } from './use-options.ts';
import { MOST_LINES, toggled } from './view.ts';

type Level = 'session' | 'episode';

/** Whose lines are drawn: sessions over their episodes, or episodes over their steps, from the lists by their values or by a query. */
export function LevelChoice(props: ViewProps): ReactNode {
  const { words, view, onView } = props;
  const [picked, setPicked] = useState<Level>();
  const hasSessions = words.session !== null;
  const level = !hasSessions ? 'episode' : (picked ?? (view.episodes.length > 0 ? 'episode' : 'session'));
  const many = { session: plural(words.session ?? 'session'), episode: plural(words.episode ?? 'episode') };
  const chosen = level === 'session' ? view.sessions : view.episodes;
  const choose = (ids: readonly string[]) =>
    onView({ ...(level === 'session' ? { sessions: ids, episodes: [] } : { episodes: ids }), ...ANEW });
  return (
    <section className={classes.choice} aria-label="Lines of">
      {hasSessions && (
        <SegmentedControl
          fullWidth
          // Two long words are as wide as the list below them.
          styles={{ label: { paddingInline: 5 } }}
          aria-label="Lines of"
          value={level}
          onChange={(next) => setPicked(next as Level)}
          data={[
            { value: 'session', label: capital(many.session) },
            { value: 'episode', label: capital(many.episode) },
          ]}
        />
      )}
      {level === 'episode' && <BestForm {...props} />}
      <LevelOptions key={level} {...props} level={level} many={many[level]} />
      <div className={classes.chosen}>
        <span>{chosenText(chosen.length, level, many[level], view.episodes.length)}</span>
        <QueryForm key={level} database={props.database} level={level} many={many[level]} onChoose={choose} />
        {chosen.length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            onClick={() => onView({ [`${level}s`]: [], ...ANEW })}
          >
            Clear
          </Button>
        )}
      </div>
    </section>
  );
}

/** Of other lines all are seen, and all of x. */
const ANEW = { hidden: [], range: undefined };

function chosenText(count: number, level: Level, many: string, episodes: number): string {
  if (count > 0) return `${count} chosen${level === 'session' && episodes > 0 ? ', behind the episodes' : ''}`;
  return level === 'session' ? `All ${many} are drawn` : `None: lines go over the ${many}`;
}

type LevelOptionsProps = ViewProps & { readonly level: Level; readonly many: string };

function LevelOptions({ database, view, onView, words, level, many }: LevelOptionsProps): ReactNode {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 150);
  const found = useOptions(database, { level, request: { search, limit: SHOWN } });
  const chosen = level === 'session' ? view.sessions : view.episodes;
  const set = (ids: readonly string[]) => {
    if (ids.length > MOST_LINES) say({ text: `No more than ${MOST_LINES} lines at once`, tone: 'bad' });
    else if (level === 'session') onView({ sessions: ids, episodes: [], hidden: [], range: undefined });
    else onView({ episodes: ids, hidden: [], range: view.episodes.length > 0 ? view.range : undefined });
  };
  const addAll = async ({ id, label }: Option) => {
    try {
      const { options, more } = await readOptions(database, {
        level: 'episode',
        session: id,
        request: { limit: MOST_LINES },
      });
      onView({ episodes: options.map((each) => each.id), hidden: [], range: undefined });
      if (more) say({ text: `${label} has more: these are its first ${MOST_LINES}` });
    } catch (error) {
      say({ text: failureOf(error).message, tone: 'bad' });
    }
  };
  return (
    <>
      <TextInput
        type="search"
        size="xs"
        aria-label={`Search ${many}`}
        placeholder={`Search ${many}`}
        leftSection={<IconSearch size={13} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes.list}>
        {found.error && <FailureView failure={failureOf(found.error)} again={() => void found.refetch()} />}
        {found.data?.options.length === 0 && <p className={classes.none}>Nothing is called that</p>}
        {found.data?.options.map((option) => (
          <div key={option.id} className={classes.option}>
            <Checkbox
              size="xs"
              label={option.label}
              checked={chosen.includes(option.id)}
              onChange={() => set(toggled(chosen, option.id))}
            />
            {level === 'session' && (
              <Tooltip
                label={`Draw all its ${plural(words.episode ?? 'episode')} over their ${plural(words.step ?? 'step')}`}
              >
                <ActionIcon
                  size={20}
                  aria-label={`Draw all ${plural(words.episode ?? 'episode')} of ${option.label}`}
                  onClick={() => void addAll(option)}
                >
                  <IconChevronsDown size={13} />
                </ActionIcon>
              </Tooltip>
            )}
          </div>
        ))}
        {found.data?.more && (
          <p className={classes.none}>The first {countOf(SHOWN, [many, many])}; search for others</p>
        )}
      </div>
    </>
  );
}

/** As many as a person would look through; the search finds the others. */
const SHOWN = 100;
