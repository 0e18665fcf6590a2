// SPDX-License-Identifier: Apache-2.0
import { ChannelHttp } from '../net/channel-http';
import { Connection, type Greeting } from '../net/connection';
import { fetchKeySets, KnownDomain } from '../net/known-domain';
import { openKeyStore } from '../net/key-store';
import { DEFAULT_LIMITS, type Limits, type Request } from '../net/messages';
import { hostSite, ownSite } from '../net/site';
import { thumbprint } from '../net/thumbprint';
import type { FreeholdStage } from '../scene/stage';
import { ConnectionBanner } from '../ui/banner';
import { helpPanel } from '../ui/help-panel';
import { PlacesPanel } from '../ui/places-panel';
import { RefusalScreen } from '../ui/refusal-screen';
import { browserStorage, loadSettings } from '../ui/settings';
import { Shell } from '../ui/shell';
import { text } from '../ui/text';
import { ThingsPanel } from '../ui/things-panel';
import { EntityStore } from '../world/entity-store';
import { MOVE_INTERVAL_MS } from '../world/holding';
import { readHash } from '../world/links';
import type { EntityId } from '../world/model';
import { yawRotation } from '../world/space';
import { Body } from './body';
import { browserEnvironment, saveFile, subtleCrypto } from './browser';
import { Builder } from './builder';
import { ConnectionReport } from './connection-report';
import { Conversation } from './conversation';
import { Crowd } from './crowd';
import { freeholdHandle } from './debug';
import { describe } from './description';
import { Hands } from './hands';
import { openHomeWindow } from './home-window';
import { listenForKeys } from './keys';
import { KnownElsewhere, type Here } from './known-elsewhere';
import { followPage } from './page-events';
import { PersonMenu } from './person-menu';
import { POSE_INTERVAL_MS, PoseSender } from './pose-sender';
import { Preferences } from './preferences';
import { loadStage } from './stage-loader';
import { Things } from './things';
import { titleOf } from './titles';
import { Travel } from './travel';
import { Trust } from './trust';
import { Visit } from './visit';
import { WayIn } from './way-in';

const VERSION = '0.1.0';
const PEOPLE_INTERVAL_MS = 1_000;
const PROGRESS_INTERVAL_MS = 200;
const REACH_INTERVAL_MS = 200;

