import './look/base.css';
import './look/look.svelte.ts';
import { start } from './browser/start.ts';
import Console from './console/Console.svelte';

start(Console);
