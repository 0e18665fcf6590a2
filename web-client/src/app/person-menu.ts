// SPDX-License-Identifier: Apache-2.0
import type { Moderation } from '../admin/in-world';
import type { Request, You } from '../net/messages';
import type { Answer } from '../net/outbox';
import { element } from '../ui/dom';
import { askForm } from '../ui/form-dialog';
import { personDialog } from '../ui/person-dialog';
import { text } from '../ui/text';
import type { Toasts } from '../ui/toasts';
import { MAX_FRIENDS } from '../world/friends';
import type { Crowd } from './crowd';

interface PersonMenuEnvironment {
  crowd: Crowd;
  toasts: Toasts;
  request(request: Request): Promise<Answer>;
  you(): You | undefined;
  /** For those who may moderate. */
  openTools(): Promise<(handle: number) => Promise<Moderation | undefined>>;
}

const REASON_CHARACTERS = 280;

/** What a visitor can do about another: see them first, not hear them, report them, and what moderators can do. */
export class PersonMenu {
  readonly #environment: PersonMenuEnvironment;
  #moderation: Promise<(handle: number) => Promise<Moderation | undefined>> | undefined;

  constructor(environment: PersonMenuEnvironment) {
    this.#environment = environment;
  }

  async open(handle: number): Promise<void> {
    const { crowd, toasts, you } = this.#environment;
    const name = crowd.people.nameOf(handle);
    if (handle === you()?.handle) {
      return;
    }
    if (name === undefined) {
      toasts.info(text.person.gone);
      return;
    }
    const moderation = you()?.permissions.includes('moderate') === true ? await this.#moderate(handle) : undefined;
    const isMuted = crowd.muted.has(handle);
    const isFriend = crowd.friends.has(handle);
    personDialog(
      name,
      [
        ...(moderation === undefined ? [] : [moderation.details]),
        element('p', { class: 'hint' }, text.person.friendHint),
        element('p', { class: 'hint' }, text.person.muteHint),
      ],
      [
        { label: isFriend ? text.person.unfriend : text.person.befriend, choose: () => this.#befriend(handle, name, !isFriend) },
        { label: isMuted ? text.person.unmute : text.person.mute, choose: () => this.#mute(handle, name, !isMuted) },
        { label: text.person.report, choose: () => void this.#report(handle, name) },
        ...(moderation?.choices ?? []),
      ],
    );
  }

  async #moderate(handle: number): Promise<Moderation | undefined> {
    try {
      this.#moderation ??= this.#environment.openTools();
      return await (await this.#moderation)(handle);
    } catch (error) {
      // Tried anew the next time; muting and reporting work without.
      this.#moderation = undefined;
      this.#environment.toasts.warn(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  #mute(handle: number, name: string, muted: boolean): void {
    const { crowd, toasts } = this.#environment;
    crowd.mute(handle, muted);
    toasts.info(muted ? text.person.muted(name) : text.person.unmuted(name), { key: 'mute' });
  }

  #befriend(handle: number, name: string, friend: boolean): void {
    const { crowd, toasts } = this.#environment;
    if (friend && crowd.friends.isFull) {
      toasts.warn(text.person.tooManyFriends(MAX_FRIENDS));
      return;
    }
    crowd.befriend(handle, friend);
    toasts.info(friend ? text.person.friends(name) : text.person.notFriends(name), { key: 'friend' });
  }

  async #report(handle: number, name: string): Promise<void> {
    const { toasts, request } = this.#environment;
    const sent = await askForm({
      title: text.person.reportTitle(name),
      body: [text.person.reportBody],
      fields: [
        { name: 'reason', label: text.person.reason, kind: 'lines', required: true, maxLength: REASON_CHARACTERS },
        { name: 'category', label: text.person.category, options: Object.entries(text.category) },
      ],
      yes: text.person.send,
      no: text.person.cancel,
      submit: async ({ reason = '', category = 'other' }) => {
        const answer = await request({ type: 'report', handle, reason, category });
        switch (answer.kind) {
          case 'accepted':
            return undefined;
          case 'uncertain':
            return text.person.uncertain;
          case 'refused':
            return text.refusal(answer.refusal.message, answer.refusal.do);
        }
      },
    });
    if (sent !== undefined) {
      toasts.info(text.person.reported);
    }
  }
}
