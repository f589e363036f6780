/** A called fan who looks at the page comes in by itself after so long. */
export const graceSeconds = 3;
