// The map names seats by their index, the server by an id. Ids are read a section at a time, when a fan looks into it.
import type { Hall } from './hall.ts';

/** A section's seats in the order of their numbers; the whole hall's for ''. */
export type ReadIds = (section: string) => Promise<readonly { id: string }[]>;

export class SeatIds {
  readonly #sections = new Map<number, Promise<ReadonlyMap<number, string>>>();

  constructor(
    private readonly hall: Hall,
    private readonly read: ReadIds,
  ) {}

  /** Rejects as the reading does; RangeError where the server's list has other seats than the map. */
  async idOf(seat: number): Promise<string> {
    return (await this.ofSection(this.hall.section[seat]!)).get(seat)!;
  }

  /** A reading that failed is begun again at the next call. */
  ofSection(index: number): Promise<ReadonlyMap<number, string>> {
    let ids = this.#sections.get(index);
    if (!ids) {
      ids = this.#load(index);
      this.#sections.set(index, ids);
      ids.catch(() => this.#sections.delete(index));
    }
    return ids;
  }

  async #load(index: number): Promise<ReadonlyMap<number, string>> {
    const { name, seats } = this.hall.sections[index]!;
    const list = await this.read(name);
    // Both are in the order of the seat numbers. The list of the whole hall has the map's own order.
    const wholeHall = name === '';
    if (list.length !== (wholeHall ? this.hall.seatCount : seats.length)) {
      throw new RangeError(`section ${name} has ${list.length} seats, not the map's ${seats.length}`);
    }
    return new Map([...seats].map((seat, place) => [seat, list[wholeHall ? seat : place]!.id]));
  }
}
