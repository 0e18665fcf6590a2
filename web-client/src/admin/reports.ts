// SPDX-License-Identifier: Apache-2.0
import { element } from '../ui/dom';
import { told } from './acts';
import type { Report, Reported } from './api';
import { button, part, type Section } from './section';
import { ItemTable } from './table';
import { when } from './time';
import type { Tools } from './tools';
import { words } from './words';

const REFRESH_MS = 10_000;

/** What visitors reported. */
export function reportsSection(tools: Tools): Section {
  const w = words.reports;
  const nameOf = ({ about }: Report): string => (about === undefined ? w.nobody : called(about));
  const table = new ItemTable<Report>({
    caption: w.list,
    none: w.none,
    key: ({ id }) => id,
    columns: [
      { title: w.about, cell: (report) => nameOf(report) },
      { title: w.why, cell: ({ reason, category }) => [reason, category && (words.category[category] ?? category)].filter(Boolean).join('; ') },
      { title: w.at, cell: ({ at, erase }) => `${when(at)}; ${w.erase(when(erase))}` },
      { title: w.by, cell: ({ by }) => by && called(by) },
      {
        title: w.change,
        controls: (report) => button(w.show, () => void show(report()).catch((error) => tools.refused(error)), { class: 'small', label: w.showLabel(nameOf(report())) }),
      },
    ],
  });
  const refresh = async (): Promise<void> => table.update((await tools.api.ask('report/list', {})).reports);
  const show = async (report: Report): Promise<void> => {
    const seen = seenIn(report);
    const question = {
      title: w.showTitle(nameOf(report)),
      body: [
        ...(report.reason === undefined ? [] : [`“${report.reason}”`]),
        `${w.seen}:`,
        ...(seen.length === 0 ? [w.nothingSeen] : seen),
      ],
      fields: [],
      yes: w.close,
    };
    if (told(await tools.form(question, 'report/close', () => ({ id: report.id })), w.closed, tools)) {
      await refresh();
    }
  };
  return {
    id: 'reports',
    title: w.title,
    body: part(w.list, element('p', { class: 'hint' }, w.hint), table.root),
    refresh,
    everyMs: REFRESH_MS,
  };
}

/** The last minute near the reporter, in lines. */
export function seenIn({ said, near }: Report): string[] {
  const w = words.reports;
  return [
    ...(said ?? []).map((line) => w.saidLine(when(line.at), called(line), line.text)),
    ...(near ?? []).map((each) => w.nearLine(called(each), each.metres)),
  ];
}

function called({ name, fingerprint }: Reported): string {
  return [name ?? words.reports.somebody, ...(fingerprint === undefined ? [] : [`(${fingerprint.slice(0, 8)})`])].join(' ');
}
