import { type ComponentChild, render } from 'preact';
import type { Place } from '../editor/places.ts';
import type { Page } from '../state/index.ts';
import { Actions } from './actions.tsx';
import { closeMenus, markContents } from './contents.ts';
import { Files } from './files.tsx';
import { Lab } from './lab.tsx';
import { NoticeList } from './notices.tsx';
import { Status } from './status.tsx';
import { StudyPanel } from './study.tsx';
import { Views } from './views.tsx';

/** Puts every panel in its place in the page, which the template made. */
export function mountPanels(page: Page, goTo: (place: Place) => void): void {
  mount('status', <Status page={page} />);
  mount('files', <Files page={page} />);
  mount('notices', <NoticeList page={page} />);
  mount('actions', <Actions page={page} />);
  mount('lab', <Lab page={page} goTo={goTo} />);
  mount('study', <StudyPanel page={page} />);
  mount('views', <Views />);
  markContents(page);
  closeMenus();
}

function mount(id: string, panel: ComponentChild): void {
  const place = document.getElementById(id);
  if (place === null) throw new Error(`The page has no place for ${id}: see index.html.`);
  place.textContent = '';
  render(panel, place);
}
