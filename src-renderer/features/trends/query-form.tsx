import { Button, Popover, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../client/failure.ts';
import { useSetting } from '../../client/settings.ts';
import { formatCount } from '../../format/number.ts';
import { say } from '../../ui/toast.ts';
import { MOST_ROWS, type Queried, readQueried } from './queried.ts';
import classes from './query-form.module.css';
import { MOST_LINES } from './view.ts';

interface QueryFormProps {
  readonly database: string;
  readonly level: 'session' | 'episode';
  /** What those that can be chosen are called, plural. */
  readonly many: string;
  onChoose(ids: readonly string[]): void;
}

/** Chooses by a person's own SQL: whatever can be asked of the database, not only what the lists say. */
export function QueryForm(props: QueryFormProps): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="left-end" shadow="md" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-xs" onClick={() => setOpened(!opened)}>
          By query…
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Fields {...props} close={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ database, level, many, onChoose, close }: QueryFormProps & { close(): void }): ReactNode {
  const [kept, keep] = useSetting(`trends.query.${database}.${level}`, '');
  const [sql, setSql] = useState(kept);
  const [wrong, setWrong] = useState<string>();
  const field = useRef<HTMLTextAreaElement>(null);
  const tell = (what: string) => {
    setWrong(what);
    field.current?.focus();
  };
  const asking = useRef<AbortController>(undefined);
  const [busy, setBusy] = useState(false);
  useEffect(() => () => asking.current?.abort(), []);
  const choose = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const asked = new AbortController();
    asking.current = asked;
    const { signal } = asked;
    setBusy(true);
    setWrong(undefined);
    try {
      const found = await readQueried({ database, level, sql }, signal);
      keep(sql);
      if (found.ids.length === 0) {
        tell(nobodyText(found, many));
        return;
      }
      onChoose(found.ids);
      tellOthers(found, many);
      close();
    } catch (error) {
      const { message, detail } = failureOf(error);
      if (!signal.aborted) tell(detail ?? message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={classes.query} onSubmit={(event) => void choose(event)}>
      <Textarea
        size="xs"
        ref={field}
        label={`SQL whose first column has the ids of ${many}`}
        classNames={{ input: classes.sql }}
        placeholder="select … order by … limit 10"
        autosize
        minRows={4}
        maxRows={12}
        spellCheck={false}
        value={sql}
        error={wrong}
        onChange={(event) => setSql(event.currentTarget.value)}
        data-autofocus
      />
      <p className={classes.hint}>
        Read only, as everything here; {MOST_LINES} of them at most, in the order of the query
      </p>
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm" disabled={sql.trim() === ''}>
          {busy ? 'Asking…' : 'Choose'}
        </Button>
        {busy && (
          <Button variant="default" size="compact-sm" onClick={() => asking.current?.abort()}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

function nobodyText({ unknown }: Queried, many: string): string {
  const [first] = unknown;
  if (first === undefined) return 'The query has no rows, or nothing in its first column';
  if (unknown.length === 1) return `“${first}” is the id of none of the ${many}`;
  return `None of ${unknown.length} values in the first column is the id of any of the ${many}; the first is “${first}”`;
}

function tellOthers({ unknown, left, cut }: Queried, many: string): void {
  const [first] = unknown;
  if (cut)
    say({ text: `The query has more than ${formatCount(MOST_ROWS)} rows: only the first of them were looked at` });
  if (left > 0) say({ text: `There are ${left} more: these are the first ${MOST_LINES}` });
  if (first !== undefined)
    say({ text: `${unknown.length} values of the query are no ids of ${many} (the first: ${first})`, tone: 'bad' });
}
