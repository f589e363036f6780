/** The server has other seats than the map that was read: seats were added meanwhile, and the map has to be read again. */
export class OtherSeats extends Error {
  override readonly name = 'OtherSeats';
}
