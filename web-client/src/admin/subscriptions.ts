// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import { told } from './acts';
import { LEVELS, RefusedByDomain, type Preview, type Subscription } from './api';
import { reviewButtons, reviewState } from './list-review';
import { showPreview } from './preview';
import { button, part } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** The lists of others that this domain follows. */
export function subscriptionsPart(
  tools: Tools,
  changed: () => Promise<void>,
): { root: HTMLElement; update(subscriptions: readonly Subscription[]): void } {
  const w = words.subscriptions;
  const run = (work: Promise<unknown>): void => {
    void work.then(changed).catch((error) => tools.refused(error));
  };
  const table = new ItemTable<Subscription>({
    caption: w.title,
    none: w.none,
    key: ({ id }) => id,
    columns: [
      {
        title: w.name,
        cell: ({ title, publisher, url }) =>
          element('div', { class: 'stack' }, element('span', {}, `${title} ${w.by(publisher)}`.trim()), element('code', {}, url)),
      },
      { title: w.level, cell: ({ level }) => w.levels[level] ?? level },
      { title: w.state, cell: stateOf },
      {
        title: w.change,
        controls: (list) =>
          element(
            'div',
            { class: 'row-actions' },
            button(w.preview, () => run(preview(tools, list())), { class: 'small', label: w.previewLabel(list().title) }),
            button(w.setLevel, () => run(setLevel(tools, list())), { class: 'small', label: w.levelLabel(list().title) }),
            button(w.refresh, () => run(fetchNow(tools, list())), { class: 'small', label: w.refreshLabel(list().title) }),
            ...reviewButtons(tools, list, run),
            button(w.leave, () => run(leave(tools, list())), { class: 'small danger', label: w.leaveLabel(list().title) }),
          ),
      },
    ],
  });
  return {
    root: element('div', {}, part(w.title, table.root), subscribePart(tools, run), overridePart(tools)),
    update: (subscriptions) => table.update(subscriptions),
  };
}

function stateOf(list: Subscription): string {
  const { state, seq, entries, hits, held, problem, lastFetched } = list;
  const w = words.subscriptions;
  return [
    w.states[state] ?? state,
    words.lists.seq(seq, entries),
    w.hits(hits),
    ...(lastFetched === undefined ? [] : [w.fetched(when(lastFetched))]),
    ...(held.length === 0 ? [] : [w.held(held)]),
    ...reviewState(list),
    ...(problem === undefined || problem === '' ? [] : [problem]),
  ].join('; ');
}

async function preview(tools: Tools, { id, title }: Subscription): Promise<void> {
  const shown = await tools.ask('banlist/preview', { id });
  if (shown !== undefined) {
    await showAndApply(tools, id, title, shown);
  }
}

/** Until it is applied as shown, or not at all: when something changed meanwhile, what it would do is shown anew. */
async function showAndApply(tools: Tools, id: string, title: string, first: Preview): Promise<void> {
  let shown: Preview | undefined = first;
  while (shown !== undefined) {
    const plan = await showPreview(shown);
    if (plan === undefined) {
      return;
    }
    try {
      await tools.patiently(tools.api.ask('banlist/apply', { id, plan }));
      tools.done(words.preview.applied(title));
      return;
    } catch (error) {
      if (!(error instanceof RefusedByDomain && error.code === 'plan-changed')) {
        throw error;
      }
      tools.warn(words.preview.changedMeanwhile);
      shown = await tools.ask('banlist/preview', { id });
    }
  }
}

async function setLevel(tools: Tools, { id, title, level }: Subscription): Promise<void> {
  const w = words.subscriptions;
  const done = await tools.form(
    {
      title: w.levelTitle(title),
      body: w.levelBody,
      fields: [
        { name: 'level', label: w.level, options: LEVELS.map((each) => [each, w.levels[each]!] as const), value: level },
        { name: 'corroborate', label: w.corroborate, kind: 'number' },
      ],
      yes: words.save,
    },
    'banlist/level',
    (answers) => {
      const corroborate = Number(answers['corroborate'] ?? '');
      return { id, level: answers['level'] ?? level, ...(corroborate > 0 ? { corroborate } : {}) };
    },
  );
  told(done, w.levelSet(title, done?.given['level'] ?? ''), tools);
}

async function fetchNow(tools: Tools, { id, title }: Subscription): Promise<void> {
  if ((await tools.ask('banlist/refresh', { id })) !== undefined) {
    tools.done(words.subscriptions.refreshed(title));
  }
}

async function leave(tools: Tools, { id, title }: Subscription): Promise<void> {
  const w = words.subscriptions;
  const done = await tools.form(
    {
      title: w.leaveTitle(title),
      body: w.leaveBody,
      fields: [{ name: 'how', label: w.how, options: Object.entries(w.hows) }],
      yes: w.leaveYes,
      hard: true,
    },
    'banlist/leave',
    ({ how }) => ({ id, how: how as 'staged' | 'now' | 'adopt' }),
  );
  told(done, w.left(title), tools);
}

function subscribePart(tools: Tools, run: (work: Promise<unknown>) => void): HTMLElement {
  const w = words.subscriptions;
  const url = element('input', { type: 'url', inputmode: 'url', autocomplete: 'off', required: true, placeholder: 'https://' });
  const key = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', required: true });
  const subscribe = async (): Promise<void> => {
    const answer = await tools.ask('banlist/subscribe', { url: url.value.trim(), key: key.value.trim() });
    if (answer !== undefined) {
      url.value = '';
      key.value = '';
      if (answer.preview === undefined) {
        tools.warn(w.notFetched(answer.problem ?? ''));
      } else {
        await showAndApply(tools, answer.id, answer.preview.title, answer.preview);
      }
    }
  };
  return part(
    w.subscribe,
    element(
      'form',
      { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), run(subscribe())) },
      field(w.url, url),
      field(w.key, key, w.keyHint),
      element('button', { type: 'submit', class: 'primary' }, w.subscribeButton),
    ),
  );
}

function overridePart(tools: Tools): HTMLElement {
  const w = words.subscriptions;
  const subject = element('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', required: true });
  const verdict = element('select', {}, ...Object.entries(w.verdicts).map(([value, label]) => element('option', { value }, label)));
  const reason = element('input', { type: 'text', autocomplete: 'off', maxlength: 280 });
  const decide = async (): Promise<void> => {
    const why = reason.value.trim();
    const done = await tools.ask('banlist/override', {
      subject: subject.value.trim(),
      verdict: verdict.value as 'allow' | 'deny' | 'none',
      ...(why === '' ? {} : { reason: why }),
    });
    if (done !== undefined) {
      tools.done(w.overridden(subject.value.trim()));
      subject.value = '';
      reason.value = '';
    }
  };
  return part(
    w.override,
    element('p', { class: 'hint' }, w.overrideHint),
    element(
      'form',
      { class: 'form-fields', onsubmit: (event: Event) => (event.preventDefault(), void decide()) },
      field(words.lists.subject, subject, words.subjectHint),
      field(w.verdict, verdict),
      field(words.acts.reason, reason),
      element('button', { type: 'submit' }, w.overrideButton),
    ),
  );
}
