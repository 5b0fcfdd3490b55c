import { expect, it } from 'vitest';
import { messagesIn } from './messages.ts';

it('reads messages in a list or below a key, with content of parts', () => {
  const said = [
    { role: 'user', content: 'a' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'b' },
        { type: 'image', url: 'x' },
      ],
    },
    'c',
  ];
  const expected = [
    { number: 1, role: 'user', content: 'a' },
    { number: 2, role: 'assistant', content: 'b\n{\n  "type": "image",\n  "url": "x"\n}' },
    { number: 3, role: 'message', content: 'c' },
  ];
  expect(messagesIn(JSON.stringify(said))).toEqual(expected);
  expect(messagesIn(JSON.stringify({ messages: said }))).toEqual(expected);
  expect(messagesIn('{"other": 1}')).toBeUndefined();
  expect(messagesIn('no JSON')).toBeUndefined();
});
