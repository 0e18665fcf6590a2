// SPDX-License-Identifier: Apache-2.0
import { element, field } from '../ui/dom';
import type { FormAnswers } from '../ui/form-dialog';
import { told } from './acts';
import { LEVELS, RefusedByDomain, type Following, type Override, type Preview, type Subscription } from './api';
import { reviewButtons, reviewState } from './list-review';
import { overridePart } from './overrides';
import { reasonText, showPreview } from './preview';
import { button, part } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

/** The lists of others that this domain follows. */
export function subscriptionsPart(
  tools: Tools,
  changed: () => Promise<void>,
): { root: HTMLElement; update(subscriptions: readonly Subscription[], overrides: readonly Override[]): void } {
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
            button(w.repin, () => run(repin(tools, list())), { class: 'small', label: w.repinLabel(list().title) }),
            button(w.leave, () => run(leave(tools, list())), { class: 'small danger', label: w.leaveLabel(list().title) }),
          ),
      },
    ],
  });
  const overrides = overridePart(tools, run);
  return {
    root: element('div', {}, part(w.title, table.root), subscribePart(tools, run), overrides.root),
    update: (subscriptions, decided) => {
      table.update(subscriptions);
      overrides.update(decided);
    },
  };
}

function stateOf(list: Subscription): string {
  const { state, seq, entries, hits, held, problem, lastFetched, corroborate = 1 } = list;
  const w = words.subscriptions;
  return [
    w.states[state] ?? state,
    words.lists.seq(seq, entries),
    w.hits(hits),
    ...(lastFetched === undefined ? [] : [w.fetched(when(lastFetched))]),
    ...(held.length === 0 ? [] : [w.held(held.map(reasonText))]),
    ...(corroborate > 1 ? [w.corroborated(corroborate)] : []),
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

/**
 * Until it is applied as shown, or not at all: when something changed meanwhile, what it would do is shown anew.
 *
 * @param following how it is to be followed, besides the level that is chosen with the preview
 */
async function showAndApply(tools: Tools, id: string, title: string, first: Preview, following: Following = {}): Promise<void> {
  const look = (level: string): Promise<Preview | undefined> => tools.ask('banlist/preview', { id, ...following, level });
  let shown: Preview | undefined = first;
  while (shown !== undefined) {
    const chosen: Preview | undefined = await showPreview(shown, look);
    if (chosen === undefined) {
      return;
    }
    const { plan, level } = chosen;
    try {
      await tools.patiently(tools.api.ask('banlist/apply', { id, plan, ...following, level }));
      tools.done(words.preview.applied(title, level));
      return;
    } catch (error) {
      if (!(error instanceof RefusedByDomain && error.code === 'plan-changed')) {
        throw error;
      }
      tools.warn(words.preview.changedMeanwhile);
      shown = await look(level);
    }
  }
}

/** Shows whom it would hit before it holds; while an update waits, which a preview would be of, it only sets the level. */
async function setLevel(tools: Tools, { id, title, level, seq, held, corroborate = 1 }: Subscription): Promise<void> {
  const w = words.subscriptions;
  const inForce = seq > 0 && held.length === 0;
  const question = {
    title: w.levelTitle(title),
    body: w.levelBody,
    fields: [
      { name: 'level', label: w.level, options: LEVELS.map((each) => [each, w.levels[each]!] as const), value: level },
      { name: 'corroborate', label: w.corroborate, kind: 'number' as const, value: String(corroborate), required: true },
    ],
    yes: inForce ? w.levelPreview : words.save,
  };
  const following = (answers: FormAnswers): Following => ({
    level: answers['level'] ?? level,
    corroborate: Number(answers['corroborate']),
  });
  if (!inForce) {
    const done = await tools.form(question, 'banlist/level', (answers) => ({ id, ...following(answers) }));
    told(done, w.levelSet(title, done?.given['level'] ?? ''), tools);
    return;
  }
  const looked = await tools.form(question, 'banlist/preview', (answers) => ({ id, ...following(answers) }));
  if (looked !== undefined) {
    await showAndApply(tools, id, title, looked.answer, following(looked.given));
  }
}

/** For a publisher who lost the old key: what was in force stays until what comes next is applied. */
async function repin(tools: Tools, { id, title, url }: Subscription): Promise<void> {
  const w = words.subscriptions;
  const done = await tools.form(
    {
      title: w.repinTitle(title),
      body: w.repinBody,
      fields: [
        { name: 'key', label: w.key, hint: w.keyHint, required: true, maxLength: 43 },
        { name: 'url', label: w.url, kind: 'url', value: url, required: true },
      ],
      yes: w.repinYes,
      hard: true,
    },
    'banlist/repin',
    (answers) => {
      const { key = '', url: address = '' } = answers;
      return { id, key, ...(address === url ? {} : { url: address }) };
    },
  );
  told(done, w.repinned(title), tools);
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
  const level = element('select', {}, ...LEVELS.map((each) => element('option', { value: each }, w.levels[each]!)));
  const subscribe = async (): Promise<void> => {
    const answer = await tools.ask('banlist/subscribe', { url: url.value.trim(), key: key.value.trim(), level: level.value });
    if (answer !== undefined) {
      url.value = '';
      key.value = '';
      if (answer.preview === undefined) {
        const { problem = '' } = answer;
        tools.warn(problem.startsWith('untrusted') ? w.untrusted : w.notFetched(problem));
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
      field(w.level, level, w.firstLevelHint),
      element('button', { type: 'submit', class: 'primary' }, w.subscribeButton),
    ),
  );
}
