/* Which of the console's views is shown; the address says it, so that it can be kept and shared. */

export const views = ['live', 'steering', 'seats', 'new-date', 'exports', 'actions'] as const;
export type View = (typeof views)[number];

const viewOf = (hash: string): View => views.find((view) => hash === `#/${view}`) ?? 'live';

class ViewShown {
  current = $state<View>(viewOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.current = viewOf(location.hash)));
  }
}

export const view = new ViewShown();
