import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconFilterPlus, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Condition } from '#shared/model/filter.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { useAction } from '../../client/actions.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { conditionText } from './condition-words.ts';
import classes from './filter-bar.module.css';
import type { GridView } from './row-source.ts';

interface FilterBarProps {
  readonly view: GridView;
  onView(view: GridView): void;
  /** Columns that conditions may name; without them there is only the search. */
  readonly columns?: readonly AnswerColumn[];
  readonly placeholder?: string;
  /** Stands at the right: counts. */
  readonly children?: ReactNode;
}

/** Search and typed conditions over a grid. `/` goes to the search; every condition is a chip that can be changed or removed. */
export function FilterBar({ view, onView, columns = [], placeholder = 'Search', children }: FilterBarProps): ReactNode {
  const [edited, setEdited] = useState<number | 'new'>();
  const change = (conditions: readonly Condition[]) => {
    setEdited(undefined);
    onView({ ...view, conditions: conditions.filter(isFirst) });
  };
  return (
    <search className={classes.bar}>
      <SearchField value={view.search} placeholder={placeholder} onSearch={(search) => onView({ ...view, search })} />
      {view.conditions.map((condition, at) => (
        <ConditionEditor
          key={JSON.stringify(condition)}
          opened={edited === at}
          close={() => setEdited(undefined)}
          columns={columns}
          condition={condition}
          onDone={(next) => change(view.conditions.with(at, next))}
        >
          <Chip
            text={conditionText(condition, columns.find(({ name }) => name === condition.column)?.title)}
            edit={() => setEdited(at)}
            remove={() => change(view.conditions.toSpliced(at, 1))}
          />
        </ConditionEditor>
      ))}
      {columns.length > 0 && (
        <ConditionEditor
          opened={edited === 'new'}
          close={() => setEdited(undefined)}
          columns={columns}
          onDone={(next) => change([...view.conditions, next])}
        >
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFilterPlus size={14} />}
            aria-haspopup="dialog"
            aria-expanded={edited === 'new'}
            onClick={() => setEdited('new')}
          >
            Condition…
          </Button>
        </ConditionEditor>
      )}
      <div className={classes.end}>{children}</div>
    </search>
  );
}

/** The same condition twice says nothing more. */
function isFirst(condition: Condition, at: number, all: readonly Condition[]): boolean {
  const text = JSON.stringify(condition);
  return all.findIndex((other) => JSON.stringify(other) === text) === at;
}

interface ChipProps {
  readonly text: string;
  edit(): void;
  remove(): void;
}

function Chip({ text, edit, remove }: ChipProps): ReactNode {
  return (
    <span className={classes.chip}>
      <button type="button" className={classes.chipText} onClick={edit}>
        {text}
      </button>
      <CloseButton size="xs" variant="transparent" aria-label={`Remove the condition ${text}`} onClick={remove} />
    </span>
  );
}

interface SearchFieldProps {
  readonly value: string;
  readonly placeholder: string;
  onSearch(text: string): void;
}

/** Asks the engine when the typing rests; Escape empties it, Enter and ↓ go on to the rows. */
function SearchField({ value, placeholder, onSearch }: SearchFieldProps): ReactNode {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  useAction('filter', () => field.current?.select());
  const latest = useRef(onSearch);
  useEffect(() => {
    latest.current = onSearch;
  });
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => latest.current(text), 220);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      aria-label={placeholder}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} />}
      rightSection={text === '' ? <kbd className={classes.key}>/</kbd> : null}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && text !== '') setText('');
        else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter')
          leaveFor('[role="grid"]');
        else return;
        event.preventDefault();
      }}
    />
  );
}

function leaveFor(selector: string): void {
  const grid = document.querySelector<HTMLElement>(`main ${selector}`);
  if (grid === null) (document.activeElement as HTMLElement | null)?.blur();
  else grid.focus();
}
