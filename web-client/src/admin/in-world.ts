// SPDX-License-Identifier: Apache-2.0
import { subtleCrypto } from '../app/browser';
import type { KeyStore } from '../net/key-store';
import type { Site } from '../net/site';
import type { PersonChoice } from '../ui/person-dialog';
import type { Toasts } from '../ui/toasts';
import { openApi } from './open-api';
import { detailsOf, targetHere } from './people';
import { moderationChoices } from './person-dialog';
import { facts } from './section';
import { Tools } from './tools';

/** What a moderator sees of somebody and can do about them. */
export interface Moderation {
  details: Node;
  choices: PersonChoice[];
}

/** Asks the domain about people for a moderator in the world. Loaded only for those: others never need it. */
export async function moderation(
  keyStore: KeyStore | undefined,
  site: Site,
  toasts: Toasts,
  busy: (words: string | undefined) => void,
): Promise<(handle: number) => Promise<Moderation | undefined>> {
  const { api } = await openApi(keyStore, subtleCrypto(), site);
  const tools = new Tools(api, toasts, busy);
  return async (handle) => {
    const person = (await tools.ask('people/list', {}))?.here.find((each) => each.handle === handle);
    return (
      person && {
        details: facts(detailsOf(person)),
        choices: moderationChoices(targetHere(person), tools, () => undefined),
      }
    );
  };
}
