// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import { button, part, save, type Section } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

const PAGE = 200;

interface Line {
  seq: string;
  at: string;
  by: string;
  what: string;
  about: string;
}

/** The log of everything that was changed and done. */
export function auditSection(tools: Tools): Section {
  const w = words.audit;
  /** Oldest first, without gaps, up to the newest. */
  let known: readonly string[] = [];
  /** Number of the first of them. */
  let first = 1;
  const verdict = element('p', { role: 'status', class: 'verdict' });
  const table = new ItemTable<Line>({
    caption: w.list,
    none: w.none,
    key: ({ seq }) => seq,
    columns: [
      { title: w.entry, cell: ({ seq }) => seq },
      { title: w.at, cell: ({ at }) => when(at) },
      { title: w.by, cell: ({ by }) => by },
      { title: w.what, cell: ({ what }) => what },
      { title: w.about, cell: ({ about }) => about },
    ],
  });
  const older = button(w.older, () => void more().catch((error) => tools.refused(error)));
  const show = (): void => {
    table.update(known.map((line, at) => readLine(line, first - 1 + at)).reverse());
    older.hidden = first <= 1;
  };
  /** Takes the lines before those that are known. */
  const more = async (): Promise<void> => {
    const from = Math.max(1, first - PAGE);
    const { lines } = await tools.patiently(tools.api.ask('audit/list', { from, count: first - from }));
    known = [...lines, ...known];
    first = from;
    show();
  };
  const exportAll = async (): Promise<void> => {
    while (first > 1) {
      await more();
    }
    save('audit.jsonl', known.map((line) => `${line}\n`).join(''));
  };
  const verify = async (): Promise<void> => {
    const answer = await tools.ask('audit/verify', {});
    if (answer !== undefined) {
      verdict.classList.toggle('refused', !answer.ok);
      verdict.textContent = answer.ok ? w.ok(answer.entries, answer.head) : w.broken(String(answer.broken ?? '?'));
    }
  };
  return {
    id: 'audit',
    title: w.title,
    body: part(
      w.list,
      element('p', { class: 'hint' }, w.hint),
      element(
        'div',
        { class: 'row-actions' },
        button(w.verify, () => void verify(), { class: 'primary' }),
        button(w.export, () => void exportAll().catch((error) => tools.refused(error))),
      ),
      verdict,
      table.root,
      older,
    ),
    refresh: async () => {
      ({ from: first, lines: known } = await tools.api.ask('audit/list', { count: PAGE }));
      show();
    },
  };
}

/** Members that have columns of their own, or mean nothing to people. */
const APART = new Set(['seq', 'at', 'by', 'what', 'prev', 'hash', 'details']);

/** One line of the log for people. A line that is no JSON object is shown as it is. */
export function readLine(line: string, at: number): Line {
  let entry: Record<string, unknown>;
  try {
    entry = Object(JSON.parse(line)) as Record<string, unknown>;
  } catch {
    return { seq: String(at + 1), at: '', by: '', what: line, about: '' };
  }
  const about = [...Object.entries(entry).filter(([name]) => !APART.has(name)), ...Object.entries(Object(entry['details']))]
    .filter(([, value]) => value !== '' && value !== null)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('; ');
  const told = (name: string): string => shortened(String(entry[name] ?? ''));
  return { seq: String(entry['seq'] ?? at + 1), at: told('at'), by: told('by'), what: told('what'), about: shortened(about) };
}

/** Long fingerprints as people tell them apart. */
function shortened(text: string): string {
  return text.replaceAll(/\b(key|signer):([\w-]{8})[\w-]{35}/g, '$1:$2…');
}
