// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import { publishedPart } from './published';
import type { Section } from './section';
import { subscriptionsPart } from './subscriptions';
import type { Tools } from './tools';
import { words } from './words';

/** Ban lists: those of others that are followed, and those that are published. */
export function listsSection(tools: Tools): Section {
  const refresh = async (): Promise<void> => {
    const lists = await tools.api.ask('banlist/list', {});
    published.update(lists.published);
    subscriptions.update(lists.subscriptions, lists.overrides ?? []);
  };
  const published = publishedPart(tools, refresh);
  const subscriptions = subscriptionsPart(tools, refresh);
  return {
    id: 'lists',
    title: words.lists.title,
    body: element('div', {}, subscriptions.root, published.root),
    refresh,
  };
}
