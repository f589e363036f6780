import { hashOf, routeOf, type Route } from './route.ts';

class Address {
  current = $state<Route>(routeOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.current = routeOf(location.hash)));
  }

  go(route: Route) {
    location.hash = hashOf(route);
  }

  /** As go, but the page before does not come back by the browser's back button. */
  replace(route: Route) {
    history.replaceState(null, '', hashOf(route));
    this.current = route;
  }
}

export const route = new Address();
