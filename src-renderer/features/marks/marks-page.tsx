import { ActionIcon, Button, FileButton, TextInput, Tooltip } from '@mantine/core';
import { IconDownload, IconSearch, IconStarFilled, IconTrash, IconUpload } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import type { Mark } from '#shared/model/mark.ts';
import { useAction } from '../../client/actions.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { addressOf, setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { giveFile } from '../../ui/give-file.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { findMarks, marksText } from './find-marks.ts';
import classes from './marks.module.css';
import { placeOf, removeMark, takeMarks, timeOf, useAllMarks } from './use-marks.ts';

/** Every mark of every database: searched, opened, given out as a file. */
export function MarksPage(): ReactNode {
  useCrumbs([{ label: 'Marks', place: { at: 'marks' } }]);
  const asked = useAllMarks();
  const search = usePlaceQuery()['search'] ?? '';
  const field = useRef<HTMLInputElement>(null);
  useAction('filter', () => field.current?.select());
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (asked.data === undefined) return <Waiting skeleton />;
  const found = findMarks(asked.data, search);
  return (
    <div className={classes.page}>
      <search className={classes.bar}>
        <TextInput
          ref={field}
          type="search"
          w={280}
          aria-label="Search marks"
          placeholder="Words, #tag or ★"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setPlaceQuery({ search: event.currentTarget.value })}
        />
        <span className={classes.count} aria-live="polite">
          {found.length === asked.data.length ? '' : `${found.length} of `}
          {countOf(asked.data.length, ['mark', 'marks'])}
        </span>
        <FileButton
          accept="application/json,.json"
          onChange={(file) => file !== null && void takeMarks(file)}
          inputProps={{ 'aria-label': 'File of marks' }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={14} />}>
              Import from JSON
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={found.length === 0}
          onClick={() => giveFile([marksText(found)], 'application/json', 'marks', '.json')}
        >
          Export as JSON
        </Button>
      </search>
      {asked.data.length === 0 && (
        <Empty
          title="Nothing is marked yet"
          text="Mark a session, an episode, or a moment of one with the button beside the tabs"
        />
      )}
      {asked.data.length > 0 && found.length === 0 && <Empty title="No mark holds these words" />}
      <ul className={classes.marks} aria-label="Marks">
        {found.map((mark) => (
          <Line key={mark.key} mark={mark} />
        ))}
      </ul>
    </div>
  );
}

function Line({ mark }: { readonly mark: Mark }): ReactNode {
  const changed = new Date(mark.changed);
  return (
    <li className={classes.mark}>
      <span className={classes.star}>{mark.starred && <IconStarFilled size={14} aria-label="Starred" />}</span>
      <a className={classes.what} href={addressOf(...placeOf(mark))}>
        {mark.label}
        {mark.time !== null && ` · ${timeOf(mark)}`}
      </a>
      <span className={classes.told}>{mark.database.label}</span>
      <span className={classes.tags}>
        {mark.tags.map((tag) => (
          <button key={tag} type="button" onClick={() => setPlaceQuery({ search: `#${tag}` })}>
            {tag}
          </button>
        ))}
      </span>
      <Tooltip label={exactTime(changed)}>
        <span className={classes.told}>{relativeTime(changed)}</span>
      </Tooltip>
      <Tooltip label="Remove">
        <ActionIcon aria-label={`Remove the mark of ${mark.label}`} onClick={() => void removeMark(mark)}>
          <IconTrash size={14} />
        </ActionIcon>
      </Tooltip>
      {mark.note !== '' && <p className={classes.note}>{mark.note}</p>}
    </li>
  );
}
