import { describe, expect, it } from 'vitest';
import { failureOf } from './failure.ts';

describe('failureOf', () => {
  it('takes the data of an error that crossed a process boundary', () => {
    const data = { code: 'SQL_FAILED', message: 'No such column', detail: 'Binder Error' };
    expect(failureOf(Object.assign(new Error('x'), { code: 'FAILED', data }))).toBe(data);
  });

  it('does not take the code of another error for one of ours', () => {
    const error = Object.assign(new Error('Internal server error'), { code: 'INTERNAL_SERVER_ERROR' });
    expect(failureOf(error)).toEqual({
      code: 'INTERNAL',
      message: 'Something went wrong inside Starling',
      detail: 'Internal server error',
    });
  });

  it('knows a cancelled request and a dropped link', () => {
    expect(failureOf(new DOMException('stop', 'AbortError')).code).toBe('CANCELLED');
    expect(failureOf(new Error('Cannot send message, WebSocket is not open.')).code).toBe('CONNECTION_LOST');
  });
});
