// SPDX-License-Identifier: Apache-2.0
import type { ConnectionListener, ConnectionState, Greeting, HelloParties, Shown } from '../net/connection';
import type { Identity } from '../net/identity';
import type { ServerMessage, Welcome, You } from '../net/messages';
import { NewestPoses } from '../net/newest-poses';
import { PoseReader } from '../net/poses';
import type { Chat } from '../world/chat';
import type { EntityStore } from '../world/entity-store';
import { text } from '../ui/text';
import type { PoseSample, Vec3 } from '../world/model';
import type { People } from '../world/people';

/** What the rest of the client wants to hear. */
export interface VisitListener {
  state(state: ConnectionState): void;
  greeting(): Greeting;
  shown(parties: HelloParties): Shown;
  /** `first`: nobody has been welcomed since the page was opened. */
  welcomed(welcome: Welcome, identity: Identity, proved: boolean, first: boolean): void;
  you(you: You): void;
  loaded(): void;
  spoke(handle: number): void;
  notice(level: 'info' | 'warning', message: string): void;
  /** The server has put the visitor there. */
  jump(position: Vec3): void;
  /** Of somebody else, or of a thing. The next is told in the same object. */
  pose(sample: PoseSample, isPerson: boolean): void;
}

/** Takes what the server says to where it belongs. */
export class Visit implements ConnectionListener {
  readonly #store: EntityStore;
  readonly #people: People;
  readonly #chat: Chat;
  readonly #listener: VisitListener;
  readonly #poseReader = new PoseReader();
  readonly #newest = new NewestPoses();
  #you: You | undefined;
  #isLoaded = false;

  constructor(store: EntityStore, people: People, chat: Chat, listener: VisitListener) {
    this.#store = store;
    this.#people = people;
    this.#chat = chat;
    this.#listener = listener;
  }

  readonly #pose = (sample: PoseSample): void => {
    // A message is the same for many, so one's own pose may be among the others.
    if (sample.handle !== this.#you?.handle && this.#newest.isNew(sample.handle, sample.time)) {
      this.#listener.pose(sample, this.#people.moved(sample.handle, sample.position));
    }
  };

  get you(): You | undefined {
    return this.#you;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  state(state: ConnectionState): void {
    this.#listener.state(state);
  }

  greeting(): Greeting {
    return this.#listener.greeting();
  }

  async shown(parties: HelloParties): Promise<Shown> {
    return this.#listener.shown(parties);
  }

  lastChat(): number {
    return this.#chat.lastId;
  }

  welcome(welcome: Welcome, identity: Identity, proved: boolean): void {
    const before = this.#you;
    if (before !== undefined && !welcome.resumed) {
      this.#people.forget(before.handle);
    }
    this.#you = welcome.you;
    this.#isLoaded = false;
    this.#store.beginStream();
    this.#people.beginStream(welcome.resumed);
    this.#newest.forget();
    if (!welcome.resumed) {
      this.#chat.beginSession();
    }
    this.#listener.welcomed(welcome, identity, proved, before === undefined);
    this.#listener.you(welcome.you);
  }

  poses(frame: ArrayBuffer): void {
    this.#poseReader.read(frame, this.#pose);
  }

  message(message: ServerMessage): void {
    switch (message.type) {
      case 'you':
        this.#you = message.you;
        this.#listener.you(message.you);
        return;
      case 'entities':
        this.#store.apply(message);
        return;
      case 'loaded':
        this.#store.loaded();
        this.#isLoaded = true;
        this.#listener.loaded();
        return;
      case 'people':
        this.#people.apply(message);
        return;
      case 'chat':
        this.#chat.said(message.messages, this.#you?.handle ?? 0);
        message.messages.forEach(({ handle }) => this.#listener.spoke(handle));
        return;
      case 'notice':
        this.#listener.notice(message.level, text.notice(message, Date.now()));
        return;
      case 'jump':
        this.#listener.jump(message.position);
        return;
      case 'refused':
        // Without a ref it belongs to no request; it is still for people to read.
        this.#listener.notice('warning', `${message.message} ${message.do}`.trim());
        return;
      case 'hello':
      case 'welcome':
      case 'accepted':
      case 'pong':
      case 'close':
        return;
    }
  }
}
