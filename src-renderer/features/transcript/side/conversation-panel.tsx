import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useRef } from 'react';
import { cellToText } from '#shared/model/cell-text.ts';
import { orpc } from '../../../client/client.ts';
import { answerOf } from '../../../client/queries.ts';
import { countOf, formatCount } from '../../../format/number.ts';
import { TextView } from '../../../ui/cell-inspector/value-views.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { FailureView } from '../../../ui/failure-view.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { useFoundText } from '../found-text.ts';
import { type Message, messagesIn } from './messages.ts';
import classes from './side.module.css';
import type { StepPanelProps } from './side-panels.tsx';

/** What was said until a step. Read only while this is shown: it repeats all that was said before. */
export function ConversationPanel({ database, outline, shape, word, place, view }: StepPanelProps): ReactNode {
  const { episode, steps } = outline;
  const input = { database, episode, key: steps[place]?.key ?? '', column: shape.conversation ?? '' };
  const answer = answerOf(useQuery({ ...orpc.trajectory.cell.queryOptions({ input }), gcTime: 10_000 }));
  const text = answer.data === undefined ? undefined : cellToText(answer.data);
  const messages = useMemo(() => (text === undefined ? undefined : messagesIn(text)), [text]);
  const list = useRef<HTMLDivElement>(null);
  useFoundText(list, view.find, messages);
  if (answer.failure) return <FailureView failure={answer.failure} again={answer.again} />;
  if (text === undefined) return <Waiting />;
  if (messages === undefined) {
    return text === '' ? <Empty title="Nothing was kept of what was said" /> : <TextView text={text} />;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
    <section className={classes.scroll} aria-label="Conversation" tabIndex={0}>
      <p className={classes.head}>
        {countOf(messages.length, ['message', 'messages'])} until {word} {place + 1}
      </p>
      <div ref={list}>
        {messages.map((message) => (
          <MessageView key={message.number} message={message} open={message.number > messages.length - OPEN} />
        ))}
      </div>
    </section>
  );
}

/** The last messages are unfolded. */
const OPEN = 4;

function MessageView({ message, open }: { readonly message: Message; readonly open: boolean }): ReactNode {
  const { role, content, number } = message;
  return (
    <details className={classes.message} data-role={role} open={open}>
      <summary>
        {number} {role} <span>{formatCount(content.length)} characters</span>
      </summary>
      <pre>{content}</pre>
    </details>
  );
}
