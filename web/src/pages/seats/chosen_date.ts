/* The date whose button the fan pressed before waiting: its seats open when they come in. */
import { keep, kept } from '../../fan/kept.ts';

export const chosenDate = () => kept<string>('chosenDate');
export const chooseDate = (id: string | null) => keep('chosenDate', id);
