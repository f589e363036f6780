// The pictures of what is special about a seat, for the map, the list and the card.
import * as icons from '../icons/icons.ts';
import type { SeatTrait } from './hall.ts';

export const traitIcons: Record<SeatTrait, string> = {
  wheelchair: icons.wheelchair,
  companion: icons.companion,
  'restricted-view': icons.restrictedView,
  aisle: icons.aisle,
};