/** Builds the page, walks in, and connects everything with everything else: the one place that knows all parts. */
export async function start(): Promise<void> {
  const storage = browserStorage();
  const settings = loadSettings(storage, matchMedia('(prefers-reduced-motion: reduce)').matches);
  const wayIn = new WayIn(new URL(location.href), () => settings.relayOnly);
  const http = new ChannelHttp((label, number) => wayIn.channel(label, number));
  const site = wayIn.isAtRendezvous ? hostSite(http) : ownSite(document);
  const keyStore = wayIn.storeOf(await openKeyStore(window.indexedDB as IDBFactory | undefined));
  const target = readHash(location.hash);
  let claim = takeClaim();
  let limits: Limits = DEFAULT_LIMITS;
  let stage: FreeholdStage | undefined;
  /** Where the person is, and as whom. */
  let here: Here | undefined;
  /** Entities of the whole world, for progress. */
  let expected = 0;
  /** Whether the domain remembers this visitor's friends. */
  let knowsFriends = false;
  /** Links that the picture followed, to know whether Enter was for one. */
  let linksFollowed = 0;

  const banner = new ConnectionBanner(
    () => performance.now(),
    () => connection.connect(),
  );
  const refusalScreen = new RefusalScreen(
    () => Date.now(),
    () => connection.connect(),
  );
  const shell = new Shell(banner.root);
  document.body.append(refusalScreen.root);
  const { toasts } = shell;
  const store = new EntityStore();
  const body = new Body();
  const things = new Things(store);
  const travel = new Travel(body, toasts);
  const poses = new PoseSender((frame) => connection.sendPose(frame));
  const request = (wanted: Request) => connection.outbox.request(wanted);
  const nameFriends = async (handles: readonly number[]): Promise<void> => {
    const answer = await request({ type: 'friends', handles });
    if (answer.kind === 'refused') {
      toasts.warn(text.refusal(answer.refusal.message, answer.refusal.do));
    }
  };
  const conversation = new Conversation(shell, request, () => limits, (handle) => crowd.muted.has(handle));
  const crowd: Crowd = new Crowd({
    shell,
    body,
    travel,
    you: () => visit.you,
    isLoaded: () => visit.isLoaded,
    happened: (words) => conversation.happened(words),
    menu: (handle) => void personMenu.open(handle),
    befriend: (handles) => void nameFriends(handles),
  });
  const personMenu = new PersonMenu({
    crowd,
    toasts,
    request,
    you: () => visit.you,
    openTools: async () => {
      const { moderation } = await import('../admin/in-world');
      return moderation(keyStore, site, toasts, (words) => shell.setProgress(words));
    },
  });
  shell.labelLayer.addEventListener('click', ({ target: tag }) => {
    const handle = tag instanceof Element ? tag.closest<HTMLElement>('[data-handle]')?.dataset['handle'] : undefined;
    if (handle !== undefined) {
      void personMenu.open(Number(handle));
    }
  });

  const goToThing = (id: EntityId): void => {
    const entity = store.get(id);
    if (entity !== undefined) {
      travel.goToThing(entity, things.placementOf(entity), titleOf(entity), body.position());
    }
  };
  const builder = new Builder({
    store,
    body,
    toasts,
    request,
    send: (frame) => connection.sendPose(frame),
    goTo: goToThing,
    isPanelOpen: () => shell.isOpen('build'),
  });
  const hands = new Hands({
    store,
    things,
    body,
    builder,
    toasts,
    isLive: () => connection.state.kind === 'live' && visit.isLoaded,
  });
  shell.setHand(hands.button.root);
  const thingsPanel = new ThingsPanel({
    all: () => things.rows(body.position(), (entity) => hands.canTake(entity)),
    goTo: goToThing,
    select: (id) => {
      shell.open('build', true);
      builder.select(id);
    },
    pickUp: (id) => {
      hands.pickUp(id);
      shell.focusWorld();
    },
    follow: (href) => travel.followHref(href),
  });
  const placesPanel = new PlacesPanel({
    goTo: (place) => (place === undefined ? travel.goToEntry() : travel.goToPlace(place)),
    link: () => travel.link(body.position(), yawRotation(body.yaw())),
    copy: copyToClipboard,
    said: (message) => toasts.info(message),
  });

  const preferences = new Preferences(settings, { storage, toasts, request, limits: () => limits });

  [
    conversation.panel,
    crowd.panel,
    thingsPanel,
    builder.panel,
    placesPanel,
    helpPanel(VERSION),
    preferences.panel,
  ].forEach((panel) => shell.addPanel(panel));
  shell.onChangeName = () => {
    shell.open('settings', true);
    preferences.panel.firstField.select();
  };
  shell.onKeysForWorld = (forWorld) => stage?.setKeysEnabled(forWorld);
  if (!shell.isNarrow) {
    shell.open('chat', false);
  }

  const elsewhere = await KnownElsewhere.load({
    store: keyStore,
    subtle: subtleCrypto(),
    toasts,
    fingerprint: thumbprint,
    save: saveFile,
    here: () => here,
    openWindow: openHomeWindow,
    changed: () => {
      connection.leave();
      connection.connect();
    },
  });
  if (!wayIn.isAtRendezvous) {
    // A home asks the page's origin who it is, and there that is the rendezvous.
    preferences.panel.add(elsewhere.homePart.root);
  }
  preferences.panel.add(elsewhere.part.root);

  const report = new ConnectionReport(wayIn, () => connection);
  preferences.panel.add(report.part.root);

  const trust = new Trust(
    new KnownDomain(keyStore),
    toasts,
    storage,
    (item) => wayIn.nameOf(item),
    () => connection.leave(),
  );
  const greeting = (): Greeting => {
    const position =
      visit.you !== undefined ? body.position() : target.kind === 'viewpoint' ? target.position : undefined;
    return {
      ...(preferences.name === undefined ? {} : { name: preferences.name }),
      ...(position === undefined ? {} : { position }),
      ...(claim === undefined ? {} : { claim }),
    };
  };
  const visit: Visit = new Visit(store, crowd.people, conversation.chat, {
    greeting,
    shown: (parties) => elsewhere.shown(parties),
    state: (state) => {
      banner.show(state);
      if (state.kind === 'live') {
        http.connected();
        void report.refresh();
      } else if (state.kind !== 'mending') {
        http.disconnected();
      }
      if (refusalScreen.show(state, connection.entering)) {
        banner.root.hidden = true;
      }
    },
    welcomed: (welcome, identity, proved, first) => {
      knowsFriends = welcome.resumed;
      limits = welcome.limits;
      expected = welcome.world.entities;
      here = { destination: welcome.domain.key, visitor: identity.publicKey };
      claim = undefined;
      shell.setDomain(welcome.domain.name);
      travel.setWorld(welcome.world);
      placesPanel.setPlaces(travel.placeNames);
      preferences.panel.setStored(identity.stored);
      poses.hurry();
      if (first) {
        preferences.keepGivenName(welcome.you.name);
        body.enter(welcome.world.entry);
        travel.arrive(target);
        trust.noteLimits(window.isSecureContext, identity);
        void trust.showRules(welcome.domain.name, welcome.rules);
      } else {
        toasts.info(text.connection.back, { key: 'back' });
      }
      void trust.checkDomain(welcome.domain, proved);
    },
    you: ({ name, standing, permissions, muted, quarantined, limits: changed }) => {
      limits = changed ?? limits;
      preferences.panel.setName(name);
      stage?.setOwnName(name);
      conversation.panel.setAllowed(
        permissions.includes('chat') ? undefined : muted ? text.chat.muted : text.chat.notAllowed,
      );
      builder.setAllowed(
        permissions.includes('build') ? undefined : whyNotBuild(standing, quarantined, wayIn.isAtRendezvous),
      );
      // The admin page is a page of the domain's own origin.
      crowd.panel.setAdmin(!wayIn.isAtRendezvous && (permissions.includes('moderate') || permissions.includes('administer')));
      crowd.show();
    },
    loaded: () => {
      if (!knowsFriends) {
        knowsFriends = true;
        crowd.friends.tellAgain();
      }
      shell.setProgress(undefined);
      stage?.worldLoaded();
      if (shell.isOpen('things')) {
        thingsPanel.refresh();
      }
    },
    spoke: (handle) => crowd.spoke(handle),
    notice: (level, message) => (level === 'warning' ? toasts.warn(message) : toasts.info(message)),
    jump: (position) => {
      body.jumpTo(position, undefined);
      poses.hurry();
    },
    pose: (sample, isPerson) => {
      if (!isPerson) {
        things.moved(sample.handle, sample);
      }
      stage?.pose(sample);
    },
  });
  // At a rendezvous the link has named the key, so there is no other to follow.
  const keySets = () => (wayIn.isAtRendezvous ? Promise.resolve(undefined) : fetchKeySets(site));
  const connection: Connection = new Connection(browserEnvironment(keyStore, () => wayIn.open(), keySets), visit);
  connection.connect();

  listenForKeys(shell, {
    describe: () => toasts.info(describe(body, crowd.people, things, visit.you?.handle), { key: 'describe' }),
    lookFreely: () => stage?.lockPointer(),
    enter: () => {
      const before = linksFollowed;
      // The picture hears the key after this.
      setTimeout(() => linksFollowed === before && !shell.isOpen('build') && shell.open('chat', true));
    },
    deselect: () => {
      const selected = builder.selected !== undefined;
      builder.select(undefined);
      return selected;
    },
    handles: (mode) => builder.setMode(mode),
    remove: () => void builder.remove(),
    hand: () => hands.use(),
    undo: () => builder.undo(),
    redo: () => builder.redo(),
  });
  addEventListener('hashchange', () => {
    const secret = takeClaim();
    if (secret === undefined) {
      travel.followHash(location.hash);
    } else {
      claim = secret;
      connection.leave();
      connection.connect();
    }
  });
  followPage(connection);

  setInterval(() => {
    poses.tick(body.takePose(), performance.now(), connection.state.kind === 'live');
    hands.follow();
  }, POSE_INTERVAL_MS);
  setInterval(() => builder.tick(), MOVE_INTERVAL_MS);
  setInterval(() => hands.look(), REACH_INTERVAL_MS);
  setInterval(() => {
    if (shell.isOpen('people')) {
      crowd.show();
    }
    if (shell.isOpen('places')) {
      placesPanel.refresh();
    }
    if (shell.isOpen('settings')) {
      void report.refresh();
    }
  }, PEOPLE_INTERVAL_MS);
  setInterval(() => {
    if (connection.state.kind === 'live' && !visit.isLoaded) {
      shell.setProgress(text.world.loading(store.size, Math.max(expected, store.size)), store.size, expected);
    }
  }, PROGRESS_INTERVAL_MS);
  window.freehold = freeholdHandle({
    connection,
    report,
    visit,
    poses,
    store,
    things,
    builder,
    hands,
    people: crowd.people,
    chat: conversation.chat,
    stage: () => stage,
  });

  stage = await loadStage(shell, store, settings, site);
  if (stage === undefined) {
    return;
  }
  stage.onLink = (href) => {
    linksFollowed++;
    travel.followHref(href);
  };
  stage.onUnloadable = (all) => thingsPanel.setMissing(all);
  stage.onProgress = ({ loaded, total }) => {
    if (visit.isLoaded) {
      shell.setProgress(loaded < total ? text.world.loading(loaded, total) : undefined, loaded, total);
    }
  };
  stage.onNotice = (message) => toasts.info(message);
  body.attach(stage);
  crowd.attach(stage);
  builder.attach(stage);
  hands.attach(stage);
  preferences.attach(stage);
  stage.setOwnName(visit.you?.name ?? '');
  stage.setKeysEnabled(shell.keysAreForWorld);
  if (visit.isLoaded) {
    stage.worldLoaded();
  }
}

/** The secret of an owner link, which must not stay in the address bar or the history. */
function takeClaim(): string | undefined {
  const target = readHash(location.hash);
  if (target.kind !== 'claim') {
    return undefined;
  }
  history.replaceState(null, '', location.pathname + location.search);
  return target.secret;
}

function whyNotBuild(standing: string, quarantined: boolean, atRendezvous: boolean): string {
  const { newcomer, newcomerAtRendezvous, notAllowed } = text.build;
  if (quarantined) {
    return text.build.quarantined;
  }
  return standing !== 'newcomer' ? notAllowed : atRendezvous ? newcomerAtRendezvous : newcomer;
}

/** False on plain http, and when a person forbids it. */
async function copyToClipboard(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
