// SPDX-License-Identifier: Apache-2.0
import type { TextFault } from '../world/text-limits';
import type { GoneWhy } from '../net/messages';
import { fromNow, when } from './time';

const count = new Intl.NumberFormat('en');

function number(value: number): string {
  return count.format(value);
}

function metres(value: number): string {
  return value < 10 ? `${value.toFixed(1)} m` : `${number(Math.round(value))} m`;
}

function list(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words);
}

/** All of them when they are few, otherwise the first `most` and how many more. */
function someOf(names: readonly string[], most: number): string {
  return names.length <= most + 1 ? list(names) : list([...names.slice(0, most), `${number(names.length - most)} others`]);
}

/** Every word on the screen. */
export const text = {
  metres,

  skip: { world: 'Skip to the world', chat: 'Skip to chat', panels: 'Skip to the panel buttons' },

  header: {
    youAre: (name: string) => `You are ${name}`,
    change: 'change',
    changeLabel: (name: string) => `You are ${name}: change your name`,
    people: (people: number) => (people === 1 ? 'Only you here' : `${number(people)} people here`),
    arriving: 'Walking in…',
  },

  world: {
    region: 'The world',
    canvas: 'The world in 3D. Arrow keys walk and turn, L says where you are, T opens the chat, H shows all keys.',
    roleDescription: '3D view',
    loading: (loaded: number, total: number) => `Loading ${number(loaded)} of ${number(total)}`,
    progress: 'Loading the world',
    withoutPicture: 'No 3D picture here',
    noWebGl:
      'This browser cannot draw 3D (WebGL 2 is missing or switched off). Chat, people, things and places work all the same. ' +
      'To see the world, switch on hardware acceleration in the browser’s settings or use another browser.',
    stageFailed: (reason: string) =>
      `The 3D picture could not be started: ${reason}. Chat, people, things and places work all the same. Reload the page to try again.`,
    whereAmI: (position: string, people: string, nearest: string) => `You are at ${position}. ${people}${nearest}`,
    position: (x: number, y: number, z: number) => `${x.toFixed(1)}, ${y.toFixed(1)}, ${z.toFixed(1)}`,
    othersNear: (names: readonly string[]) =>
      names.length === 0 ? 'Nobody else is here. ' : `Here with you: ${someOf(names, 8)}. `,
    nearest: (things: readonly string[]) =>
      things.length === 0 ? 'There are no things near you.' : `Nearest: ${things.join('; ')}.`,
    thingAway: (name: string, away: number) => `${name}, ${metres(away)}`,
  },

  dock: {
    label: 'Panels',
    chat: 'Chat',
    people: 'People',
    things: 'Things',
    build: 'Build',
    places: 'Places',
    help: 'Help',
    settings: 'Settings',
    unread: (lines: number) => `${number(lines)} new`,
    close: (panel: string) => `Close ${panel}`,
  },

  connection: {
    connecting: 'Connecting to the domain…',
    entering: 'Saying hello…',
    lost: 'The connection is lost.',
    mending: 'Reconnecting… What you say and build now arrives when the connection is back.',
    offline: 'This device seems to be offline.',
    next: (seconds: number) => (seconds <= 0 ? 'Trying again now.' : `Trying again in ${number(seconds)} s.`),
    inLine: 'Many people are arriving just now, and they come in one after the other. Stay on this page: it lets you in by itself.',
    turn: (seconds: number) => (seconds <= 0 ? 'It is your turn.' : `Your turn comes in about ${number(seconds)} s.`),
    tryNow: 'Try now',
    ended: 'You have left this domain.',
    comeBack: 'Come back in',
    back: 'Connected again.',
    noKey: 'This browser could not make a key to enter with. Allow storage for this site, or use another browser.',
  },

  identity: {
    withoutTls:
      'This page came over plain http: walking, chat and building work, but microphone, VR and copying need https. ' +
      'Whoever hosts this domain can switch it on (--tls-cert, --tls-key).',
    notStored:
      'This browser keeps nothing for this site (a private window?). Your key is for this visit only: next time you are somebody new.',
    domainChanged: (name: string) =>
      `This address used to be another domain: “${name}” shows a different key than at your last visit. If whoever hosts it did not ` +
      'start it anew, somebody may be pretending to be it. Until you know, say and build nothing that matters.',
    domainUnproved: (name: string) =>
      `“${name}” could not prove that it is the domain it claims to be: its signature is wrong. Somebody between you and it may be ` +
      'listening or changing things. Leave unless you know the reason.',
    trust: 'I know why, remember the new key',
    leave: 'Leave',
    keptInBrowser: 'You are known here by a key that this browser keeps. Another browser is another person.',
    visitOnly: 'You are known here by a key for this visit only, because this browser keeps nothing for this site.',
  },

  rules: { title: (domain: string) => `Before you enter ${domain}`, agree: 'I agree, walk in', leave: 'Leave' },

  notices: { close: 'Close this message', region: 'Messages' },

  chat: {
    title: 'Chat',
    log: 'What was said since you came',
    input: 'Say something',
    placeholder: 'Say something (T)',
    send: 'Send',
    muted: 'A moderator has muted you: you can read what others say, and not write.',
    notAllowed: 'You can read here, and not write. Ask the owner or a moderator of this domain for the right to chat.',
    empty: 'Nobody has said anything since you came. A domain keeps no chat.',
    you: 'you',
    came: (name: string) => `${name} came in.`,
    gone: (name: string, why: GoneWhy) =>
      why === 'left' ? `${name} left.` : why === 'lost' ? `${name} lost the connection.` : `${name} was removed.`,
    manyCame: (names: readonly string[]) => `${someOf(names, 2)} came in.`,
    manyGone: (names: readonly string[]) => `${someOf(names, 2)} left.`,
    renamed: (before: string, name: string) => `${before} is now ${name}.`,
    uncertain: 'It is not known whether your last line was heard before the connection broke. It is back in the field.',
    line: (name: string, said: string) => `${name}: ${said}`,
  },

  people: {
    title: 'People',
    you: (name: string) => `${name} (you)`,
    away: (distance: number) => metres(distance),
    outOfSight: 'out of sight',
    goTo: 'Go to',
    goToLabel: (name: string) => `Go to ${name}`,
    menuLabel: (name: string) => `What to do about ${name}`,
    friendAway: (where: string) => `${where}, a friend`,
    mutedAway: (where: string) => `${where}, muted for you`,
    admin: 'Open the admin page (new tab)',
    search: 'Search by name',
    keys: 'In the list, the arrow keys go up and down.',
    found: (shown: number, total: number) => `${number(shown)} of ${number(total)} people`,
    alone: 'Only you are here now. Send somebody the link: Places has a button for it.',
  },

  person: {
    mute: 'Mute for me',
    unmute: 'Hear again',
    muteHint: 'Muting is between you and this browser: you do not see their lines, until they leave.',
    befriend: 'Friend',
    unfriend: 'No friend',
    friendHint: 'A friend is shown smoothly from farther away, until they leave. Nobody is told.',
    friends: (name: string) => `${name} is shown to you first.`,
    notFriends: (name: string) => `${name} is shown to you as everybody else is.`,
    tooManyFriends: (most: number) => `You have ${most} friends here; more cannot come first.`,
    muted: (name: string) => `You no longer hear ${name}.`,
    unmuted: (name: string) => `You hear ${name} again.`,
    report: 'Report…',
    reportTitle: (name: string) => `Report ${name}`,
    reportBody:
      'The moderators of this domain get your words, your name, and the last minute of what was seen and said near you. Nobody else is told.',
    reason: 'What happened',
    category: 'What it is about',
    send: 'Send the report',
    cancel: 'Cancel',
    close: 'Close',
    reported: 'Your report is with the moderators.',
    uncertain: 'It is not known whether your report arrived before the connection broke. Send it again if it matters.',
    gone: 'This person has left.',
  },

  transport: {
    heading: 'Connection',
    name: 'Transport',
    path: 'Path',
    roundTrip: 'Round trip',
    kinds: { websocket: 'WebSocket', webrtc: 'WebRTC' },
    server: 'to the domain’s own address',
    pathIs: (relayed: boolean, family: string | undefined) =>
      `${relayed ? 'relayed, through a TURN server' : 'direct'}${family === undefined ? '' : `, ${family}`}`,
    milliseconds: (ms: number) => `${number(Math.max(1, Math.round(ms)))} ms`,
    unknown: 'not known yet',
  },

  link: {
    broken: 'This link is not whole: what comes after the last hyphen should be 26 letters and digits.',
    askForIt: 'Copy it again, to its very end, or ask whoever sent it to you.',
  },

  refused: {
    notIntroduced: 'You cannot get to this domain',
    kicked: (domain: string) => `You were sent out of ${domain}`,
    title: (domain: string) => `You may not enter ${domain}`,
    thisDomain: 'this domain',
    side: 'Decided by',
    sides: {
      here: 'this domain',
      home: 'your home domain',
      rendezvous: 'the rendezvous, which introduces visitors to this domain',
      page: 'this page, for your safety',
    },
    until: 'Until',
    untilIs: (time: string, left: string) => (left === '' ? time : `${time} (${left})`),
    noEnd: 'it has no end',
    appeal: 'Where to appeal',
    appealMail: 'Write to the owner of this domain, with the fingerprint of your key.',
    key: 'Your key here',
    again: 'Try again',
    comeBack: 'Come back in',
  },

  things: {
    title: 'Things',
    search: 'Search by name or type',
    found: (shown: number, total: number) =>
      shown === total ? `${number(total)} things in sight, nearest first` : `${number(shown)} of ${number(total)} things, nearest first`,
    none: 'Nothing in sight has that in its name or type.',
    more: 'Show more',
    goTo: 'Go to',
    goToLabel: (name: string) => `Go to ${name}`,
    select: 'Select',
    pickUp: 'Pick up',
    selectLabel: (name: string) => `Select ${name}`,
    refresh: 'Sort again',
    missing: (things: number) => (things === 1 ? '1 thing cannot be shown' : `${number(things)} things cannot be shown`),
    times: (things: number, what: string) => (things === 1 ? what : `${number(things)} × ${what}`),
    follow: 'Open link',
    followLabel: (name: string) => `Open the link of ${name}`,
  },

  hand: {
    pickUp: (name: string) => `Pick up ${name}`,
    putDown: (name: string) => `Put down ${name}`,
    holding: (name: string) => `You hold ${name}. G puts it down.`,
    nothing: 'Nothing here can be picked up. Go up to within 3 m of a thing that is meant for it and not locked, and look towards it.',
    notLive: 'Things can be picked up once you are connected and the world is here.',
    ended: {
      'put-down': (name: string) => `You put down ${name}.`,
      gone: (name: string) => `You no longer hold ${name}: somebody deleted it.`,
      refused: (name: string) => `You no longer hold ${name}: the server did not allow it.`,
      interrupted: (name: string) => `The connection is lost, so you put down ${name}.`,
      'not-allowed': (name: string) => `You no longer hold ${name}: you may not change this world any more.`,
    },
  },

  build: {
    title: 'Build',
    quarantined: 'You are in quarantine here: you may look, walk and chat, and change nothing until it ends.',
    notAllowed:
      'You may look around but not change this world. Whoever owns it decides who builds; ask them. If it is yours, ' +
      'open the one-time owner link that the server printed at its first start.',
    newcomer:
      'You are new here: you may look around, and not change this world. Who is known here may do more, if its owner lets them. To become ' +
      'known, open Settings and come as an account of your home domain, or show a portable key. If it is your own world, open the ' +
      'one-time owner link that the server printed at its first start.',
    newcomerAtRendezvous:
      'You are new here: you may look around, and not change this world. Who is known here may do more, if its owner lets them. To become ' +
      'known, open Settings and show a portable key.',
    waiting: 'Once you are connected, this says whether you may build here.',
    undo: 'Undo',
    redo: 'Redo',
    addTitle: 'Add something',
    what: 'What',
    shapes: 'Shapes',
    content: 'From an address, or text',
    model: 'Model by address',
    image: 'Image by address',
    words: 'Text',
    modelUrl: 'Address of the model',
    modelHint: 'https://… to a .glb or .gltf file; its host must allow other sites to read it (CORS).',
    imageUrl: 'Address of the image',
    imageHint: 'https://… to a PNG, JPEG, WebP or SVG; its host must allow other sites to read it (CORS).',
    wordsField: 'Text to show',
    place: 'Place: a zone',
    placeName: 'Name of the place',
    placeHint: 'It cannot be seen. It bounds a part of the world: moderators can keep somebody out of it. Make it as large as you need.',
    noPlaceName: 'A place needs a name. Write one first.',
    add: 'Add in front of you',
    badUrl: (value: string) => `“${value}” is no web address. Expected: one that begins with https:// or http://.`,
    noWords: 'There is no text to show. Write something first.',
    measuring: 'Loading the model, to add it in its own size…',
    added: (name: string) => `Added: ${name}.`,
    deleted: (name: string) => `Deleted: ${name}. Undo brings it back.`,
    selected: 'Selected',
    nothingSelected:
      'Nothing is selected. While this panel is open, click a thing in the world, or use Select in the list of things.',
    handles: 'Handles',
    move: 'Move (1)',
    turn: 'Turn (2)',
    scale: 'Scale (3)',
    name: 'Name',
    color: 'Colour',
    position: 'Position, m',
    rotation: 'Turn, °',
    size: 'Size, m',
    axis: (group: string, axis: string) => `${group}: ${axis}`,
    locked: 'Locked',
    wordsProperty: 'Text',
    urlProperty: 'Address',
    href: 'Link when clicked',
    goTo: 'Go to',
    remove: 'Delete',
    deselect: 'Deselect',
  },

  places: {
    title: 'Places',
    entry: 'Entry',
    none: 'This world has no named places besides its entry.',
    go: (name: string) => `Go to ${name}`,
    shareTitle: 'Link to where you are',
    link: 'Link',
    copy: 'Copy link to here',
    copied: 'The link to where you are is copied.',
    copyByHand: 'The browser does not let this page copy. The link is selected: press Ctrl+C.',
    arrived: (name: string) => `You are at ${name}.`,
    unknown: (name: string, known: readonly string[]) =>
      `There is no place “${name}” here. ` +
      (known.length === 0 ? 'This world has no named places.' : `Known places: ${list(known)}.`),
    badAddress: (value: string) =>
      `“${value}” leads nowhere. Expected: #/x,y,z, #/x,y,z/qx,qy,qz,qw, or # and the name of a place.`,
    unknownLink: (value: string) =>
      `This thing has a link that a browser cannot follow: “${value}”. Expected: an address with http or https, or a place of this world.`,
    leaveTitle: 'Leave this domain?',
    leaveTo: (host: string, address: string) => `The link goes to ${host}: ${address}`,
    leave: 'Leave',
    stay: 'Stay here',
    arrivedAtPerson: (name: string) => `You are beside ${name}.`,
    personOutOfSight: (name: string) => `${name} is out of sight, so it is not known where.`,
  },

  help: {
    title: 'Help',
    moving: 'Moving',
    talking: 'Panels and chat',
    building: 'Building',
    keys: {
      moving: [
        ['W A S D, Up, Down', 'walk'],
        ['Left, Right, Q, E', 'turn'],
        ['Drag, Page Up, Page Down', 'look around'],
        ['M', 'look around with the mouse alone, until Esc'],
        ['Two fingers', 'walk on a touch screen'],
        ['Shift', 'run'],
        ['Space', 'jump'],
        ['F', 'fly, and walk again'],
        ['Space, X', 'up and down while flying'],
        ['C', 'see through your eyes, or from behind'],
        ['Click or Enter', 'open the link of a thing'],
        ['G', 'pick up what is ahead, and put it down'],
      ],
      talking: [
        ['T or Enter', 'chat'],
        ['Esc', 'back to the world, and to where you were'],
        ['L', 'say where you are and what is near'],
        ['P', 'people'],
        ['O', 'things'],
        ['B', 'build'],
        ['H', 'this help'],
      ],
      building: [
        ['1 2 3', 'move, turn, scale'],
        ['Delete', 'delete what is selected'],
        ['Ctrl+Z', 'undo'],
        ['Ctrl+Y or Ctrl+Shift+Z', 'redo'],
        ['Esc', 'select nothing'],
      ],
    } satisfies Record<string, readonly (readonly [string, string])[]>,
    software: (client: string) => `Freehold ${client}, free software under the Apache License 2.0.`,
  },

  home: {
    title: 'Come as somebody known',
    explanation:
      'If another Freehold domain is your home, it can tell this world who you are. A window of your home opens and asks you first. ' +
      'This world will know your account there, not your name or anything else.',
    name: 'Your home',
    nameHint: 'Its address, such as home.example.',
    ask: 'Ask my home',
    notAHome: (written: string) => `“${written}” is not the address of a home (expected: such as home.example; only over https).`,
    noWindow: 'The browser did not open a window for your home. Allow windows for this site and try again.',
    notHere: 'You are not in a world yet. Try again in a moment.',
    coming: 'Your home has told this world who you are. Coming in again…',
  },

  portable: {
    title: 'Be known in other worlds',
    explanation:
      'In each world you have another key, on purpose: nobody can tell that you are the same person. A portable key is for when you ' +
      'want to be recognised. Whoever you show it to can tell others, and a ban of it counts in every world that follows the same list. ' +
      'It cannot be taken back, only no longer be shown.',
    needsTls: 'Portable keys need https: over plain http the browser hides its cryptography from this page.',
    newPassphrase: 'A passphrase for a new key',
    passphraseHint: (least: number) => `At least ${least} characters; four words are good. Nobody can give it back to you.`,
    make: 'Make a portable key',
    file: 'Or a key that you have: its file',
    passphrase: 'Its passphrase',
    open: 'Open the file',
    working: 'One moment…',
    made: 'Made. The file has been saved: keep it and the passphrase, they are the only copy. It is not shown to anybody yet.',
    notKept: 'This browser keeps nothing for this site, so open the file again at your next visit.',
    yours: 'Your portable key: ',
    showHere: 'Show it in this world',
    showHint: 'Only here; each world asks anew. This world will know that you come by this key, also if you stop showing it.',
    save: 'Save the file',
    forget: 'Forget it here',
    keep: 'Keep it',
    forgetTitle: 'Forget the portable key in this browser?',
    forgetBody: 'You can open it again from its file. Without the file and its passphrase it is gone for good.',
    fault: {
      'wrong-file': 'This is not the file of a portable key. Choose one that “freehold key new” or this page has saved.',
      'wrong-passphrase': 'The passphrase does not open this file. Try again.',
    },
  },

  settings: {
    title: 'Settings',
    name: 'Your name',
    nameHint: (limit: number) => `1 to ${limit} characters; everybody here sees it.`,
    saveName: 'Change name',
    nameChanged: (name: string) => `You are ${name} now.`,
    nameFault: (fault: TextFault) =>
      fault.kind === 'empty'
        ? 'A name needs at least one character.'
        : fault.kind === 'too-long'
          ? `This name has ${fault.characters} characters (expected: at most ${fault.limit}). Shorten it.`
          : 'This name holds control or direction-changing characters. Take them out.',
    camera: 'Camera',
    first: 'Through your eyes',
    third: 'From behind',
    labels: 'Show name tags and labels',
    reduceMotion: 'Reduce motion',
    graphics: 'Graphics',
    quality: { low: 'Fast', medium: 'Balanced', high: 'Beautiful' },
    relayOnly: 'Only through a relay',
    relayOnlyHint:
      'When you visit somebody behind a home router, they do not learn your address; the rendezvous and its relay do. Holds from the next connection on.',
    identity: 'Your key',
  },

  category: {
    spam: 'spam',
    harassment: 'harassment',
    flooding: 'flooding',
    'malicious-script': 'malicious script',
    'stolen-asset': 'stolen asset',
    'minors-safety': 'safety of minors',
    evasion: 'evasion of a ban',
    impersonation: 'impersonation',
    other: 'other',
  },

  /** What a notice says, with its end in the person's own time. */
  notice: ({ message, do: whatToDo, until }: { message: string; do: string; until?: number }, now: number) =>
    until === undefined ? text.refusal(message, whatToDo) : `${message} ${text.until(until, now)}`,
  until: (until: number, now: number) => `Until ${when(until)} (${fromNow(until, now)}).`,

  refusal: (message: string, whatToDo: string) => (whatToDo === '' ? message : `${message} ${whatToDo}`),
  chatFault: (fault: TextFault) =>
    fault.kind === 'too-long'
      ? `This line has ${fault.characters} characters (expected: at most ${fault.limit}). Send it in parts.`
      : 'There is nothing to send.',
} as const;
