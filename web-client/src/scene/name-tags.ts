// SPDX-License-Identifier: Apache-2.0

/** In a crowd, this many names are shown. */
const mostTags = 16;
const tagMetres = 45;
/** Of those who have just spoken, or are pointed out in the list, from farther away. */
const attentionMetres = 200;
const spokeForMs = 8000;
/** Whoever has a tag keeps it until somebody else is this much nearer, so that tags do not flicker. */
const keepFactor = 0.75;

/** Somebody who may have a name tag. */
export interface Nameable {
  /** Is drawn in this moment. */
  readonly shown: boolean;
  /** From the eyes. */
  readonly metres: number;
  /** Local time of the last line in the chat, milliseconds. */
  readonly spokeMs: number;
  /** For `NameTags` alone: smaller comes first. */
  tagRank: number;
}

/** Chooses whose names are shown: whoever spoke, whoever is pointed out, and the nearest. */
export class NameTags<T extends Nameable> {
  pointedOut: T | undefined;
  private readonly candidates: T[] = [];
  private readonly tagged = new Set<T>();

  /** Who has one, the most important first. */
  get chosen(): Iterable<T> {
    return this.tagged;
  }

  /** Looks at everybody anew; a few times a second is enough. */
  choose(people: Iterable<T>, nowMs: number): void {
    const { candidates, tagged } = this;
    candidates.length = 0;
    for (const person of people) {
      const attention = person === this.pointedOut || nowMs - person.spokeMs < spokeForMs;
      if (person.shown && person.metres < (attention ? attentionMetres : tagMetres)) {
        person.tagRank = attention ? person.metres - attentionMetres : person.metres * (tagged.has(person) ? keepFactor : 1);
        candidates.push(person);
      }
    }
    candidates.sort(byRank);
    tagged.clear();
    for (let i = 0; i < Math.min(mostTags, candidates.length); i++) {
      tagged.add(candidates[i] as T);
    }
  }

  forget(person: T): void {
    this.tagged.delete(person);
    if (this.pointedOut === person) {
      this.pointedOut = undefined;
    }
  }
}

/** How far away a name may be read, metres: those with attention are chosen from farther away. */
export function tagReach(person: Nameable): number {
  return person.tagRank < 0 ? attentionMetres : tagMetres;
}

function byRank(a: Nameable, b: Nameable): number {
  return a.tagRank - b.tagRank;
}
