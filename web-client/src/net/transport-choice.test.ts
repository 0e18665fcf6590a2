// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { TransportChoice } from './transport-choice';

describe('the choice of a transport', () => {
  it('stays with WebSockets as long as they open', () => {
    const choice = new TransportChoice(null, false, true);
    expect([undefined, 'stood', 'never stood', 'stood', 'never stood'].map((how) => choice.next(how as 'stood'))).toEqual(
      Array(5).fill('websocket'),
    );
  });

  it('tries WebRTC each other time when WebSockets do not open, and stays with what did', () => {
    const choice = new TransportChoice(null, false, true);
    expect(choice.next(undefined)).toBe('websocket');
    expect(choice.next('never stood')).toBe('websocket');
    expect(choice.next('never stood')).toBe('webrtc');
    expect(choice.next('never stood')).toBe('websocket');
    expect(choice.next('never stood')).toBe('webrtc');
    expect(choice.next('stood')).toBe('webrtc');
  });

  it('does not try what the browser has not', () => {
    const choice = new TransportChoice(null, false, false);
    expect([undefined, 'never stood', 'never stood', 'never stood'].map((how) => choice.next(how as 'never stood'))).toEqual(
      Array(4).fill('websocket'),
    );
  });

  it.each([
    ['webrtc', false, 'webrtc'],
    ['websocket', false, 'websocket'],
    ['websocket', true, 'webrtc'],
    [null, true, 'webrtc'],
  ])('takes one way only: wanted %s, at a rendezvous %s', (wanted, atRendezvous, kind) => {
    const choice = new TransportChoice(wanted, atRendezvous, true);
    expect([choice.next(undefined), choice.next('never stood'), choice.next('never stood')]).toEqual(Array(3).fill(kind));
    expect(choice.isOnlyWay).toBe(true);
  });

  it('takes a wish that it does not know for none', () => {
    expect(new TransportChoice('carrier pigeon', false, true).isOnlyWay).toBe(false);
  });
});
