import { Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useAction } from '../../client/actions.ts';
import { countOf } from '../../format/number.ts';
import { chosenMeasures, listed } from './groups.ts';
import classes from './trends.module.css';
import type { ViewProps } from './trends-page.tsx';
import { drawableOf, toggled } from './view.ts';

/** The measures there are, found by name, unit and level. */
export function MeasureChoice({ measures, words, view, onView }: ViewProps): ReactNode {
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useAction('filter', () => field.current?.select());
  const drawable = drawableOf(measures, view);
  const chosen = chosenMeasures(drawable, view.measures).map(({ id }) => id);
  const found = listed(measures, search);
  return (
    <section className={classes.choice} aria-label="Measures">
      <TextInput
        ref={field}
        type="search"
        size="xs"
        aria-label="Search measures"
        placeholder={`Search ${countOf(measures.length, ['measure', 'measures'])}`}
        leftSection={<IconSearch size={13} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.list}>
        {found.length === 0 && <p className={classes.none}>No measure is called that</p>}
        {found.map(({ id, title, measures: members }) => (
          <fieldset key={id} className={classes.group}>
            <legend>
              {title} · per {members[0]?.level === 'step' ? (words.step ?? 'step') : (words.episode ?? 'episode')}
            </legend>
            {members.map((measure) => (
              <Checkbox
                key={measure.id}
                size="xs"
                label={measure.title}
                title={measure.formula ?? undefined}
                checked={chosen.includes(measure.id)}
                disabled={!drawable.includes(measure)}
                onChange={() => onView({ measures: toggled(chosen, measure.id) })}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </section>
  );
}
