import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TableLook } from '#shared/model/drawing.ts';
import type { Steps } from '#shared/model/lens.ts';
import { ColumnSelect } from './column-select.tsx';
import classes from './drawing.module.css';

interface TranscriptFieldsProps {
  readonly transcript: Steps['transcript'];
  readonly look: TableLook | undefined;
  onChange(transcript: Steps['transcript']): void;
}

/** Which columns are told as a transcript: what an agent wrote, what it was answered, what was said until then. */
export function TranscriptFields({ transcript, look, onChange }: TranscriptFieldsProps): ReactNode {
  const set = (key: 'answer' | 'conversation', column: string | undefined) => {
    if (transcript === undefined) return;
    const { [key]: _, ...rest } = transcript;
    onChange(column === undefined ? rest : { ...rest, [key]: column });
  };
  return (
    <>
      <ColumnSelect
        label="Written by the agent"
        look={look}
        purpose="text"
        none="Nothing to be read"
        value={transcript?.code}
        onChange={(code) =>
          onChange(code === undefined ? undefined : { language: 'text', measures: [], ...transcript, code })
        }
      />
      {transcript !== undefined && (
        <>
          <ColumnSelect
            label="Answered"
            look={look}
            purpose="text"
            value={transcript.answer}
            onChange={(column) => set('answer', column)}
          />
          <ColumnSelect
            label="Conversation (JSON)"
            look={look}
            purpose="text"
            value={transcript.conversation}
            onChange={(column) => set('conversation', column)}
          />
          <div className={classes.checks}>
            <Checkbox
              label="It writes Python"
              checked={transcript.language === 'python'}
              onChange={(event) =>
                onChange({ ...transcript, language: event.currentTarget.checked ? 'python' : 'text' })
              }
            />
          </div>
        </>
      )}
    </>
  );
}
