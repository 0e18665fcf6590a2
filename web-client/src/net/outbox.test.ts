// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type Request } from './messages';
import { Outbox, type Answer } from './outbox';

const LIMITS = { ...DEFAULT_LIMITS, editsInFlight: 3 };
const REFUSAL = { code: 'entity-locked', message: 'It is locked.', do: 'Unlock it.' };

function edit(id: string): Request {
  return { type: 'edit', id, properties: { name: id } };
}

/** An outbox with a session, and what it sent there. */
function outboxWithSession(limits = LIMITS) {
  const outbox = new Outbox();
  const sent: { ref: number; type: string; id?: string }[] = [];
  const connect = (resumed: boolean) => outbox.welcomed(resumed, limits, (json) => sent.push(JSON.parse(json)));
  connect(false);
  return { outbox, sent, connect };
}

async function settled(promise: Promise<Answer>): Promise<Answer | 'waiting'> {
  return Promise.race([promise, new Promise<'waiting'>((resolve) => setTimeout(() => resolve('waiting')))]);
}

describe('an outbox', () => {
  it('keeps what is asked before there is a session', () => {
    const outbox = new Outbox();
    const sent: string[] = [];
    void outbox.request(edit('a'));
    outbox.welcomed(false, LIMITS, (json) => sent.push(json));

    expect(sent).toHaveLength(1);
  });

  it('gives each request its own answer', async () => {
    const { outbox, sent } = outboxWithSession();
    const first = outbox.request(edit('a'));
    const second = outbox.request(edit('b'));
    outbox.refused(sent[1]!.ref, REFUSAL);
    outbox.accepted(sent[0]!.ref, 'a');

    expect(await first).toEqual({ kind: 'accepted', id: 'a' });
    expect(await second).toEqual({ kind: 'refused', refusal: REFUSAL });
    expect(outbox.waiting).toBe(0);
  });

  it('lets refs rise', () => {
    const { outbox, sent } = outboxWithSession();
    void outbox.request(edit('a'));
    outbox.nextRef();
    void outbox.request(edit('b'));

    expect(sent[1]!.ref).toBeGreaterThan(sent[0]!.ref);
  });

  it('never has more in flight than the limit', () => {
    const { outbox, sent } = outboxWithSession();
    ['a', 'b', 'c', 'd', 'e'].forEach((id) => void outbox.request(edit(id)));
    expect(sent).toHaveLength(3);

    outbox.accepted(sent[0]!.ref, 'a');
    expect(sent.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('repeats unanswered requests with their old refs, in order, after a resume', () => {
    const { outbox, sent, connect } = outboxWithSession();
    void outbox.request(edit('a'));
    void outbox.request({ type: 'chat', text: 'hello' });
    outbox.disconnected();
    void outbox.request(edit('b'));
    expect(sent).toHaveLength(2);

    connect(true);
    expect(sent.slice(2).map(({ ref, type }) => [ref, type])).toEqual([
      [sent[0]!.ref, 'edit'],
      [sent[1]!.ref, 'chat'],
      [expect.any(Number), 'edit'],
    ]);
  });

  it('repeats unanswered edits with new refs when the session is lost', () => {
    const { outbox, sent, connect } = outboxWithSession();
    void outbox.request(edit('a'));
    void outbox.request(edit('b'));
    outbox.disconnected();
    connect(false);

    expect(sent.slice(2).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(Math.min(...sent.slice(2).map(({ ref }) => ref))).toBeGreaterThan(sent[1]!.ref);
  });

  it('does not send a report in another session, where its handle may be somebody else', async () => {
    const outbox = new Outbox();
    const report = outbox.request({ type: 'report', handle: 7, reason: 'Follows me', category: 'harassment' });
    const sent: string[] = [];
    outbox.welcomed(false, LIMITS, (json) => sent.push(json));

    expect(sent).toEqual([]);
    expect(await report).toEqual({ kind: 'uncertain' });
  });

  it('does not name friends in another session, where they have other handles', async () => {
    const outbox = new Outbox();
    const named = outbox.request({ type: 'friends', handles: [7] });
    const sent: string[] = [];
    outbox.welcomed(false, LIMITS, (json) => sent.push(json));

    expect(sent).toEqual([]);
    expect(await named).toEqual({ kind: 'accepted', id: undefined });
  });

  it('does not say twice what may have been heard', async () => {
    const { outbox, sent, connect } = outboxWithSession();
    const said = outbox.request({ type: 'chat', text: 'hello' });
    outbox.disconnected();
    connect(false);

    expect(await said).toEqual({ kind: 'uncertain' });
    expect(sent).toHaveLength(1);
  });

  it('says what was never sent once there is a session', () => {
    const { outbox, sent, connect } = outboxWithSession();
    outbox.disconnected();
    void outbox.request({ type: 'chat', text: 'hello' });
    connect(false);

    expect(sent).toHaveLength(1);
  });

  it('takes entity-exists and unknown-entity for done when the edit was repeated', async () => {
    const { outbox, sent, connect } = outboxWithSession();
    const added = outbox.request({ type: 'add', entity: { id: 'a', type: 'Box' } });
    const deleted = outbox.request({ type: 'delete', id: 'b' });
    outbox.disconnected();
    connect(false);
    outbox.refused(sent[2]!.ref, { code: 'entity-exists', message: '', do: '' });
    outbox.refused(sent[3]!.ref, { code: 'unknown-entity', message: '', do: '' });

    expect((await added).kind).toBe('accepted');
    expect((await deleted).kind).toBe('accepted');
  });

  it('takes them for refusals when it was not', async () => {
    const { outbox, sent } = outboxWithSession();
    const added = outbox.request({ type: 'add', entity: { id: 'a', type: 'Box' } });
    outbox.refused(sent[0]!.ref, { code: 'entity-exists', message: '', do: '' });

    expect((await added).kind).toBe('refused');
  });

  it('refuses by itself what the server would close the connection over', async () => {
    const { outbox, sent } = outboxWithSession({ ...LIMITS, messageBytes: 100 });
    const answer = await outbox.request({ type: 'chat', text: 'ä'.repeat(60) });

    expect(answer).toMatchObject({ kind: 'refused', refusal: { code: 'too-large' } });
    expect(sent).toHaveLength(0);
  });

  it('ignores answers to refs it does not know', async () => {
    const { outbox } = outboxWithSession();
    const asked = outbox.request(edit('a'));
    outbox.accepted(999, 'a');

    expect(await settled(asked)).toBe('waiting');
  });
});
