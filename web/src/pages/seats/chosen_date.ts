/* The date whose button the fan pressed before waiting: its seats open when they come in. */
import { storage } from '../../browser/storage.ts';

export const chosenDate = () => storage.get<string>('chosenDate');
export const chooseDate = (id: string | null) => storage.set('chosenDate', id);
