// The map names seats by their index, the server by an id. Ids are read a section at a time, when a fan looks into it.
import type { Hall } from './hall.ts';
import { OtherSeats } from './other_seats.ts';

/** A section's seats; the whole hall's for ''. */
export type ReadIds = (section: string) => Promise<readonly { id: string; seatNumber: number }[]>;

export class SeatIds {
  readonly #sections = new Map<number, Promise<ReadonlyMap<number, string>>>();
  readonly #seats = new Map<string, number>();

  constructor(
    private readonly hall: Hall,
    private readonly read: ReadIds,
  ) {}

  /** Rejects as the reading does; with OtherSeats where the server's list does not have this seat of the map. */
  async idOf(seat: number): Promise<string> {
    const id = (await this.ofSection(this.hall.section[seat]!)).get(seat);
    if (id === undefined) throw new OtherSeats(`the list has no seat number ${this.hall.numberOf(seat)}`);
    return id;
  }

  /** The seats of these ids, as far as their sections have been read. */
  seatsOf(ids: readonly string[]): number[] {
    return ids.flatMap((id) => this.#seats.get(id) ?? []);
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
    const ids = new Map<number, string>();
    for (const { id, seatNumber } of await this.read(this.hall.sections[index]!.name)) {
      const seat = this.hall.indexOf(seatNumber);
      // Seats that were added after the map was read come with the next map.
      if (seat === undefined) continue;
      ids.set(seat, id);
      this.#seats.set(id, seat);
    }
    return ids;
  }
}
