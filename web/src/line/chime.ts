/* Two soft tones when it is the fan's turn. Browsers let a page sound only after the fan touched it: arm() listens for
   that. */
import { storage } from '../browser/storage.ts';

let audio: AudioContext | null = null;

export function chimeWanted(): boolean {
  return storage.get<boolean>('chime') ?? true;
}

export function wantChime(wanted: boolean): void {
  storage.set('chime', wanted);
  if (wanted) wake();
}

/** From the first touch or key on, sound is possible. */
export function arm(): void {
  const once = () => {
    if (chimeWanted()) wake();
  };
  addEventListener('pointerdown', once);
  addEventListener('keydown', once);
}

function wake(): AudioContext | null {
  try {
    audio ??= new AudioContext();
    if (audio.state === 'suspended') void audio.resume();
  } catch {
    // No sound on this device: the title and the page still say it.
  }
  return audio;
}

/** One tab sounds, though all of them know: the first that gets the lock while it is held. */
export function chime(): void {
  if (!chimeWanted() || audio?.state !== 'running') return;
  const sounding = audio;
  if (!navigator.locks) return sound(sounding);
  void navigator.locks.request('onsale.chime', { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    sound(sounding);
    await new Promise((resolve) => setTimeout(resolve, 3000));
  });
}

/** E5 and A5, rung twice. */
export function sound(context: AudioContext | null = wake()): void {
  if (!context) return;
  [659.25, 880, 659.25, 880].forEach((frequency, index) => {
    const at = context.currentTime + 0.05 + index * 0.24 + (index > 1 ? 0.35 : 0);
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 1);
  });
}
