import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ImportOptions, ImportPlan } from '#shared/model/import.ts';
import { useInTurn } from '../../ui/in-turn.tsx';
import type { SetDraft } from './draft.ts';
import { changeOptions } from './looking.ts';
import { OptionField } from './option-field.tsx';
import { optionFields } from './options-schema.ts';
import { optionsOfLastTime } from './remembered-options.ts';
import classes from './set-detail.module.css';

interface OptionFormProps {
  readonly set: SetDraft;
  readonly plan: ImportPlan;
}

/** Fields drawn at a time. */
const atOnce = 4;

/** Everything about an importer that a person may change. Types of columns stand with the columns. */
export function OptionForm({ set, plan }: OptionFormProps): ReactNode {
  const fields = optionFields(plan.optionsSchema).filter(({ kind }) => kind !== 'by column');
  const drawn = useInTurn(fields.length, atOnce);
  const [last] = useState(() => optionsOfLastTime(plan));
  const changed = Object.keys(set.options).length;
  if (fields.length === 0) return null;
  return (
    <section className={classes.options} aria-label="Options">
      <h3>Options</h3>
      {changed > 0 && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => changeOptions(set.key, () => ({}))}>
          Take {changed === 1 ? 'the change' : `the ${changed} changes`} back
        </Button>
      )}
      {changed === 0 && Object.keys(last).length > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => changeOptions(set.key, () => last)}>
          {`As last time: ${lastText(last, plan)}`}
        </Button>
      )}
      <div className={classes.fields}>
        {fields.slice(0, drawn).map((field) => (
          <OptionField
            key={`${field.name} ${JSON.stringify(plan.options[field.name])}`}
            field={field}
            value={set.options[field.name] ?? plan.options[field.name]}
            onValue={(value) =>
              changeOptions(set.key, ({ [field.name]: _before, ...others }) =>
                value === undefined ? others : { ...others, [field.name]: value },
              )
            }
          />
        ))}
      </div>
    </section>
  );
}

function lastText(last: ImportOptions, { optionsSchema }: ImportPlan): string {
  const fields = optionFields(optionsSchema);
  return Object.entries(last)
    .map(([name, value]) => `${fields.find((field) => field.name === name)?.title ?? name} ${String(value)}`)
    .join(', ');
}
