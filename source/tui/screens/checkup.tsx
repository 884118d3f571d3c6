import { safeText } from '../../base/index.ts';
import type { Area } from '../store/geometry.ts';
import type { AppState } from '../store/state.ts';
import { Frame } from '../widgets/frame.tsx';
import { listView } from './list-view.ts';

const NUMBER = 5;

interface CheckupProps {
  readonly state: AppState;
  readonly area: Area;
}

/** The Doctor over everything: all that is wrong with any repository or with the keys here, on one page. */
export function Checkup({ state, area }: CheckupProps) {
  const { app, doctor } = state.settings.messages;
  const { filter } = state.lists.checkup;
  const { rows, position } = listView(state, 'checkup');
  const scrolls = position !== null && position.last - position.first + 1 < position.total;
  const note = [
    filter === '' ? '' : app.lists.filtered(safeText(filter)),
    scrolls ? app.detail.position(position.first, position.last, position.total) : '',
  ];
  return (
    <Frame
      title={`${NUMBER} ${doctor.checkup.title}`}
      note={note.filter((part) => part !== '').join(' ')}
      columns={area.columns}
      rows={area.rows}
      focused
      content={rows}
    />
  );
}
