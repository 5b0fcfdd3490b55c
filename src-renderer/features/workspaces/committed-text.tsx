import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';

interface CommittedTextProps {
  readonly label: string;
  /** Whether the label stands above the field. */
  readonly shown?: boolean;
  readonly value: string;
  readonly placeholder?: string;
  /** An empty text is none. */
  readonly required?: boolean;
  readonly w?: number;
  onCommit(text: string): void;
}

/** A field whose text counts when it is left or Enter is pressed; Escape gives the old one back. */
export function CommittedText({ label, shown = false, required = false, ...props }: CommittedTextProps): ReactNode {
  const { value, placeholder, w, onCommit } = props;
  const [typed, setTyped] = useState<string>();
  const commit = () => {
    const text = typed?.trim();
    setTyped(undefined);
    if (text !== undefined && text !== value && !(required && text === '')) onCommit(text);
  };
  return (
    <TextInput
      size="xs"
      {...(shown ? { label } : { 'aria-label': label })}
      {...(w !== undefined && { w })}
      placeholder={placeholder ?? ''}
      maxLength={300}
      value={typed ?? value}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(undefined);
      }}
    />
  );
}
